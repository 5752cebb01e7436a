import type { Row, Value } from "../data/table.ts";
import type { Roles } from "./column-roles.ts";
import { textIn, valueOf } from "./read-answer.ts";

export type Outcome = "win" | "loss" | "tie" | "inconsistent" | "unscored";

/** One judge's word on one comparison, seen from `a`. */
export type Vote = { readonly judge: string; readonly outcome: Outcome; readonly margin: number | null; readonly reason: string | null };

/** What the judges of one comparison say together. */
export type PooledVerdict =
  | { readonly type: "decided"; readonly winner: "a" | "b"; readonly margin: number | null; readonly votes: VoteCounts }
  | { readonly type: "undecided"; readonly reason: "tie" | "inconsistent" | "judges disagree" }
  | { readonly type: "unscored"; readonly reason: string };

export type VoteCounts = { readonly [Kind in Outcome]: number };

/**
 * Pools by majority: first each judge over its repeats, then the judges, one vote each. A side is chosen only by more than half of the
 * judges that gave a verdict; ties and inconsistent verdicts count among them, so they never turn into a preference.
 */
export function poolVerdicts(votes: readonly Vote[]): PooledVerdict {
  const byJudge = new Map<string, Vote[]>();
  for (const vote of votes) byJudge.set(vote.judge, [...(byJudge.get(vote.judge) ?? []), vote]);
  const perJudge = [...byJudge.values()].map(majorityOf);
  const counts = countVotes(perJudge);
  const scored = perJudge.length - counts.unscored;
  if (scored === 0) return { type: "unscored", reason: votes.find((vote) => vote.reason)?.reason ?? "no verdict" };
  const isMajority = (outcome: Outcome) => counts[outcome] > scored / 2;
  if (isMajority("win") || isMajority("loss")) {
    const outcome = isMajority("win") ? "win" : "loss";
    const margins = perJudge.filter((vote) => vote.outcome === outcome).map((vote) => vote.margin);
    return { type: "decided", winner: outcome === "win" ? "a" : "b", margin: mean(margins), votes: counts };
  }
  if (isMajority("tie")) return { type: "undecided", reason: "tie" };
  return { type: "undecided", reason: isMajority("inconsistent") ? "inconsistent" : "judges disagree" };
}

/** Outcomes as judges write them, and the sides people choose; null for anything else. */
export function readOutcome(value: Value | undefined): Outcome | null {
  if (value === null || value === undefined || value === "") return "unscored";
  if (typeof value !== "string") return null;
  return outcomes.get(value.toLowerCase()) ?? null;
}

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ["win", "win"],
  ["a", "win"],
  ["loss", "loss"],
  ["b", "loss"],
  ["tie", "tie"],
  ["inconsistent", "inconsistent"],
  ["unscored", "unscored"],
]);

export function readVote(row: Row, roles: Roles, seenFrom: "a" | "b"): Vote {
  const outcome = readOutcome(valueOf(row, roles, "outcome")) ?? "unscored";
  const flipped = outcome === "win" ? "loss" : outcome === "loss" ? "win" : outcome;
  const given = typeof row.reason === "string" && row.reason !== "" ? row.reason : null;
  const reason = given ?? (row.skipped === true ? "skipped" : null);
  const number = valueOf(row, roles, "margin");
  const margin = typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
  return { judge: textIn(row, roles, "judge"), outcome: seenFrom === "a" ? outcome : flipped, margin, reason };
}

/** A judge's repeats as one vote; no majority among them is an inconsistent judge. */
function majorityOf(repeats: readonly Vote[]): Vote {
  const [first] = repeats;
  if (repeats.length === 1 && first) return first;
  const counts = countVotes(repeats);
  const scored = repeats.length - counts.unscored;
  const decided: readonly Outcome[] = ["win", "loss", "tie"];
  const outcome: Outcome = scored === 0 ? "unscored" : (decided.find((each) => counts[each] > scored / 2) ?? "inconsistent");
  const agreeing = repeats.filter((vote) => vote.outcome === outcome);
  return {
    judge: first?.judge ?? "",
    outcome,
    margin: mean(agreeing.map((vote) => vote.margin)),
    reason: repeats.find((vote) => vote.reason)?.reason ?? null,
  };
}

function countVotes(votes: readonly Vote[]): VoteCounts {
  const counts = { win: 0, loss: 0, tie: 0, inconsistent: 0, unscored: 0 };
  for (const vote of votes) counts[vote.outcome] += 1;
  return counts;
}

/** Null when any is missing: a margin of some judges is not that of all. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
