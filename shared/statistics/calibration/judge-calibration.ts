import { defaultResampling } from "../bootstrap.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom, type WeightedDraws } from "../weighted-statistic.ts";
import { widthBin } from "./bins.ts";
import { chanceErrors } from "./chance-error.ts";
import { fitTemperature, logit, temperatureOf, temperatureRange } from "./logistic-fits.ts";
import { type RecalibrationMethod, recalibrated } from "./out-of-fold.ts";
import type { Prediction, Predictions } from "./predictions.ts";
import { type Forecasts, forecastScores, type ScoreName, scoreNames } from "./scores.ts";

export type CalibrationStudy = {
  readonly judge: string;
  readonly slice: string | null;
  readonly found: Predictions;
  readonly options: MeasureOptions;
};

export const defaultBins = 10;
const dataSets = 1000;
const fewestForIsotonic = 200;

/** One judge's calibration in one slice: bins, figures as given and recalibrated, and what a constant forecast would reach. */
export function judgeCalibration(study: CalibrationStudy): readonly TidyRow[] {
  const { judge, slice, found } = study;
  const { predictions, withoutP } = found;
  const counts: Counts = { n: predictions.length, items: predictions.length, nulls: withoutP, ties: 0 };
  if (predictions.length === 0) {
    const reason =
      withoutP > 0 ? "it gave no probabilities on what people labelled" : "people labelled nothing that it judged as one side or the other";
    return [tidyRow({ statistic: "brier", slice, judge_a: judge }, undefinedMeasure(reason, { ...counts, clusters: 0 }), "number", String)];
  }
  const method = study.options.recalibration ?? "temperature";
  return [
    ...binRows(study),
    ...scoreRows(study, judge, "", forecastsOf(predictions), counts),
    ...chanceRows(study, counts),
    ...(method === "none" ? [] : recalibratedRows(study, method, counts)),
    ...baselineRows(study, counts),
    wideRow(study, counts),
  ];
}

function forecastsOf(predictions: readonly Prediction[]): Forecasts {
  return {
    clusters: predictions.map(({ cluster }) => cluster),
    p: Float64Array.from(predictions, ({ p }) => p),
    soft: Float64Array.from(predictions, ({ soft }) => soft),
    hard: Float64Array.from(predictions, ({ hard }) => hard ?? Number.NaN),
  };
}

/** Every bin, empty ones too: where each begins is told by its place. */
function binRows({ judge, slice, found, options }: CalibrationStudy): readonly TidyRow[] {
  const bins = options.bins ?? defaultBins;
  const parts = Array.from({ length: bins }, (): Prediction[] => []);
  for (const prediction of found.predictions) parts[widthBin(prediction.p, bins)]?.push(prediction);
  const write = (share: number) => Number(share.toFixed(3)).toString();
  return parts.map((part, index) => {
    const range = `between ${write(index / bins)} and ${write((index + 1) / bins)}`;
    const decisive = part.filter(({ hard }) => hard !== null);
    const x = decisive.length === 0 ? (index + 0.5) / bins : decisive.reduce((sum, { p }) => sum + p, 0) / decisive.length;
    const counts: Counts = { n: decisive.length, items: decisive.length, nulls: 0, ties: part.length - decisive.length };
    const trials = decisive.map(({ cluster, hard }) => trial(cluster, hard === 1));
    const shareRight = measure(proportion(trials, `no probability ${range} has a decisive label`), counts, options.resampling);
    return tidyRow({ statistic: "reliability bin", slice, judge_a: judge, x }, shareRight, "percent", (figure) => {
      const came = options.target === "confidence" ? "was right" : "came true";
      return `Where ${judge} says ${Math.round(x * 100)} % on average (${range}), it ${came} in ${figure} of ${counted(decisive.length, "item")}`;
    });
  });
}

const decisiveOnly: ReadonlySet<ScoreName> = new Set(["ece equal width", "ece equal mass", "auroc"]);

const scoreClaims: { readonly [name in ScoreName]: (who: string, figure: string) => string } = {
  "ece equal width": (who, value) =>
    `The probabilities of ${who} miss the share right by ${value} on average (expected calibration error, equal widths)`,
  "ece equal mass": (who, value) => `In bins of equal size, the probabilities of ${who} miss the share right by ${value} on average`,
  brier: (who, value) => `${who} has a Brier score of ${value}; 0 is perfect, 0.25 what always saying one half gets`,
  "brier reliability": (who, value) => `${value} of the Brier score of ${who} is miscalibration`,
  "brier resolution": (who, value) => `${who} gains ${value} of Brier score by telling items apart`,
  "brier uncertainty": (who, value) => `The outcomes ${who} forecasts vary by ${value}, the Brier score of always saying their mean`,
  "brier within bins": (who, value) => `${value} of the Brier score of ${who} lies within bins`,
  "log loss": (who, value) =>
    `${who} has a log-loss of ${value}; probabilities are clipped at 1e-15, and 0.69 is what always saying one half gets`,
  auroc: (who, value) => `${who} puts a true case above a false one in ${value} of pairs (AUROC; one half is chance)`,
};

