import { AssayError } from "../assay-error.ts";
import { measureAgreement } from "./agreement/measure-agreement.ts";
import { measureAnnotators } from "./annotators/measure-annotators.ts";
import { measureFormat } from "./bias/measure-format.ts";
import { measureLength } from "./bias/measure-length.ts";
import { measurePosition } from "./bias/measure-position.ts";
import { measureSelfPreference } from "./bias/measure-self-preference.ts";
import { measureCalibration } from "./calibration/measure-calibration.ts";
import { measureCorrection } from "./correction/measure-correction.ts";
import type { Judgement } from "./judgement.ts";
import type { MeasureMethod } from "./measure-methods.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { MeasureTask } from "./measure-task.ts";
import { measureNoiseBias } from "./noise-bias/measure-noise-bias.ts";
import { measurePrinciples } from "./principles/measure-principles.ts";
import { measureRanking } from "./ranking/measure-ranking.ts";
import { measureRepeats } from "./repeats/measure-repeats.ts";
import { measureRubric } from "./rubric/measure-rubric.ts";
import { measureScores } from "./scores/measure-scores.ts";
import { measureRouting } from "./selective/measure-routing.ts";
import { measureSelective } from "./selective/measure-selective.ts";
import type { MeasureResult } from "./tidy-row.ts";

export type Measure = (judgements: readonly Judgement[], options: MeasureOptions) => MeasureResult;

const measures: { readonly [method in MeasureMethod]?: Measure } = {
  agreement: measureAgreement,
  annotators: measureAnnotators,
  calibration: measureCalibration,
  correction: measureCorrection,
  position: measurePosition,
  repeats: measureRepeats,
  scores: measureScores,
  "noise-bias": measureNoiseBias,
  "self-preference": measureSelfPreference,
  length: measureLength,
  format: measureFormat,
  ranking: measureRanking,
  principles: measurePrinciples,
  rubric: measureRubric,
  routing: measureRouting,
  selective: measureSelective,
};

/** Computes a measure. Pure and heavy: meant for a worker thread. */
export function computeMeasure({ method, judgements, options }: MeasureTask): MeasureResult {
  const measure = measures[method];
  if (measure === undefined) throw new AssayError("unsupported", `The method ${method} is not there yet.`);
  return measure(judgements, options);
}
