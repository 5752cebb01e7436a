import type { Shared, Tail } from "./next-token.ts";

/** Which of the two is taken as the truth: forward asks the student to cover the teacher, reverse to stay within it. */
export type Direction = "forward" | "reverse";

/** Least and most a figure can be, given what the tails hide; most is infinite where nothing bounds it. */
export type Bounds = { readonly least: number; readonly most: number };

/**
 * Kullback–Leibler divergence on the shared tokens and the tails, in nats: a lower bound of the divergence over the whole
 * vocabulary (data-processing inequality). 0 ln 0 = 0; infinite where the truth has mass that the other lacks.
 */
export function lowerDivergence(shared: Shared, direction: Direction): number {
  const [truth, other, truthTail, otherTail] =
    direction === "forward"
      ? [shared.teacher, shared.student, shared.teacherTail, shared.studentTail]
      : [shared.student, shared.teacher, shared.studentTail, shared.teacherTail];
  const sum = truth.reduce((all, chance, index) => all + term(chance, other[index] ?? 0), 0);
  return Math.max(0, sum + term(truthTail.mass, otherTail.mass));
}

function term(truth: number, other: number): number {
  if (truth <= 0) return 0;
  return other <= 0 ? Number.POSITIVE_INFINITY : truth * Math.log(truth / other);
}

/** Total variation on the shared tokens and the tails: a lower bound too. */
export function totalVariation({ teacher, student, teacherTail, studentTail }: Shared): number {
  const sum = teacher.reduce((all, chance, index) => all + Math.abs(chance - (student[index] ?? 0)), 0);
  return (sum + Math.abs(teacherTail.mass - studentTail.mass)) / 2;
}

/** What bounds a tail: its largest token, and how many tokens it may hold. */
type TailShape = { readonly mass: number; readonly largest: number; readonly size: number };

/**
 * Σ p^(1/T) over a tail of which only mass, largest possible token and size are known. The power sum is extreme where the
 * mass is packed into as few tokens as may be, or spread evenly over all.
 */
export function softTail({ mass, largest, size }: TailShape, temperature: number): Bounds {
  if (mass <= 0) return { least: 0, most: 0 };
  const power = 1 / temperature;
  const cap = Math.min(mass, largest);
  const whole = Math.floor(mass / cap + 1e-12);
  const packed = whole * cap ** power + Math.max(0, mass - whole * cap) ** power;
  const spread = size ** (1 - power) * mass ** power;
  return { least: Math.min(packed, spread), most: Math.max(packed, spread) };
}

/** A steps of the search over what a tail may be: the divergence is smooth in it. */
const steps = 24;

/**
 * The divergence on shared tokens and tails with both distributions softened to temperature T, p^(1/T) scaled anew (Hinton et
 * al. 2015), times T², which keeps gradients of one size. The tails are known by mass alone, so that two bounds come out.
 * `vocabulary`: tokens there are in all. Nats.
 */
export function softDivergence(shared: Shared, temperature: number, vocabulary: number, direction: Direction): Bounds {
  const scale = temperature * temperature;
  const size = Math.max(1, vocabulary - shared.tokens.length);
  const raised = (chances: readonly number[]) => chances.map((chance) => chance ** (1 / temperature));
  const [a, b] = [raised(shared.teacher), raised(shared.student)];
  const [teacherTail, studentTail] = [softened(shared.teacherTail, size, temperature), softened(shared.studentTail, size, temperature)];
  const [truth, other, truthTail, otherTail] =
    direction === "forward" ? [a, b, teacherTail, studentTail] : [b, a, studentTail, teacherTail];
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let step = 0; step <= steps; step++) {
    const tail = truthTail.least + ((truthTail.most - truthTail.least) * step) / steps;
    // For a given truth the divergence falls until the other's tail holds the same share, and rises after it.
    const same = (sumOf(other) * tail) / sumOf(truth);
    const nearest = Math.min(otherTail.most, Math.max(otherTail.least, same));
    least = Math.min(least, divergenceOf(truth, tail, other, nearest));
    for (const end of [otherTail.least, otherTail.most]) most = Math.max(most, divergenceOf(truth, tail, other, end));
  }
  return { least: scale * Math.max(0, least), most: scale * most };
}

function divergenceOf(truth: readonly number[], truthTail: number, other: readonly number[], otherTail: number): number {
  const [all, rest] = [sumOf(truth) + truthTail, sumOf(other) + otherTail];
  const sum = truth.reduce((so, chance, index) => so + term(chance / all, (other[index] ?? 0) / rest), 0);
  return sum + term(truthTail / all, otherTail / rest);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Σ p^(1/T) over a tail of `size` tokens: exact where tokens are named, bounded where not. */
export function softened({ named, unlisted }: Tail, size: number, temperature: number): Bounds {
  const known = sumOf(named.map((chance) => chance ** (1 / temperature)));
  const { least, most } = softTail({ ...unlisted, size: Math.max(1, size - named.length) }, temperature);
  return { least: known + least, most: known + most };
}
