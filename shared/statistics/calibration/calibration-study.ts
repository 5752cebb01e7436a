import type { MeasureOptions } from "../measure-options.ts";
import type { Prediction, Predictions } from "./predictions.ts";
import type { Forecasts } from "./scores.ts";

export type CalibrationStudy = {
  readonly judge: string;
  readonly slice: string | null;
  readonly found: Predictions;
  readonly options: MeasureOptions;
};

export function forecastsOf(predictions: readonly Prediction[]): Forecasts {
  return {
    clusters: predictions.map(({ cluster }) => cluster),
    p: Float64Array.from(predictions, ({ p }) => p),
    soft: Float64Array.from(predictions, ({ soft }) => soft),
    hard: Float64Array.from(predictions, ({ hard }) => hard ?? Number.NaN),
  };
}