function scoreRows(study: CalibrationStudy, who: string, suffix: string, forecasts: Forecasts, counts: Counts): readonly TidyRow[] {
  const { judge, slice, found, options } = study;
  const drawn = drawWeighted(forecastScores(forecasts, options.bins ?? defaultBins), options.resampling);
  const ties = forecasts.hard.filter((outcome) => Number.isNaN(outcome)).length;
  const note = orderNote(found);
  return scoreNames.map((name, index) => {
    const own = decisiveOnly.has(name) ? { ...counts, n: counts.n - ties, items: counts.items - ties, ties } : counts;
    const missing =
      own.n === 0
        ? "people decided no item for either side"
        : "people decided every item the same way, so there are no two classes to part";
    const measured = { ...measuredFrom(drawn, index, own, missing), note };
    const subject = { statistic: `${name}${suffix}`, slice, judge_a: judge };
    return tidyRow(subject, measured, "number", (value) => scoreClaims[name](who, value));
  });
}

function orderNote({ oneOrder, predictions }: Predictions): string | null {
  if (oneOrder === 0) return null;
  return `on ${oneOrder} of ${counted(predictions.length, "item")} p comes from one order only and carries the judge's leaning to a position`;
}

/** ECE is above 0 by chance alone; how far is simulated from the predictions themselves. */
function chanceRows({ judge, slice, found, options }: CalibrationStudy, counts: Counts): readonly TidyRow[] {
  const decisive = found.predictions.filter(({ hard }) => hard !== null);
  const seed = (options.resampling ?? defaultResampling).seed;
  const chance = chanceErrors(
    Float64Array.from(decisive, ({ p }) => p),
    options.bins ?? defaultBins,
    { dataSets, seed },
  );
  if (!chance) return [];
  const clusters = new Set(decisive.map(({ cluster }) => cluster)).size;
  const own = { ...counts, n: decisive.length, items: decisive.length, ties: counts.n - decisive.length, clusters };
  return (["width", "mass"] as const).map((kind) => {
    const { mean, low, high } = chance[kind];
    const measured = { ...undefinedMeasure("", own), value: mean, reason: null, low, high };
    const row = tidyRow({ statistic: `ece equal ${kind} by chance`, slice, judge_a: judge }, measured, "number", (value) => {
      return `With these probabilities and no miscalibration at all, ${judge} would show an expected calibration error of ${value} (equal ${kind})`;
    });
    return { ...row, interval: `${dataSets.toLocaleString("en")} simulated data sets` };
  });
}

function recalibratedRows(study: CalibrationStudy, method: RecalibrationMethod, counts: Counts): readonly TidyRow[] {
  const { judge, slice, found, options } = study;
  const forecasts = forecastsOf(found.predictions);
  const seed = (options.resampling ?? defaultResampling).seed;
  const folds = options.folds ?? 5;
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
  if (method === "platt" || counts.n >= fewestForIsotonic) return rows;
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

/** Always saying the mean of these very outcomes: the hardest constant to beat. */
function baselineRows({ judge, slice, found, options }: CalibrationStudy, counts: Counts): readonly TidyRow[] {
  const { predictions } = found;
  const soft = Float64Array.from(predictions, (prediction) => prediction.soft);
  const drawn = drawWeighted(
    {
      clusters: predictions.map(({ cluster }) => cluster),
      width: 2,
      fill: (weights, into) => {
        let [total, sum, squares] = [0, 0, 0];
        for (let row = 0; row < soft.length; row++) {
          const [weight, outcome] = [weights[row] as number, soft[row] as number];
          total += weight;
          sum += weight * outcome;
          squares += weight * outcome * outcome;
        }
        const mean = sum / total;
        into[0] = squares / total - mean * mean;
        into[1] = mean === 0 || mean === 1 ? 0 : -(mean * Math.log(mean) + (1 - mean) * Math.log1p(-mean));
      },
    },
    options.resampling,
  );
  return (["brier", "log loss"] as const).map((name, index) => {
    const subject = { statistic: `baseline: base rate ${name}`, slice, judge_a: judge };
    return tidyRow(subject, measuredFrom(drawn, index, counts, "there is nothing to forecast"), "number", (value) => {
      return `Always saying the base rate of what ${judge} forecasts would get a ${name === "brier" ? "Brier score" : "log-loss"} of ${value}`;
    });
  });
}

function wideRow({ judge, slice, found, options }: CalibrationStudy, counts: Counts): TidyRow {
  const { predictions } = found;
  const trials = predictions.map(({ cluster, isWide }) => trial(cluster, isWide));
  return tidyRow(
    { statistic: "wide probability bounds", slice, judge_a: judge },
    measure(proportion(trials, ""), counts, options.resampling),
    "percent",
    (value) => {
      return `${judge} left a label's tokens out of its top ones in ${value} of items, so that p is known only to within more than a tenth`;
    },
  );
}
