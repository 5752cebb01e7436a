import type { Row } from "../data/table.ts";
import { type Measured, measure } from "../statistics/measured.ts";
import { quantile } from "../statistics/quantile.ts";
import { type Contribution, proportion, type SumStatistic } from "../statistics/sum-statistic.ts";

export type Aggregate = "none" | "count" | "sum" | "mean" | "median" | "min" | "max" | "share";

/** A figure of a group of rows. `value` null: undefined, and `note` says why. */
export type Figure = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly note: string | null;
  readonly interval: Measured["interval"];
};

export type Reader = {
  /** Null where the row has no number. */
  readonly number: (row: Row) => number | null;
  /** Rows of one cluster are resampled together. */
  readonly cluster: (row: Row) => string | null;
};

/** Enough for stable ends, few enough that a chart of 10⁵ rows is drawn in about a second. */
const mostPicks = 20_000_000;

/**
 * One figure for a group of rows: mean and share with a 95 % interval (Wilson for independent rows, else the bootstrap
 * over clusters), the others without. A share counts rows of `among` that are not in the group as false.
 */
export function aggregate(kind: Exclude<Aggregate, "none">, rows: readonly Row[], reader: Reader, among = 0): Figure {
  if (kind === "count") return plain(rows.length, rows.length);
  const read = rows.flatMap((row, index) => {
    const number = reader.number(row);
    return number === null ? [] : [{ number, cluster: reader.cluster(row) ?? `row ${index}` }];
  });
  if (kind === "mean") return withInterval(meanOf(read), read.length);
  if (kind === "share") return withInterval(shareOf(read, Math.max(among, read.length)), Math.max(among, read.length));
  const numbers = read.map(({ number }) => number);
  if (numbers.length === 0) return { ...plain(null, 0), note: "no row has a number" };
  return plain(plainAggregates[kind](numbers), numbers.length);
}

const plainAggregates = {
  sum: (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0),
  min: (numbers: readonly number[]) => numbers.reduce((least, number) => Math.min(least, number)),
  max: (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number)),
  median: (numbers: readonly number[]) => quantile(Float64Array.from(numbers).sort(), 0.5),
};

type Reading = { readonly number: number; readonly cluster: string };

function meanOf(readings: readonly Reading[]): SumStatistic {
  const contributions = readings.map(({ number, cluster }): Contribution => ({ cluster, at: [0, 1], add: [number, 1] }));
  return { width: 2, contributions, value: ([sum = 0, n = 0]) => (n === 0 ? "no row has a number" : sum / n) };
}

/** Each reading is true (not 0) or false; rows of `among` beyond the readings count as false. */
function shareOf(readings: readonly Reading[], among: number): SumStatistic {
  const others = Array.from({ length: among - readings.length }, (_, index) => ({ number: 0, cluster: `other ${index}` }));
  const trials = [...readings, ...others].map(
    ({ number, cluster }): Contribution => ({ cluster, at: [0, 1], add: [number === 0 ? 0 : 1, 1] }),
  );
  return proportion(trials, "no row says true or false");
}

function withInterval(statistic: SumStatistic, n: number): Figure {
  const clusters = Math.max(1, statistic.contributions.length);
  const draws = Math.max(200, Math.min(2000, Math.floor(mostPicks / clusters)));
  const measured = measure(statistic, { n, items: n, nulls: 0, ties: 0 }, { draws, seed: 1 });
  const { value, low, high, interval, reason, intervalReason } = measured;
  return { value, low, high, n, interval, note: reason ?? intervalReason };
}

function plain(value: number | null, n: number): Figure {
  return { value, low: null, high: null, n, note: null, interval: null };
}
