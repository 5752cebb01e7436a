/** A judge's body as far as its keys depend on one another. */
type Written = {
  readonly mode: "pairwise" | "pointwise" | "rubric" | "reference" | "tournament";
  readonly judges: readonly string[];
  readonly jury?: unknown;
  readonly criteria?: unknown;
  readonly rubric?: unknown;
  readonly constitution?: unknown;
  readonly reference?: unknown;
  readonly tournament?: unknown;
  readonly prompt?: unknown;
  readonly baseline?: unknown;
  readonly clamp?: unknown;
  readonly scale?:
    | { readonly min: number; readonly max: number; readonly levels?: { readonly [level: string]: string } | undefined }
    | undefined;
  readonly pairs: string;
  readonly confidence: string;
  readonly explain: boolean;
  readonly repeats: number;
};

type Contradiction = readonly [key: string, message: string];

/** Keys that need one another, or that the mode has no use for: a key without effect would be a silent mistake. */
export function contradictions(body: Written): readonly Contradiction[] {
  return [...ofMode(body), ...ofConfidence(body), ...ofLevels(body)];
}

function ofMode(body: Written): readonly Contradiction[] {
  const { mode } = body;
  const compares = mode === "pairwise" || mode === "tournament";
  const found: Contradiction[] = [];
  if (mode === "rubric" && body.rubric === undefined) found.push(["rubric", "`mode: rubric` needs `rubric:`, the name of a rubric cell"]);
  if (mode !== "rubric" && body.rubric !== undefined) found.push(["rubric", `a ${mode} judge reads no rubric; use \`mode: rubric\``]);
  if (mode === "reference" && body.reference === undefined)
    found.push(["reference", "`mode: reference` needs `reference:`, the column with the right answers"]);
  if (mode === "tournament" && body.tournament === undefined)
    found.push(["tournament", "`mode: tournament` needs `tournament:` with its `scheme`"]);
  if (mode !== "tournament" && body.tournament !== undefined) found.push(["tournament", "only `mode: tournament` plays one"]);
  if (body.pairs === "baseline" && body.baseline === undefined)
    found.push(["baseline", "`pairs: baseline` needs `baseline:`, one of the teachers"]);
  if (body.pairs !== "baseline" && body.baseline !== undefined) found.push(["baseline", "only `pairs: baseline` compares with one model"]);
  if (body.constitution !== undefined && !compares)
    found.push(["constitution", "principles decide between two answers; use `mode: pairwise`"]);
  if (body.constitution !== undefined && body.criteria !== undefined)
    found.push(["criteria", "each pair is judged by one principle of the constitution, so `criteria` would be left unread"]);
  if (body.scale !== undefined && compares) found.push(["scale", "a comparison has no scale; only scores have"]);
  if (body.clamp !== undefined && !compares) found.push(["clamp", "only the probability of a comparison can be clamped"]);
  if (body.jury !== undefined && body.judges.length < 2) found.push(["jury", "a jury needs at least two judges"]);
  return found;
}

function ofConfidence({ confidence, repeats, explain, prompt, mode }: Written): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (mode === "rubric" && confidence !== "none")
    found.push(["confidence", "a rubric judge gives no probability; `repeats` shows how sure it is of each criterion"]);
  if (confidence === "samples" && repeats < 2) found.push(["confidence", "`confidence: samples` needs `repeats` of 2 or more"]);
  if (!explain && confidence === "stated")
    found.push(["explain", "a verdict alone states no confidence; use `confidence: logprobs` or leave `explain` out"]);
  if (!explain && prompt !== undefined && mode !== "rubric")
    found.push(["explain", "the prompt written here says what the judge replies; leave `explain` out"]);
  return found;
}

function ofLevels({ scale }: Written): readonly Contradiction[] {
  if (scale?.levels === undefined) return [];
  const strange = Object.keys(scale.levels).find((level) => {
    const value = Number(level);
    return level.trim() === "" || !(value >= scale.min && value <= scale.max);
  });
  return strange === undefined
    ? []
    : [["scale", `\`levels\` describes ${strange}, which is not on the scale from ${scale.min} to ${scale.max}`]];
}
