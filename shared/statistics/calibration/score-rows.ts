import { usualOptions } from "../measure-options.ts";
import type { Counts, Measured } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom, type WeightedDraws } from "../weighted-statistic.ts";
import type { CalibrationStudy } from "./calibration-study.ts";
import type { Predictions } from "./predictions.ts";
import { type Forecasts, forecastScores, type ScoreName, scoreNames } from "./scores.ts";

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

/** Every figure of a set of forecasts; `suffix` sets those of recalibrated ones apart. */
export function scoreRows(study: CalibrationStudy, who: string, suffix: string, forecasts: Forecasts, counts: Counts): readonly TidyRow[] {
  const { judge, slice, found, options } = study;
  const drawn = drawWeighted(forecastScores(forecasts, options.bins ?? usualOptions.bins), options.resampling);
  const ties = forecasts.hard.filter((outcome) => Number.isNaN(outcome)).length;
  const note = orderNote(found);
  return scoreNames.map((name, index) => {
    const own = decisiveOnly.has(name) ? { ...counts, n: counts.n - ties, items: counts.items - ties, ties } : counts;
    const missing =
      own.n === 0
        ? "people decided no item for either side"
        : "people decided every item the same way, so there are no two classes to part";
    const plain = measuredFrom(drawn, index, own, missing);
    const measured = { ...(grownByNoise.has(name) ? withoutOwnBias(plain, drawn, index) : plain), note };
    const subject = { statistic: `${name}${suffix}`, slice, judge_a: judge };
    const row = tidyRow(subject, measured, "number", (value) => scoreClaims[name](who, value));
    return grownByNoise.has(name) && row.low !== null ? { ...row, interval: "cluster bootstrap, its bias removed" } : row;
  });
}

/** Distances within bins: noise alone makes them larger, and a draw has the noise of the data and its own. */
const grownByNoise: ReadonlySet<ScoreName> = new Set(["ece equal width", "ece equal mass", "brier reliability", "brier resolution"]);

/** The interval moved back by how far the draws lie above the estimate on average, and no further than 0. */
function withoutOwnBias(measured: Measured, { draws, drawCount, estimates }: WeightedDraws, index: number): Measured {
  if (measured.value === null || measured.low === null || measured.high === null) return measured;
  let [sum, count] = [0, 0];
  for (let draw = 0; draw < drawCount; draw++) {
    const each = draws[draw * estimates.length + index] as number;
    if (Number.isNaN(each)) continue;
    sum += each;
    count++;
  }
  const bias = sum / count - measured.value;
  return { ...measured, low: Math.max(0, measured.low - bias), high: Math.max(0, measured.high - bias) };
}

function orderNote({ oneOrder, predictions }: Predictions): string | null {
  if (oneOrder === 0) return null;
  return `on ${oneOrder} of ${counted(predictions.length, "item")} p comes from one order only and carries the judge's leaning to a position`;
}
