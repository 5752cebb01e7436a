import type { PanelItem, Vote } from "./panel.ts";

/** Items with the same votes by everybody are one pattern: a fit costs as much as there are patterns, however many items. */
export type VotePatterns = {
  readonly annotators: readonly string[];
  readonly classes: readonly Vote[];
  /** Row-major: the class index each annotator gave, −1 for none; pattern k at `k * annotators.length`. */
  readonly given: Int32Array;
  readonly count: number;
  /** Each kept item's pattern and cluster. */
  readonly patternOf: Int32Array;
  readonly clusters: readonly string[];
};

/** `classes` come first in their order, others as they sort. Items without a vote are left out. */
export function votePatterns(items: readonly PanelItem[], annotators: readonly string[], classes: readonly Vote[]): VotePatterns {
  const voted = items.filter(({ votes }) => annotators.some((annotator) => (votes.get(annotator) ?? null) !== null));
  const seen = new Set(
    voted.flatMap(({ votes }) => annotators.map((annotator) => votes.get(annotator) ?? null).filter((vote) => vote !== null)),
  );
  const all = [...classes.filter((each) => seen.has(each)), ...[...seen].filter((vote) => !classes.includes(vote)).sort(byValue)];
  const place = new Map(all.map((vote, index) => [vote, index]));
  const known = new Map<string, number>();
  const given: number[] = [];
  const patternOf = voted.map(({ votes }) => {
    const labels = annotators.map((annotator) => {
      const vote = votes.get(annotator) ?? null;
      return vote === null ? -1 : (place.get(vote) ?? -1);
    });
    const key = labels.join(" ");
    const pattern = known.get(key) ?? known.size;
    if (pattern === known.size) {
      known.set(key, pattern);
      given.push(...labels);
    }
    return pattern;
  });
  return {
    annotators,
    classes: all,
    given: Int32Array.from(given),
    count: known.size,
    patternOf: Int32Array.from(patternOf),
    clusters: voted.map(({ cluster }) => cluster),
  };
}

function byValue(left: Vote, right: Vote): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left) < String(right) ? -1 : 1;
}
