import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { Drilling } from "../chart-drill.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, PointSeries } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { paletteOf } from "../palette.ts";
import { drillTo } from "./drill-to.ts";
import { ends, intervalWords, itemsWords, slicesOf, withSlice } from "./marks.ts";

/** Disagreement with people among the surest verdicts, against the share of verdicts kept; where the guarantee ends is named. */
export function drawSelective(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const curves = rows.filter(({ statistic }) => statistic === "risk at share");
  if (curves.length === 0) return null;
  const judges = [...new Set(curves.map(({ judge_a }) => judge_a ?? ""))];
  const colorOf = paletteOf(judges, context);
  const x = numberAxis([0, 1], { label: "share of verdicts kept, surest first", format: "percent", withZero: true });
  const y = numberAxis(ends(curves), { label: "people disagree", format: "percent", withZero: true });
  const panels = slicesOf(curves).map((slice): ChartPanel => {
    const series = judges.flatMap((judge): readonly PointSeries[] => {
      const own = curves.filter((row) => row.slice === slice && row.judge_a === judge);
      const kept = rows.find((row) => row.statistic === "risk kept" && row.slice === slice && row.judge_a === judge);
      return own.length === 0 ? [] : [{ name: judge, color: colorOf(judge), points: pointsOf(own, kept, context) }];
    });
    return { title: slice, plot: { type: "line", x, y, series, reference: null } };
  });
  const shares = rows.filter(({ statistic, judge_a }) => statistic === "share let through" && judge_a !== null);
  const marks = shares.map((row) => ({ name: withSlice(row, row.judge_a ?? ""), value: row.estimate, low: row.low, high: row.high }));
  return {
    title: "What can be kept without asking people",
    caption: `Share of the surest verdicts with which people disagree, ${intervalWords}; a ring says how far the guarantee reaches; ${itemsWords(shares)}.`,
    summary: extremesFinding("the share let through with the guarantee", marks, "percent", null),
    simulated: context.simulated ?? false,
    panels,
  };
}

function pointsOf(curve: readonly TidyRow[], kept: TidyRow | undefined, context: ChartContext): PointSeries["points"] {
  const within = curve.filter(({ n }) => kept?.estimate !== null && n <= (kept?.n ?? 0));
  const last = within.at(-1);
  return curve.flatMap((row) => {
    const { x, estimate, low, high, n } = row;
    return x === null || estimate === null
      ? []
      : [{ x, y: estimate, low, high, n, ...(row === last ? { label: "guaranteed up to here" } : {}), ...drillToRanked(row, context) }];
  });
}

/** What rounding may take from a margin. */
const rounding = 1e-9;

/**
 * The verdicts a mark counts. A confidence c stands for p ≥ c and p ≤ 1 − c, which is a margin |2p − 1| of 2c − 1 or more; a
 * table without margins leads to all verdicts that have a probability.
 */
function drillToRanked(row: TidyRow, context: ChartContext): Drilling {
  const { drill } = drillTo([row.judge_a], row, context);
  const { p, margin } = context.source?.columns ?? {};
  if (drill === undefined) return {};
  if (margin !== undefined && row.threshold !== null) {
    return { drill: [...drill, { column: margin, operator: ">=", value: String(2 * row.threshold - 1 - rounding) }] };
  }
  return { drill: p === undefined ? drill : [...drill, { column: p, operator: "not-null", value: "" }] };
}
