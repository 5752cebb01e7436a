import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Row } from "#shared/data/table.ts";
import { type RubricForm, ratingScale } from "#shared/prompts/rubric-judge.ts";
import { type CriterionVerdict, readCriterionVerdict, readRubricVerdicts } from "#shared/prompts/rubric-verdicts.ts";
import { readScoreVerdict } from "#shared/prompts/verdict.ts";
import { unscoredReasons } from "#shared/prompts/verdict-text.ts";
import { type CheckReading, createChecker } from "#shared/rubric/check-answer.ts";
import type { Check } from "#shared/rubric/check-schema.ts";
import { type Aggregate, type RubricCriterion, scored } from "#shared/rubric/criterion.ts";
import { holisticId, holisticShare, type RubricScore, scoreRubric } from "#shared/statistics/rubric/score-rubric.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { unreadReason } from "./hearing.ts";
import type { JudgedCriterion } from "./rubric-rows.ts";

/** One call about an answer: in which form, and about which criteria. */
export type RubricQuestion = { readonly form: RubricForm; readonly criteria: readonly RubricCriterion[] };

/** The calls an answer takes. A criterion with a check is never among them. */
export function questionsAbout(
  criteria: readonly RubricCriterion[],
  aggregate: Aggregate,
  ask: JudgeBody["ask"],
): readonly RubricQuestion[] {
  const asked = criteria.filter(({ check }) => check === null);
  if (asked.length === 0) return [];
  if (aggregate === "holistic") return [{ form: "rating", criteria: asked }];
  return ask === "answer"
    ? [{ form: "answer", criteria: asked }]
    : asked.map((criterion) => ({ form: "criterion", criteria: [criterion] }));
}

/** Checks are read once and run on every answer. */
export type Checkers = (check: Check, answer: string, row: Row) => CheckReading;

export function createCheckers(): Checkers {
  const known = new Map<Check, ReturnType<typeof createChecker>>();
  return (check, answer, row) => {
    const checker = known.get(check) ?? createChecker(check);
    known.set(check, checker);
    return checker(answer, row);
  };
}

export function checkedCriterion(criterion: RubricCriterion, reading: CheckReading): JudgedCriterion {
  const share = reading.met === null ? null : reading.met ? 1 : 0;
  return { ...facts(criterion), share, level: null, reason: reading.reason, rationale: null, by: "check" };
}

function facts({
  id,
  text,
  type,
  weight,
  priority,
}: RubricCriterion): Pick<JudgedCriterion, "id" | "text" | "type" | "weight" | "priority"> {
  return { id, text, type, weight, priority };
}

/** What one reply says of the criteria it was asked about. `reason`: why it says nothing at all. */
export type HeardRubric = {
  readonly reply: Reply;
  /** 2: the judge's second reading of its own verdict. */
  readonly round: 1 | 2;
  readonly question: RubricQuestion;
  readonly judged: readonly JudgedCriterion[];
  readonly reason: string | null;
};

export function hearRubric(question: RubricQuestion, round: 1 | 2, reply: Reply): HeardRubric {
  if (question.form === "rating") return { question, round, reply, ...hearRating(reply) };
  const { verdicts, reason } = verdictsIn(question, reply);
  const judged = question.criteria.map((criterion): JudgedCriterion => {
    const verdict = verdicts(criterion);
    return { ...facts(criterion), ...verdict, by: "model" };
  });
  return { reply, round, question, judged, reason };
}

type VerdictsIn = { readonly verdicts: (criterion: RubricCriterion) => CriterionVerdict; readonly reason: string | null };

function verdictsIn({ form, criteria }: RubricQuestion, reply: Reply): VerdictsIn {
  const none = (reason: string): VerdictsIn => ({ verdicts: () => ({ share: null, level: null, reason, rationale: null }), reason });
  if (reply.type === "failed") return none(`call failed: ${reply.cause}`);
  const [only] = criteria;
  if (form === "criterion" && only !== undefined) {
    const verdict = inWords(readCriterionVerdict(reply.answer.text, only), reply);
    return { verdicts: () => verdict, reason: verdict.reason };
  }
  const reading = readRubricVerdicts(reply.answer.text, criteria);
  if (reading.reason !== null) return none(reasonInWords(reading.reason, reply));
  return { verdicts: ({ id }) => inWords(reading.verdicts.get(id) ?? notThere, reply), reason: null };
}

const notThere: CriterionVerdict = { share: null, level: null, reason: "not in the reply", rationale: null };

function inWords(verdict: CriterionVerdict, reply: Extract<Reply, { readonly type: "answered" }>): CriterionVerdict {
  return verdict.reason === null ? verdict : { ...verdict, reason: reasonInWords(verdict.reason, reply) };
}

function reasonInWords(reason: string, reply: Extract<Reply, { readonly type: "answered" }>): string {
  return isCode(reason) ? unreadReason(reply, reason) : reason;
}

function isCode(reason: string): reason is keyof typeof unscoredReasons {
  return Object.hasOwn(unscoredReasons, reason);
}

/** One rating for all criteria: Rubrics as Rewards' implicit aggregation. */
function hearRating(reply: Reply): Pick<HeardRubric, "judged" | "reason"> {
  const all = { id: holisticId, text: "all criteria together", type: "all", weight: null, priority: null, by: "model" } as const;
  const none = (reason: string): Pick<HeardRubric, "judged" | "reason"> => ({
    judged: [{ ...all, share: null, level: null, reason, rationale: null }],
    reason,
  });
  if (reply.type === "failed") return none(`call failed: ${reply.cause}`);
  const reading = readScoreVerdict(reply.answer.text, ratingScale);
  if (!reading.ok) return none(unreadReason(reply, reading.reason));
  const share = holisticShare(reading.score, { low: ratingScale.min, high: ratingScale.max });
  const level = Number.isInteger(reading.score) ? reading.score : null;
  return { judged: [{ ...all, share, level, reason: null, rationale: reading.rationale || null }], reason: null };
}

export type SettledRubric = { readonly score: RubricScore; readonly reason: string | null; readonly ending: RowEnding };

/** The answer's score, and how its row ends: a call that failed fails a row only if its score hangs on it. */
export function settleRubric(
  criteria: readonly RubricCriterion[],
  aggregate: Aggregate,
  judged: readonly JudgedCriterion[],
  heard: readonly HeardRubric[],
): SettledRubric {
  const shares = new Map(judged.map(({ id, share }) => [id, share]));
  const score = scoreRubric(criteria.map(scored), shares, aggregate);
  if (score.score !== null) return { score, reason: null, ending: { type: "kept" } };
  const unread = [...new Set(heard.flatMap(({ reason }) => reason ?? []))];
  const reason = [...unread, score.reason].filter((each) => each !== null).join("; ");
  const failed = heard.find(({ reply }) => reply.type === "failed")?.reply;
  if (failed?.type === "failed") return { score, reason, ending: { type: "failed", cause: failed.cause, sentence: failed.sentence } };
  return { score, reason, ending: { type: "unscored", reason: unread[0] ?? "too few criteria have a readable verdict" } };
}
