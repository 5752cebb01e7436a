import type { Row, Value } from "./table.ts";

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

export function readOutcome(value: Value | undefined): Outcome | null {
  return value === "win" || value === "loss" || value === "tie" || value === "inconsistent" || value === "unscored" ? value : null;
}

export function readVote(row: Row, seenFrom: "a" | "b"): Vote {
  const outcome = readOutcome(row.outcome) ?? "unscored";
  const flipped = outcome === "win" ? "loss" : outcome === "loss" ? "win" : outcome;
  const reason = typeof row.reason === "string" && row.reason !== "" ? row.reason : null;
  const margin = typeof row.margin === "number" && Number.isFinite(row.margin) && row.margin >= 0 ? row.margin : null;
  return { judge: typeof row.judge === "string" ? row.judge : "", outcome: seenFrom === "a" ? outcome : flipped, margin, reason };
}

/** A judge's repeats as one vote; no majority among them is an inconsistent judge. */
function majorityOf(repeats: readonly Vote[]): Vote {
  const [first] = repeats;
  if (repeats.length === 1 && first) return first;
  const counts = countVotes(repeats);
  const scored = repeats.length - counts.unscored;
  const outcomes: readonly Outcome[] = ["win", "loss", "tie"];
  const outcome: Outcome = scored === 0 ? "unscored" : (outcomes.find((each) => counts[each] > scored / 2) ?? "inconsistent");
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
