import { logistic, logit } from "../logistic.ts";
import { fitSlope } from "../logistic-slope.ts";
import { type SumStatistic, totalsOf } from "../sum-statistic.ts";

/** One comparison of two models by a judge and by disinterested judges; shares are those of the first model by name. */
export type DiscernedComparison = {
  readonly cluster: string;
  readonly models: readonly [first: string, second: string];
  /** +1: the first is the judge's own, −1: the second is, 0: both or none. */
  readonly own: 1 | -1 | 0;
  readonly share: number;
  readonly reference: number;
};

/** Information on sharpness, beyond what noise alone would give, below which it counts as unknown. */
const leastInformation = 4;
/** How sharp a judge may be, in multiples of the others, where nothing tells. */
const thinkable = [0.5, 1, 2] as const;

/**
 * The difference in differences with sharpness taken out. A judge that tells good from bad more sharply than others puts a
 * strong own family further ahead without favouring it, and a weak one further behind. How sharp it is shows on comparisons
 * in which it has no stake: there its log-odds for each pair of models are `k` times the others'. Own comparisons are then held against
 * k times the others' log-odds: 2 × mean(share − logistic(k × logit)). `k` is a logistic slope over pairs of models,
 * corrected for the noise of the others' rates. Where nothing tells k, the value of ½, 1 and 2 that leaves the smallest lead is taken.
 */
export function discernmentMatched(comparisons: readonly DiscernedComparison[]): SumStatistic {
  const pairs = pairsOf(comparisons);
  const contributions = comparisons.map(({ cluster, models, share, reference }) => {
    const at = 3 * (pairs.places.get(JSON.stringify(models)) ?? 0);
    return { cluster, at: [at, at + 1, at + 2], add: [1, share, reference] };
  });
  const whole = totalsOf({ width: 3 * pairs.own.length, contributions, value: () => 0 });
  const obstacle = obstacleOf(whole, pairs.own);
  const isKnown = isSharpnessKnown(whole, pairs.own);
  return {
    width: whole.length,
    contributions,
    value: (totals) => {
      if (obstacle !== null) return obstacle;
      if (!isKnown) return Math.min(...thinkable.map((k) => leadBeyond(totals, pairs.own, k)));
      const k = sharpness(totals, pairs.own);
      return k === null ? "the fit of its sharpness has no solution" : leadBeyond(totals, pairs.own, k);
    },
    note: () =>
      isKnown
        ? null
        : "comparisons in which it has no stake don't tell how sharply it judges, so half to twice as sharply as the others is allowed for",
  };
}

function pairsOf(comparisons: readonly DiscernedComparison[]) {
  const places = new Map<string, number>();
  const own: (1 | -1 | 0)[] = [];
  for (const comparison of comparisons) {
    const key = JSON.stringify(comparison.models);
    if (places.has(key)) continue;
    places.set(key, own.length);
    own.push(comparison.own);
  }
  return { places, own };
}

type Owns = readonly (1 | -1 | 0)[];

function obstacleOf(totals: Float64Array, own: Owns): string | null {
  return own.some((sign, pair) => sign !== 0 && (totals[3 * pair] as number) > 0)
    ? null
    : "no other judge, of a family that wrote neither answer, judged these comparisons";
}

/** A half each way keeps a pair that was always won from an endless logit. */
function smoothed(won: number, n: number): number {
  return (won + 0.5) / (n + 1);
}

type Information = { readonly total: number; readonly pairs: number };

/** What neutral pairs tell of k: Σ n × logit² × p (1 − p), to which noise alone adds about 1 a pair. */
function informationOf(totals: Float64Array, own: Owns): Information {
  let [total, pairs] = [0, 0];
  own.forEach((sign, pair) => {
    const n = totals[3 * pair] as number;
    if (sign !== 0 || n === 0) return;
    const share = smoothed(totals[3 * pair + 2] as number, n);
    total += n * logit(share) ** 2 * share * (1 - share);
    pairs++;
  });
  return { total, pairs };
}

function isSharpnessKnown(totals: Float64Array, own: Owns): boolean {
  const { total, pairs } = informationOf(totals, own);
  return total - pairs >= Math.max(leastInformation, pairs);
}

function sharpness(totals: Float64Array, own: Owns): number | null {
  const [x, y, weights]: [number[], number[], number[]] = [[], [], []];
  own.forEach((sign, pair) => {
    const n = totals[3 * pair] as number;
    if (sign !== 0 || n === 0) return;
    x.push(logit(smoothed(totals[3 * pair + 2] as number, n)));
    y.push(smoothed(totals[3 * pair + 1] as number, n));
    weights.push(n);
  });
  const slope = fitSlope({ x: Float64Array.from(x), y: Float64Array.from(y) }, Float64Array.from(weights), 1);
  const { total, pairs } = informationOf(totals, own);
  // Noise in the others' rates flattens the slope; at most doubled, since known sharpness has twice the noise's information.
  return slope === null ? null : slope * Math.min(2, total / Math.max(total - pairs, total / 2));
}

function leadBeyond(totals: Float64Array, own: Owns, k: number): number {
  let [lead, all] = [0, 0];
  own.forEach((sign, pair) => {
    const n = totals[3 * pair] as number;
    if (sign === 0 || n === 0) return;
    const expected = logistic(k * logit(smoothed(totals[3 * pair + 2] as number, n)));
    lead += sign * 2 * ((totals[3 * pair + 1] as number) - n * expected);
    all += n;
  });
  return lead / all;
}
