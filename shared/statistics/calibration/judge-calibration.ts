import { defaultResampling } from "../bootstrap.ts";
import { usualOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { widthBin } from "./bins.ts";
import { type CalibrationStudy, forecastsOf } from "./calibration-study.ts";
import { chanceErrors } from "./chance-error.ts";
import type { Prediction } from "./predictions.ts";
import { recalibratedRows } from "./recalibrated-rows.ts";
import { scoreRows } from "./score-rows.ts";

const dataSets = 1000;

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
  const method = study.options.recalibration ?? usualOptions.recalibration;
  return [
    ...binRows(study),
    ...scoreRows(study, judge, "", forecastsOf(predictions), counts),
    ...chanceRows(study, counts),
    ...(method === "none" ? [] : recalibratedRows(study, method, counts)),
    ...baselineRows(study, counts),
    wideRow(study, counts),
  ];
}

/** Every bin, empty ones too: where each begins is told by its place. */
function binRows({ judge, slice, found, options }: CalibrationStudy): readonly TidyRow[] {
  const bins = options.bins ?? usualOptions.bins;
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

/** ECE is above 0 by chance alone; how far is simulated from the predictions themselves. */
function chanceRows({ judge, slice, found, options }: CalibrationStudy, counts: Counts): readonly TidyRow[] {
  const decisive = found.predictions.filter(({ hard }) => hard !== null);
  const seed = (options.resampling ?? defaultResampling).seed;
  const chance = chanceErrors(
    Float64Array.from(decisive, ({ p }) => p),
    options.bins ?? usualOptions.bins,
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
      return `On ${value} of items p of ${judge} is known only to within more than a tenth, a label's tokens not being among those returned`;
    },
  );
}
