import { normalCdf } from "./normal.ts";

/** Up to here every pattern of signs is counted; beyond, the sum of ranks is as good as normal. */
const mostForExact = 50;

/**
 * Wilcoxon's signed-rank test that differences lie below 0 against at 0: P(W⁺ as small as seen), W⁺ being the ranks of
 * the positive ones. Zeros are left out, equal sizes share their mid-rank, and the distribution is that of all signs given
 * these ranks: exact with ties for up to 50, else normal with tie correction. Null when nothing differs from 0.
 * Reference: scipy.stats.wilcoxon(alternative="less", method=PermutationMethod over all signs); R coin::wilcoxsign_test.
 */
export function signedRankLess(differences: readonly number[]): number | null {
  const moved = differences.filter((difference) => difference !== 0).sort((left, right) => Math.abs(left) - Math.abs(right));
  if (moved.length === 0) return null;
  // Twice the mid-ranks are whole numbers.
  const doubled: number[] = [];
  for (let from = 0; from < moved.length; ) {
    let to = from;
    while (to < moved.length && isSameSize(moved[to], moved[from])) to++;
    const rank = from + 1 + to;
    for (; from < to; from++) doubled.push(rank);
  }
  const positive = doubled.reduce((sum, rank, index) => sum + ((moved[index] ?? 0) > 0 ? rank : 0), 0);
  return moved.length <= mostForExact ? exactLower(doubled, positive) : normalLower(doubled, positive);
}

/** Sizes such as |1 − 0.2| and |−1 + 0.2| may differ in the last digit. */
function isSameSize(left = 0, right = 0): boolean {
  return Math.abs(Math.abs(left) - Math.abs(right)) <= 1e-12 * Math.abs(right);
}

function exactLower(ranks: readonly number[], seen: number): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const chances = new Float64Array(total + 1);
  chances[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) {
      chances[sum] = ((chances[sum] as number) + (sum >= rank ? (chances[sum - rank] as number) : 0)) / 2;
    }
  }
  let tail = 0;
  for (let sum = 0; sum <= seen; sum++) tail += chances[sum] as number;
  return Math.min(1, tail);
}

function normalLower(ranks: readonly number[], seen: number): number {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  return normalCdf((seen - mean) / Math.sqrt(variance));
}
