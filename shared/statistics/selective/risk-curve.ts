import type { Resampling } from "../bootstrap.ts";
import { type Counts, fewestClusters, type Measured, measure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import type { CheckedItem } from "./checked-verdicts.ts";
import { descending } from "./fixed-sequence.ts";

const mostPoints = 50;

type Curve = {
  readonly judge: string;
  readonly slice: string | null;
  readonly checked: readonly CheckedItem[];
  readonly resampling: Resampling | undefined;
};

/** Disagreement with people among the surest verdicts, against the share of verdicts kept, at fifty confidences or fewer. */
export function riskCurve({ judge, slice, checked, resampling }: Curve): readonly TidyRow[] {
  const sorted = [...checked].sort((left, right) => right.confidence - left.confidence);
  const steps = descending(sorted);
  const every = Math.max(1, Math.ceil(steps.length / mostPoints));
  const shown = steps.filter((_, index) => (steps.length - 1 - index) % every === 0);
  const risks = risksAt(
    sorted,
    shown.map(({ kept }) => kept),
    resampling,
  );
  return shown.flatMap(({ confidence, kept, errors }, index) => {
    const measured = risks[index];
    if (!measured) return [];
    return tidyRow(
      { statistic: "risk at share", slice, judge_a: judge, x: kept / checked.length, threshold: confidence },
      measured,
      "percent",
      (value) => {
        return `Of the surest ${counted(kept, "verdict")} of ${judge} (confidence ${confidence.toFixed(3)} or more), people disagree with ${value} (${errors})`;
      },
    );
  });
}

/** The share of errors among the first `ends[k]` verdicts. Where prompts have several, all ends share their draws. */
function risksAt(sorted: readonly CheckedItem[], ends: readonly number[], resampling: Resampling | undefined): readonly Measured[] {
  const counts = (n: number): Counts => ({ n, items: n, nulls: 0, ties: 0 });
  const clusters = sorted.map(({ cluster }) => cluster);
  if (new Set(clusters).size === sorted.length) {
    const trials = sorted.map(({ cluster, isError }) => trial(cluster, isError));
    return ends.map((end) => measure(proportion(trials.slice(0, end), ""), counts(end), resampling));
  }
  const errors = Float64Array.from(sorted, ({ isError }) => (isError ? 1 : 0));
  const drawn = drawWeighted(
    {
      clusters,
      width: ends.length,
      fill: (weights, into) => {
        let kept = 0;
        let wrong = 0;
        let row = 0;
        ends.forEach((end, index) => {
          for (; row < end; row++) {
            kept += weights[row] as number;
            wrong += (weights[row] as number) * (errors[row] as number);
          }
          into[index] = kept === 0 ? Number.NaN : wrong / kept;
        });
      },
    },
    resampling,
  );
  return ends.map((end, index) => {
    const own = new Set(clusters.slice(0, end)).size;
    const measured = { ...measuredFrom(drawn, index, counts(end), "there is no verdict"), clusters: own };
    if (own >= fewestClusters) return measured;
    const intervalReason = `no interval: ${own} of the ${fewestClusters} prompts that resampling needs`;
    return { ...measured, low: null, high: null, interval: null, intervalReason };
  });
}
