import { people } from "../../statistics/bias/trait-rows.ts";
import { styleOf } from "../../statistics/headline.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { Drilling } from "../chart-drill.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, BarSeries, ChartDrawing, ChartPanel, NumberFormat } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { drillTo, drillToModel } from "./drill-to.ts";
import { barOf, ends, intervalWords, titled, withSlice } from "./marks.ts";
import { groupsOf } from "./row-groups.ts";

const estimates = ["people only", "corrected", "judge only"];
const mostPanels = 12;

/** Each model's mean by people alone, corrected and by the judge alone; without models, each judge's view of everything. */
export function drawCorrection(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const told = rows.filter(({ statistic }) => estimates.includes(statistic));
  const corrected = told.filter(({ statistic, estimate }) => statistic === "corrected" && estimate !== null);
  if (corrected.length === 0) return null;
  const hasModels = told.some(({ model }) => model !== null);
  const shown = told.filter(({ model }) => (model !== null) === hasModels);
  const nameOf = ({ model, judge_a }: TidyRow): string => (hasModels ? model : judge_a) ?? "";
  const format: NumberFormat = corrected.every((row) => styleOf(row) === "percent") ? "percent" : "number";
  const x = numberAxis(ends(shown), { label: format === "percent" ? "rate" : "mean score", format, withZero: format === "percent" });
  const groups = groupsOf(shown, ({ slice, judge_a }) => JSON.stringify([slice, hasModels ? judge_a : null]));
  const panels = groups.slice(0, mostPanels).map((group): ChartPanel => {
    const { slice, judge_a } = group[0] ?? { slice: null, judge_a: null };
    const series = estimates.flatMap((statistic, color): readonly BarSeries[] => {
      const bars = group
        .filter((row) => row.statistic === statistic)
        .map((row): BarMark => ({ ...barOf(row, nameOf(row)), ...drillToQuantity(row, context) }));
      return bars.length === 0 ? [] : [{ name: statistic, color, bars }];
    });
    const title = hasModels ? titled(`With ${judge_a}`, slice) : slice;
    const y = { label: hasModels ? "model" : "judge", categories: [...new Set(group.map(nameOf))] };
    return { title, plot: { type: "dots", x, y, series, reference: null } };
  });
  const marks = corrected
    .filter(({ model }) => (model !== null) === hasModels)
    .map((row) => ({
      name: withSlice(row, hasModels ? `${row.model} (with ${row.judge_a})` : nameOf(row)),
      value: row.estimate,
      low: row.low,
      high: row.high,
    }));
  const labels = corrected.map(({ n }) => n);
  return {
    title: "What people would have said of everything",
    caption: `By people's labels alone, by labels and judge together (prediction-powered), and by the judge alone, ${intervalWords}; n = ${range(labels)} labels of ${range(corrected.map(({ items }) => items))} items.`,
    summary: extremesFinding("the corrected figure", marks, format, null),
    simulated: context.simulated ?? false,
    panels,
  };
}

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? most.toLocaleString("en") : `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
}

/** The rows about the model, on whichever side it stood: people's, the judge's, or both where both made the figure. */
function drillToQuantity(row: TidyRow, context: ChartContext): Drilling {
  const { drill } = drillTo(whose[row.statistic]?.(row.judge_a) ?? [row.judge_a], row, context);
  if (drill === undefined) return {};
  return { drill: [...drill, ...(drillToModel({ judge_a: null, model: row.model, slice: null }, context).drill ?? [])] };
}

const whose: { readonly [statistic: string]: (judge: string | null) => readonly (string | null)[] } = {
  "people only": () => [people],
  corrected: (judge) => [judge, people],
};
