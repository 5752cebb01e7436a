import { promptKeyOf } from "./chat-messages.ts";
import type { LeftOut } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import type { Pair, Pairs } from "./pair.ts";
import { authorOf, judgedBy, judgesOf, teacherProvenance } from "./provenance.ts";
import { itemOf } from "./read-answer.ts";
import { type ScoredAnswer, scoredAnswers } from "./scored-answers.ts";

/**
 * Pairs of answers that were scored one by one: of each prompt the best against the worst, or each against each. Scores no
 * further apart than the least margin are a tie. The margin is the difference of the scores.
 */
export function scorePairs(input: FormInput): Pairs {
  const { answers, leftOut } = scoredAnswers(input);
  const prompts = new Map<string, ScoredAnswer[]>();
  for (const answer of answers) {
    const key = promptKeyOf(answer.prompt);
    const known = prompts.get(key);
    if (known) known.push(answer);
    else prompts.set(key, [answer]);
  }
  const pairs: Pair[] = [];
  const none: LeftOut[] = [];
  for (const group of prompts.values()) {
    const [only] = group;
    if (group.length === 1 && only !== undefined) {
      none.push({ row: only.row, item: only.item, end: { type: "filtered", reason: "only one scored answer" } });
      continue;
    }
    if (input.options.pairs === "best-worst") {
      for (const { row, item } of ranked(group).slice(1, -1))
        none.push({ row, item, end: { type: "filtered", reason: "neither best nor worst" } });
    }
    for (const [better, worse] of candidates(group, input.options.pairs)) {
      const margin = better.score - worse.score;
      const reason = better.response === worse.response ? "equal answers" : margin <= input.options.minMargin ? "tie" : null;
      if (reason === null) pairs.push(pairOf(better, worse, margin, input));
      else none.push({ row: better.row, item: better.item, end: { type: "filtered", reason } });
    }
  }
  return { pairs, leftOut: [...leftOut, ...none] };
}

/** Best first; equal scores keep the table's order. */
function ranked(group: readonly ScoredAnswer[]): readonly ScoredAnswer[] {
  return [...group].sort((one, other) => other.score - one.score);
}

function candidates(group: readonly ScoredAnswer[], which: "best-worst" | "all"): readonly (readonly [ScoredAnswer, ScoredAnswer])[] {
  const order = ranked(group);
  if (which === "all") return order.flatMap((better, at) => order.slice(at + 1).map((worse) => [better, worse] as const));
  const [best, worst] = [order[0], order.at(-1)];
  return best === undefined || worst === undefined ? [] : [[best, worst]];
}

function pairOf(better: ScoredAnswer, worse: ScoredAnswer, margin: number, { roles, origins }: FormInput): Pair {
  const { row, item, prompt } = better;
  const rows = [...better.rows, ...worse.rows];
  const judges = judgesOf(rows, roles);
  const [chosen, rejected] = [authorOf(better.rows[0] ?? {}, roles), authorOf(worse.rows[0] ?? {}, roles)];
  return {
    row,
    item,
    prompt,
    chosen: better.response,
    rejected: worse.response,
    margin,
    provenance: {
      ...teacherProvenance(itemOf(better.rows[0] ?? {}, roles, prompt), prompt, [chosen, rejected], origins),
      assay_chosen_model: chosen.model || null,
      assay_rejected_model: rejected.model || null,
      assay_chosen_score: better.score,
      assay_rejected_score: worse.score,
      assay_judges: judges.join(", ") || null,
      assay_judged_by: judgedBy(rows, roles),
      assay_rubric_version: origins.rubricVersion,
      assay_simulated: [chosen.model, rejected.model, ...judges].some(origins.isSimulated),
    },
  };
}
