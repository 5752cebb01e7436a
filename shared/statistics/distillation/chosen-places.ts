import { lowerDivergence } from "./divergence.ts";
import type { NextToken, Shared } from "./next-token.ts";

/** A place to look at, and how its divergence stands among all. */
export type ChosenPlace = {
  readonly rank: "largest KL" | "90th percentile" | "median";
  /** Forward KL in nats, the lower bound. */
  readonly divergence: number;
  /** What both had read of the text so far. */
  readonly before: string;
  readonly at: NextToken;
  readonly shared: Shared;
};

const ranks = [
  ["largest KL", 1],
  ["90th percentile", 0.9],
  ["median", 0.5],
] as const;

/** The places with the largest forward KL, that of the 90th percentile and that of the median; each place once. */
export function choosePlaces(places: readonly { readonly at: NextToken; readonly shared: Shared }[]): readonly ChosenPlace[] {
  const ordered = places
    .map((place) => ({ ...place, divergence: lowerDivergence(place.shared, "forward") }))
    .sort((left, right) => left.divergence - right.divergence || compare(left.at, right.at));
  const chosen = new Map<number, ChosenPlace>();
  for (const [rank, share] of ranks) {
    const index = Math.max(0, Math.ceil(share * ordered.length) - 1);
    const place = ordered[index];
    if (place !== undefined && !chosen.has(index)) chosen.set(index, { rank, ...place, before: beforeOf(place.at, places) });
  }
  return [...chosen.values()];
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
