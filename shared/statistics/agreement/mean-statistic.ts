import type { SumStatistic } from "../sum-statistic.ts";

/** The mean of several statistics on the same draws, over those that are defined; the first reason where none is. */
export function meanOf(statistics: readonly SumStatistic[], missing: string): SumStatistic {
  let width = 0;
  const parts = statistics.map((statistic) => {
    const start = width;
    width += statistic.width;
    return { statistic, start };
  });
  return {
    width,
    contributions: parts.flatMap(({ statistic, start }) =>
      statistic.contributions.map(({ cluster, at, add }) => ({ cluster, at: at.map((place) => place + start), add })),
    ),
    value: (totals) => {
      let [sum, defined] = [0, 0];
      let reason: string | null = null;
      for (const { statistic, start } of parts) {
        const value = statistic.value(totals.subarray(start, start + statistic.width));
        if (typeof value === "number") {
          sum += value;
          defined++;
        } else reason ??= value;
      }
      return defined === 0 ? (reason ?? missing) : sum / defined;
    },
  };
}

type Figures = readonly { readonly cluster: string; readonly figure: number }[];

/** The mean of a figure that every contribution brings with it, in any unit: never a proportion, even should all be 0 or 1. */
export function meanFigure(figures: Figures, missing: string): SumStatistic {
  return {
    width: 2,
    contributions: figures.map(({ cluster, figure }) => ({ cluster, at: [0, 1], add: [figure, 1] })),
    value: ([sum = 0, n = 0]) => (n === 0 ? missing : sum / n),
  };
}

/** The share of times that something holds, each figure 1 or 0, or between where it holds in part; a plain proportion where none does in part. */
export function shareFigure(figures: Figures, missing: string): SumStatistic {
  return { ...meanFigure(figures, missing), isProportion: figures.every(({ figure }) => figure === 0 || figure === 1) };
}
