import { defaultResampling } from "../bootstrap.ts";
import { logit } from "../logistic.ts";
import { usualOptions } from "../measure-options.ts";
import { type Counts, undefinedMeasure } from "../measured.ts";
import { type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom, type WeightedDraws } from "../weighted-statistic.ts";
import { type CalibrationStudy, forecastsOf } from "./calibration-study.ts";
import { type RecalibrationMethod, recalibrated } from "./out-of-fold.ts";
import { plattFitter } from "./platt-fit.ts";
import { scoreRows } from "./score-rows.ts";
import type { Forecasts } from "./scores.ts";
import { fitTemperature, temperatureOf, temperatureRange } from "./temperature-fit.ts";

const fewestForIsotonic = 200;

/** The figures again after a fit that saw nothing of each item's prompt, and what was fitted. */
export function recalibratedRows(study: CalibrationStudy, method: RecalibrationMethod, counts: Counts): readonly TidyRow[] {
  const { judge, slice, found, options } = study;
  const forecasts = forecastsOf(found.predictions);
  const seed = (options.resampling ?? defaultResampling).seed;
  const folds = options.folds ?? usualOptions.folds;
  const p = recalibrated({ p: forecasts.p, y: forecasts.soft }, forecasts.clusters, { method, folds, seed });
  const clusters = new Set(forecasts.clusters).size;
  if (p === null) {
    const reason = "a fit out of fold needs items of two prompts at least";
    const subject = { statistic: `brier, ${method}`, slice, judge_a: judge };
    return [tidyRow(subject, undefinedMeasure(reason, { ...counts, clusters }), "number", String)];
  }
  const moved = found.predictions
    .map((prediction, row) => ({ ...prediction, p: p[row] as number }))
    .sort((left, right) => left.p - right.p);
  const rows = scoreRows(study, `${judge} with ${method} fitted out of fold`, `, ${method}`, forecastsOf(moved), counts);
  if (method === "temperature") return [...rows, temperatureRow(study, forecasts, counts)];
  if (method === "platt") return [...rows, ...plattRows(study, forecasts, counts)];
  if (counts.n >= fewestForIsotonic) return rows;
  const warning = `isotonic regression needs about ${fewestForIsotonic} items, and there are ${counts.n}`;
  return rows.map((row) => ({ ...row, reason: [row.reason, warning].filter(Boolean).join("; ") }));
}

/** The temperature of all rows together: what to divide by from now on. */
function temperatureRow({ judge, slice, options }: CalibrationStudy, forecasts: Forecasts, counts: Counts): TidyRow {
  const scores = Float64Array.from(forecasts.p, logit);
  const whole = fitTemperature({ p: forecasts.p, y: forecasts.soft });
  const drawn: WeightedDraws = drawWeighted(
    {
      clusters: forecasts.clusters,
      width: 1,
      fill: (weights, into) => {
        into[0] = temperatureOf(scores, forecasts.soft, weights, whole);
      },
    },
    options.resampling,
  );
  const measured = measuredFrom(drawn, 0, counts, "there is nothing to fit");
  const { least, most } = temperatureRange;
  const note =
    measured.value === most
      ? `no finite temperature: the probabilities say nothing of the outcomes, so ${most} is as far as it goes`
      : measured.value === least
        ? `the probabilities part all outcomes already, so ${least} is as far as it goes`
        : null;
  return tidyRow({ statistic: "temperature", slice, judge_a: judge }, { ...measured, note }, "number", (value) => {
    return `The log-odds of ${judge} are to be divided by ${value}: above 1 it is too sure, below 1 too timid`;
  });
}

/** Platt's slope and intercept of all rows together. */
function plattRows({ judge, slice, options }: CalibrationStudy, { clusters, p, soft }: Forecasts, counts: Counts): readonly TidyRow[] {
  const fit = plattFitter({ p, y: soft });
  const drawn = drawWeighted(
    {
      clusters,
      width: 2,
      fill: (weights, into) => {
        const { slope, intercept } = fit(weights);
        into[0] = slope;
        into[1] = intercept;
      },
    },
    options.resampling,
  );
  const measured = (figure: number) => measuredFrom(drawn, figure, counts, "there is nothing to fit");
  return [
    tidyRow({ statistic: "platt slope", slice, judge_a: judge }, measured(0), "number", (value) => {
      return `The log-odds of ${judge} are to be multiplied by ${value}: below 1 it is too sure, above 1 too timid`;
    }),
    tidyRow({ statistic: "platt intercept", slice, judge_a: judge }, measured(1), "number", (value) => {
      return `To the log-odds of ${judge}, once multiplied, ${value} is to be added: away from 0 it leans to one side`;
    }),
  ];
}
