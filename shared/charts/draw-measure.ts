import type { MeasureMethod } from "../statistics/measure-methods.ts";
import type { TidyRow } from "../statistics/tidy-row.ts";
import type { ChartContext } from "./chart-study.ts";
import type { ChartDrawing } from "./drawing.ts";
import { drawAgreement } from "./measures/draw-agreement.ts";
import { drawAnnotators } from "./measures/draw-annotators.ts";
import { drawCalibration } from "./measures/draw-calibration.ts";
import { drawCorrection } from "./measures/draw-correction.ts";
import { drawDistillation } from "./measures/draw-distillation.ts";
import { drawDiversity } from "./measures/draw-diversity.ts";
import { drawFormat } from "./measures/draw-format.ts";
import { drawLength } from "./measures/draw-length.ts";
import { drawLineage } from "./measures/draw-lineage.ts";
import { drawNoiseBias } from "./measures/draw-noise-bias.ts";
import { drawPosition } from "./measures/draw-position.ts";
import { drawPrinciples } from "./measures/draw-principles.ts";
import { drawRanking } from "./measures/draw-ranking.ts";
import { drawRepeats } from "./measures/draw-repeats.ts";
import { drawRouting } from "./measures/draw-routing.ts";
import { drawRubric } from "./measures/draw-rubric.ts";
import { drawScale } from "./measures/draw-scale.ts";
import { drawScores } from "./measures/draw-scores.ts";
import { drawSelective } from "./measures/draw-selective.ts";
import { drawSelfPreference } from "./measures/draw-self-preference.ts";

type DrawMeasure = (rows: readonly TidyRow[], context: ChartContext) => ChartDrawing | null;

const drawings: { readonly [method in MeasureMethod]?: DrawMeasure } = {
  agreement: drawAgreement,
  position: drawPosition,
  repeats: drawRepeats,
  scores: drawScores,
  "noise-bias": drawNoiseBias,
  "self-preference": drawSelfPreference,
  length: drawLength,
  format: drawFormat,
  ranking: drawRanking,
  principles: drawPrinciples,
  rubric: drawRubric,
  calibration: drawCalibration,
  correction: drawCorrection,
  selective: drawSelective,
  routing: drawRouting,
  annotators: drawAnnotators,
  diversity: drawDiversity,
  lineage: drawLineage,
  scale: drawScale,
  distillation: drawDistillation,
};

/** A measure table's own chart, its marks leading into the table measured; null when it has nothing to compare. */
export function drawMeasure(method: MeasureMethod, rows: readonly TidyRow[], context: ChartContext = {}): ChartDrawing | null {
  const drawing = drawings[method]?.(rows, context) ?? null;
  if (!drawing || !context.source) return drawing;
  const { table, tables } = context.source;
  return { ...drawing, drillTable: table, ...(tables ? { drillTables: tables } : {}) };
}
