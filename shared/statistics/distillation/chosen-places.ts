import { lowerDivergence } from "./divergence.ts";
import type { NextToken, Shared } from "./next-token.ts";

/** A place to look at, and how its divergence stands among all. */
export type ChosenPlace = {
  readonly rank: "teacher least sure" | "largest KL" | "median";
  /** Forward KL in nats, the lower bound. */
  readonly divergence: number;
  /** What both had read of the text so far. */
  readonly before: string;
  readonly at: NextToken;
  readonly shared: Shared;
};

const ranks = [
  ["largest KL", 1],
  ["median", 0.5],
] as const;

/** The place where the teacher leaves most open, and those with the largest forward KL and the median one; each place once. */
export function choosePlaces(places: readonly { readonly at: NextToken; readonly shared: Shared }[]): readonly ChosenPlace[] {
  const ordered = places
    .map((place) => ({ ...place, divergence: lowerDivergence(place.shared, "forward") }))
    .sort((left, right) => left.divergence - right.divergence || compare(left.at, right.at));
  const chosen = new Map<number, ChosenPlace>();
  const open = ordered.map(({ shared }) => openness(shared));
  const widest = open.reduce((best, each, index) => (each > (open[best] ?? 0) ? index : best), 0);
  const unsure = ordered[widest];
  if (unsure !== undefined) chosen.set(widest, { rank: "teacher least sure", ...unsure, before: beforeOf(unsure.at, places) });
  for (const [rank, share] of ranks) {
    const index = Math.max(0, Math.ceil(share * ordered.length) - 1);
    const place = ordered[index];
    if (place !== undefined && !chosen.has(index)) chosen.set(index, { rank, ...place, before: beforeOf(place.at, places) });
  }
  return [...chosen.values()];
}

/** Entropy of the teacher's named tokens, in nats: of the rest nobody knows how it is dealt. */
function openness({ teacher, teacherTail }: Shared): number {
  return [...teacher, ...teacherTail.named].reduce((sum, chance) => (chance > 0 ? sum - chance * Math.log(chance) : sum), 0);
}

function beforeOf({ sequence, position }: NextToken, places: readonly { readonly at: NextToken }[]): string {
  return places
    .filter(({ at }) => at.sequence === sequence && at.position < position)
    .sort((left, right) => left.at.position - right.at.position)
    .map(({ at }) => at.token)
    .join("");
}

function compare(left: NextToken, right: NextToken): number {
  return left.sequence === right.sequence ? left.position - right.position : left.sequence < right.sequence ? -1 : 1;
}
