import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Scale } from "#shared/prompts/judge-prompts.ts";
import { expectedScore } from "#shared/prompts/score-logprobs.ts";
import { readScoreVerdict } from "#shared/prompts/verdict.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { type Asked, failureAmong, type Unscored, unreadReason, unscored } from "./hearing.ts";

/** What one call said of one answer. */
export type HeardScore = Asked & {
  readonly score: number | null;
  /** Why there is no score. */
  readonly reason: string | null;
  readonly rationale: string | null;
  /** As the judge stated it. */
  readonly confidence: number | null;
  readonly expected: number | null;
  /** Why the confidence asked for is missing. */
  readonly confidenceReason: string | null;
};

export function hearScore(body: Pick<JudgeBody, "confidence">, scale: Scale, repeat: number, round: 1 | 2, reply: Reply): HeardScore {
  const nothing = { score: null, rationale: null, confidence: null, expected: null } as const;
  const unread = (reason: string): HeardScore => ({ ...nothing, repeat, round, reply, reason, confidenceReason: reason });
  if (reply.type === "failed") return unread(`call failed: ${reply.cause}`);
  const reading = readScoreVerdict(reply.answer.text, scale);
  if (!reading.ok) return unread(unreadReason(reply, reading.reason));
  const { score, rationale, confidence = null } = reading;
  const heard = { repeat, round, reply, score, reason: null, rationale: rationale || null, confidence } as const;
  if (body.confidence === "stated")
    return { ...heard, expected: null, confidenceReason: confidence === null ? "the judge stated no confidence" : null };
  if (body.confidence !== "logprobs") return { ...heard, expected: null, confidenceReason: null };
  const { logprobs } = reply.answer;
  if (logprobs === null || logprobs.length === 0)
    return { ...heard, expected: null, confidenceReason: "the provider returned no log-probabilities" };
  const read = expectedScore(logprobs, scale);
  return read.ok
    ? { ...heard, expected: read.expected, confidenceReason: null }
    : { ...heard, expected: null, confidenceReason: read.reason };
}

/** One judge's score of one answer; the mean over repeats where they are asked together. */
export type SettledScore = {
  readonly score: number | null;
  /** Standard deviation over repeats (n − 1); null for fewer than two. */
  readonly sd: number | null;
  readonly expected: number | null;
  readonly confidence: number | null;
  readonly confidenceReason: string | null;
  readonly reason: string | null;
  readonly rationale: string | null;
  readonly ending: RowEnding;
};

export function unscoredScore({ reason, ending }: Unscored): SettledScore {
  return { score: null, sd: null, expected: null, confidence: null, confidenceReason: null, reason, rationale: null, ending };
}

export function settleScore(heard: readonly HeardScore[]): SettledScore {
  const read = heard.filter(isScored);
  const lost = failureAmong(heard) ?? (read.length === 0 ? unscored(heard[0]?.reason ?? "unreadable") : null);
  if (lost !== null) return unscoredScore(lost);
  const scores = read.map(({ score }) => score).filter((score) => score !== null);
  return {
    score: mean(scores),
    sd: standardDeviation(scores),
    expected: meanOfAll(read.map(({ expected }) => expected)),
    confidence: meanOfAll(read.map(({ confidence }) => confidence)),
    confidenceReason: read.find(({ confidenceReason }) => confidenceReason !== null)?.confidenceReason ?? null,
    reason: null,
    rationale: read.find(({ rationale }) => rationale !== null)?.rationale ?? null,
    ending: { type: "kept" },
  };
}

export function isScored({ score }: HeardScore): boolean {
  return score !== null;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With n − 1; null for fewer than two values. */
export function standardDeviation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** Null when any is missing. */
function meanOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : mean(known);
}
