import { clusterBootstrap, defaultResampling, type Resampling } from "./bootstrap.ts";
import { type SumStatistic, totalsOf } from "./sum-statistic.ts";
import { wilsonInterval } from "./wilson.ts";

/** What an estimate was made from and what had to be left out. */
export type Counts = {
  /** What the estimate is taken over: judgements, or pairs of them for agreement. */
  readonly n: number;
  readonly items: number;
  /** Refused, unreadable or contradictory judgements left out. */
  readonly nulls: number;
  /** Ties left out, where only decisive verdicts count. */
  readonly ties: number;
};

/** A figure with its uncertainty. Undefined is a value of its own: `value` null with a `reason`, never 0, 1 or NaN. */
export type Measured = Counts & {
  readonly value: number | null;
  readonly reason: string | null;
  /** What the reader must know beside a defined value. */
  readonly note: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: "cluster bootstrap" | "grouped jackknife" | "subsamples" | "wilson" | null;
  /** Why there is no interval, or what weakens it. */
  readonly intervalReason: string | null;
  readonly clusters: number;
  readonly draws: number;
  readonly droppedDraws: number;
};

export const fewestClusters = 10;
const droppedShareWorthSaying = 0.05;

type Interval = Pick<Measured, "low" | "high" | "interval" | "intervalReason" | "draws" | "droppedDraws">;

/**
 * The statistic with its 95 % interval: Wilson for a plain proportion with one trial per cluster, otherwise the cluster
 * bootstrap; below ten clusters no interval is given, because resampling so few says little.
 */
export function measure(statistic: SumStatistic, counts: Counts, resampling: Resampling = defaultResampling): Measured {
  const totals = totalsOf(statistic);
  const clusters = new Set(statistic.contributions.map(({ cluster }) => cluster)).size;
  const value = statistic.value(totals);
  if (typeof value === "string") return undefinedMeasure(value, { ...counts, clusters });
  const note = statistic.note?.(totals) ?? null;
  return { ...counts, clusters, value, reason: null, note, ...intervalOf(statistic, totals, clusters, resampling) };
}

export function undefinedMeasure(reason: string, counts: Counts & { readonly clusters: number }): Measured {
  return { ...counts, value: null, reason, note: null, ...noInterval(null) };
}

function intervalOf(statistic: SumStatistic, totals: Float64Array, clusters: number, resampling: Resampling): Interval {
  const [successes = 0, trials = 0] = totals;
  if (statistic.isProportion && trials === clusters && statistic.contributions.length === clusters) {
    const wilson = wilsonInterval(successes, trials);
    if (wilson) return { ...wilson, interval: "wilson", intervalReason: null, draws: 0, droppedDraws: 0 };
  }
  if (clusters < fewestClusters) return noInterval(`no interval: ${clusters} of the ${fewestClusters} prompts that resampling needs`);
  const result = clusterBootstrap(statistic, resampling);
  if (!result) return noInterval("no interval: undefined on every draw");
  const { low, high, draws, droppedDraws } = result;
  if (low === high) return { ...noInterval("no interval: every draw gave the same value"), draws, droppedDraws };
  const droppedShare = droppedDraws / draws;
  const intervalReason =
    droppedShare > droppedShareWorthSaying ? `undefined on ${Math.round(droppedShare * 100)} % of the draws, which were left out` : null;
  return { low, high, interval: "cluster bootstrap", intervalReason, draws, droppedDraws };
}

function noInterval(intervalReason: string | null): Interval {
  return { low: null, high: null, interval: null, intervalReason, draws: 0, droppedDraws: 0 };
}
