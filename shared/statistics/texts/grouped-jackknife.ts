import { type Counts, fewestClusters, type Measured, undefinedMeasure } from "../measured.ts";
import type { WordedText } from "./corpus.ts";
import { hashOfText } from "./hash-of-text.ts";

/** A figure of a set of texts; words where it is undefined. */
export type TextFigure = (texts: readonly WordedText[]) => number | string;

const groups = 20;
const anything = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
/** What a share can be. */
export const shares = [0, 1] as const;
/** 97.5 % point of Student's t by degrees of freedom, from 9 (scipy.stats.t.ppf(0.975, df)). */
const tPoints = [2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093];

/**
 * A figure with its 95 % interval from a delete-a-group jackknife: prompts are dealt into 20 groups (fewer when there are
 * fewer prompts), the figure is made again without each, and the spread of those is scaled up (Shao & Tu 1995, ch. 2).
 * For figures such as distinct-n, which resampling with replacement would bend: a text drawn twice is not two texts.
 * At a budget below the whole, texts left out are replaced by others, and the interval errs wide, by about a fifth.
 * Below ten prompts no interval is given; one never reaches out of `range`, what the figure can be.
 */
export function jackknifed(
  texts: readonly WordedText[],
  figure: TextFigure,
  seed: number,
  range: readonly [number, number] = anything,
): Measured {
  const clusters = [...new Set(texts.map(({ record }) => record.cluster))].sort(
    (left, right) => hashOfText(left, seed) - hashOfText(right, seed) || (left < right ? -1 : 1),
  );
  const counts: Counts = { n: texts.length, items: clusters.length, nulls: 0, ties: 0 };
  const value = figure(texts);
  if (typeof value === "string") return undefinedMeasure(value, { ...counts, clusters: clusters.length });
  const base = { ...counts, clusters: clusters.length, value, reason: null, note: null, draws: 0, droppedDraws: 0 };
  const none = (intervalReason: string): Measured => ({ ...base, low: null, high: null, interval: null, intervalReason });
  if (clusters.length < fewestClusters) return none(`no interval: ${clusters.length} of the ${fewestClusters} prompts that it takes`);
  const dealt = Math.min(groups, clusters.length);
  const groupOf = new Map(clusters.map((cluster, index) => [cluster, index % dealt]));
  const without = Array.from({ length: dealt }, (_, group) => figure(texts.filter(({ record }) => groupOf.get(record.cluster) !== group)));
  const numbers = without.filter((each) => typeof each === "number");
  if (numbers.length < dealt) return none("no interval: undefined without some of the prompts");
  const mean = numbers.reduce((sum, each) => sum + each, 0) / dealt;
  const variance = ((dealt - 1) / dealt) * numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  if (variance === 0) return none("no interval: the same value without any of the prompts");
  const reach = (tPoints[dealt - fewestClusters] ?? 1.96) * Math.sqrt(variance);
  return {
    ...base,
    low: Math.max(range[0], value - reach),
    high: Math.min(range[1], value + reach),
    interval: "grouped jackknife",
    intervalReason: null,
  };
}
