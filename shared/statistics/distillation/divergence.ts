import { type Bounds, logSum, logTail } from "./log-tail.ts";
import { type Shared, sumOf, type Tail } from "./next-token.ts";

/** Which of the two is taken as the truth: forward asks the student to cover the teacher, reverse to stay within it. */
export type Direction = "forward" | "reverse";

/**
 * Kullback–Leibler divergence on the shared tokens and what lies beyond them, in nats: a lower bound of the divergence over the whole
 * vocabulary, since merging outcomes never raises it (data-processing inequality), at the least that rounding allows. Tokens that only
 * the truth names have at most what the other leaves unlisted, so that lists without a common token still tell how far apart they are.
 */
export function lowerDivergence(shared: Shared, direction: Direction): number {
  const { truth, other, truthTail, otherTail } = directed(shared, direction);
  const sum = truth.reduce((all, chance, index) => all + term(chance, other[index] ?? 0), 0);
  return Math.max(0, sum + leastTailTerm(truthTail, otherTail));
}

function directed({ teacher, student, teacherTail, studentTail }: Shared, direction: Direction) {
  return direction === "forward"
    ? { truth: teacher, other: student, truthTail: teacherTail, otherTail: studentTail }
    : { truth: student, other: teacher, truthTail: studentTail, otherTail: teacherTail };
}

/**
 * Of everything else there are three parts: what only the truth names, what only the other names, and what neither does. The least is
 * reached where the other deals its unlisted mass in the proportions of the truth's; where that is more than it has, where it gives all
 * of it to what the truth names.
 */
function leastTailTerm(truth: Tail, other: Tail): number {
  const most = other.unlisted.most;
  const all = other.namedMass + most;
  // p ln(p / q) is least at p = q / e.
  const mass = clamp(all / Math.E, truth.namedMass + truth.unlisted.least, truth.namedMass + truth.unlisted.most);
  if (truth.namedMass * all <= most * mass) return term(mass, all);
  const unlisted = clamp(other.namedMass / Math.E, truth.unlisted.least, truth.unlisted.most);
  return term(truth.namedMass, most) + term(unlisted, other.namedMass);
}

function term(truth: number, other: number): number {
  if (truth <= 0) return 0;
  return other <= 0 ? Number.POSITIVE_INFINITY : truth * Math.log(truth / other);
}

/** Total variation on the shared tokens and what lies beyond them: a lower bound too. */
export function totalVariation({ teacher, student, teacherTail: a, studentTail: b }: Shared): number {
  const sum = teacher.reduce((all, chance, index) => all + Math.abs(chance - (student[index] ?? 0)), 0);
  const gap = (one: Tail, two: Tail): number => one.namedMass + one.unlisted.least - two.namedMass - two.unlisted.most;
  const apart = Math.max(0, a.namedMass - b.unlisted.most) + Math.max(0, b.namedMass - a.unlisted.most);
  return (sum + Math.max(0, gap(a, b), gap(b, a), apart)) / 2;
}

/**
 * The divergence on shared tokens and one tail with both distributions softened to temperature T, p^(1/T) scaled anew (Hinton et
 * al. 2015), times T², which keeps gradients of one size. Of a tail no more than mass and largest token are known, so that two bounds come out,
 * both exact: with s and r the tails' shares, the divergence is that of s from r plus (1 − s) times that of the named tokens among
 * themselves (chain rule), convex in both. `vocabulary`: tokens there are in all; at least one must be shared. Nats; `most` is infinite
 * where the other's tail may be empty.
 */
export function softDivergence(shared: Shared, temperature: number, vocabulary: number, direction: Direction): Bounds {
  const { truth, other, truthTail, otherTail } = directed(shared, direction);
  const size = vocabulary - shared.tokens.length;
  const [a, b] = [truth, other].map((chances) => chances.map((chance) => Math.log(chance) / temperature)) as [number[], number[]];
  const [aAll, bAll] = [logSum(a), logSum(b)];
  const among = sumOf(a.map((log, index) => Math.exp(log - aAll) * (log - aAll - (b[index] ?? 0) + bAll)));
  // Shares as log-odds, which neither a small nor a large temperature rounds to 0 or 1.
  const s = oddsOf(logTail(truthTail, size, temperature), aAll);
  const r = oddsOf(logTail(otherTail, size, temperature), bAll);
  const at = (truthOdds: number, otherOdds: number): number => binary(truthOdds, otherOdds) + share(-truthOdds) * Math.max(0, among);
  const least = clamp(r.most + Math.max(0, among), s.least, s.most);
  const corners = [s.least, s.most].flatMap((truthOdds) => [at(truthOdds, r.least), at(truthOdds, r.most)]);
  const scale = temperature * temperature;
  return { least: scale * at(least, clamp(least, r.least, r.most)), most: scale * Math.max(...corners) };
}

function oddsOf({ least, most }: Bounds, named: number): Bounds {
  return { least: least - named, most: most - named };
}

/** Divergence of two shares told by their log-odds. */
function binary(truth: number, other: number): number {
  const [within, without] = [share(truth), share(-truth)];
  const sum =
    (within === 0 ? 0 : within * (softplus(-other) - softplus(-truth))) +
    (without === 0 ? 0 : without * (softplus(other) - softplus(truth)));
  return Math.max(0, sum);
}

function share(odds: number): number {
  return odds >= 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
}

/** ln(1 + e^x). */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
