import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { CallParameters, CallRequest, ChatMessage } from "#shared/journal/call.ts";
import type { CallProgram, CellInputs, RunContext, Unit } from "../cell-runner.ts";
import { callParameters } from "../parameters.ts";

export type Judges = ReadonlyMap<string, ModelDescription>;

/** What every mode of judging starts from. */
export type JudgeSetup = {
  readonly name: string;
  readonly body: JudgeBody;
  readonly inputs: CellInputs;
  readonly judges: Judges;
  readonly parameters: CallParameters;
};

/** Alternatives asked for at each token: the labels with their variants, or the numbers of a scale. */
const topLogprobs = 20;

/** Throws unsupported when `confidence: logprobs` is asked of a model that gives none. */
export function judgeSetup(context: RunContext<JudgeBody>, judges: Judges): JudgeSetup {
  const { body, name, inputs } = context;
  const wantsLogprobs = body.confidence === "logprobs";
  if (wantsLogprobs) refuseWithoutLogprobs(body, judges);
  const parameters = { ...callParameters(body), ...(wantsLogprobs ? { logprobs: true, top_logprobs: topLogprobs } : {}) };
  return { name, body, inputs, judges, parameters };
}

function refuseWithoutLogprobs(body: JudgeBody, judges: Judges): void {
  for (const [index, judge] of body.judges.entries()) {
    const known = judges.get(judge);
    if (known === undefined || known.capabilities.logprobs) continue;
    throw new AssayError("unsupported", `\`${judge}\` is not known to give log-probabilities.`, {
      hint: "Use `confidence: samples` or `stated`, take another judge, or turn logprobs on for this model in the settings.",
      place: { key: `judges.${index}` },
    });
  }
}

export function judgeRequest({ parameters }: JudgeSetup, judge: string, messages: readonly ChatMessage[], repeat: number): CallRequest {
  return { model: judge, messages, parameters, sample: repeat };
}

export function judgeFamily({ judges }: JudgeSetup, judge: string): string {
  return judges.get(judge)?.family ?? judge;
}

/** Which subject, judge and repeat a unit is about. */
type GridPlace<Subject> = { readonly subject: Subject; readonly judge: string; readonly repeat: number };

type Grid = Pick<CallProgram, "size" | "chained" | "rounds" | "laneOf" | "unitsPerRow" | "summary" | "unit">;

/** Every subject by every judge: subjects outermost, judges innermost. With `confidence: samples` one unit holds all repeats. `noun`: what a unit brings. */
export function judgeGrid<Subject>(
  body: JudgeBody,
  subjects: readonly Subject[],
  noun: "verdicts" | "scores",
  unitOf: (place: GridPlace<Subject>) => Unit,
): Grid {
  const { judges } = body;
  const perSubject = judges.length * (body.confidence === "samples" ? 1 : body.repeats);
  const size = subjects.length * perSubject;
  const laneOf = (index: number): string => judges[index % judges.length] ?? "";
  return {
    size,
    chained: body.refine,
    rounds: body.refine ? 2 : 1,
    laneOf,
    unitsPerRow: perSubject,
    summary: ({ kept, requested }) => `${kept}/${requested} ${noun} · ${count(judges.length, "judge")}`,
    unit: (index) => {
      const subject = subjects[Math.floor(index / perSubject)];
      if (subject === undefined) throw new RangeError(`unit ${index} of ${size}`);
      return unitOf({ subject, judge: laneOf(index), repeat: Math.floor((index % perSubject) / judges.length) });
    },
  };
}

/** The repeats one unit asks for: its own, or all of them where their share is the confidence. */
export function repeatsOf(body: JudgeBody, repeat: number): readonly number[] {
  return body.confidence === "samples" ? Array.from({ length: body.repeats }, (_, at) => at) : [repeat];
}

/** Says which unit it is in errors. */
export function unitLabel(body: JudgeBody, subject: string, judge: string, repeat: number): string {
  const isOneOfSeveral = body.repeats > 1 && body.confidence !== "samples";
  return `${subject}, ${judge}${isOneOfSeveral ? `, repeat ${repeat}` : ""}`;
}
