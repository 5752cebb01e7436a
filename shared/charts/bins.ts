import { quantile } from "../statistics/quantile.ts";
import { isFlat, roundStep } from "./axis.ts";

const mostBins = 60;
/** Whole numbers over at most this range get a bin each. */
const singleBinRange = 40;

export type Binning = { readonly start: number; readonly width: number; readonly count: number };

/**
 * Equal bins over all values: as many as asked for, else Freedman and Diaconis's width, 2 IQR / ∛n, made round and held
 * to at most sixty. Whole numbers get bins centred on them, never finer than one.
 */
export function binning(values: readonly number[], wanted: number | undefined): Binning {
  const sorted = Float64Array.from(values).sort();
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 1;
  const range = high - low;
  if (isFlat(low, high)) return { start: low - 0.5, width: 1, count: 1 };
  if (wanted !== undefined) return { start: low, width: range / wanted, count: wanted };
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const ideal = spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : range / Math.ceil(Math.log2(sorted.length) + 1);
  const whole = sorted.every(Number.isInteger);
  const width = whole && range <= singleBinRange ? 1 : roundStep(Math.max(ideal, range / mostBins, whole ? 1 : 0));
  const start = whole && width === 1 ? low - 0.5 : Math.floor(low / width + 1e-9) * width;
  return { start, width, count: Math.max(1, Math.floor((high - start) / width + 1e-9) + 1) };
}

/** How many values fall into each bin [from, to); the last one is closed. */
export function countBins(values: readonly number[], { start, width, count }: Binning) {
  const counts = new Array<number>(count).fill(0);
  for (const value of values) {
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - start) / width + 1e-9)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (index: number) => Number((start + index * width).toPrecision(12));
  return counts.map((amount, index) => ({ from: edge(index), to: edge(index + 1), count: amount }));
}
