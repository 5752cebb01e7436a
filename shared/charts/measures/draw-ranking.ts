import { overWords } from "../../statistics/ranking/ranking-study.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { Drilling } from "../chart-drill.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, BarSeries, ChartDrawing, ChartPanel, HeatCell, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { colorScale } from "../heatmap.ts";
import { areModels, paletteOf, paletteSize } from "../palette.ts";
import { drillToModel } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, titled, withSlice } from "./marks.ts";

const mean: ReferenceLine = { axis: "x", value: 0, label: "mean of the models (0)" };
const mostSeries = paletteSize;

/** Models by strength with their intervals, a series a judge; below, how often each is preferred to each other. */
export function drawRanking(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const strengths = rows.filter((row) => row.statistic === "strength" && row.model !== null);
  if (strengths.every(({ estimate }) => estimate === null)) return null;
  const judges = [...new Set(strengths.map(({ judge_a }) => judge_a))];
  const shown = judges.slice(0, mostSeries);
  const panels = slicesOf(strengths).map((slice) =>
    strengthPanel(
      strengths.filter((row) => row.slice === slice),
      shown,
      context,
    ),
  );
  const told = strengths.filter((row) => row.judge_a === judges[0]);
  const marks = told.map((row) => ({ name: withSlice(row, row.model ?? ""), value: row.estimate, low: row.low, high: row.high }));
  const cut = shown.length < judges.length ? `; the first ${shown.length} of ${judges.length} judges` : "";
  const [whole, ...parts] = panels;
  return {
    title: "Which model is better than which",
    caption: `Bradley–Terry strength in log-odds about the mean of the models, ${intervalWords}; win rates with ties counting half; ${itemsWords(told)} a model${cut}.`,
    summary: extremesFinding("strength", marks, "number", mean),
    simulated: context.simulated ?? false,
    panels: [...(whole ? [whole] : []), ...winPanel(rows, judges[0] ?? null, context), ...parts],
  };
}

function judgeWords(judge: string | null): string {
  return judge ?? "all together";
}

function strengthPanel(rows: readonly TidyRow[], judges: readonly (string | null)[], context: ChartContext): ChartPanel {
  const [slice = null] = rows.map((row) => row.slice);
  // In the order of the first judge; the rows come strongest first, undefined ones last.
  const models = [...new Set([...rows].sort((left, right) => judges.indexOf(left.judge_a) - judges.indexOf(right.judge_a)).map(modelOf))];
  const familyColor = areModels(models, context) ? paletteOf(models, context) : null;
  const series = judges.flatMap((judge, index): readonly BarSeries[] => {
    const own = rows.filter((row) => row.judge_a === judge);
    const bars = own.map((row): BarMark => {
      const color = judges.length === 1 && familyColor ? { color: familyColor(modelOf(row)) } : {};
      return { ...barOf(row, modelOf(row)), ...color, ...drillOf(row, [modelOf(row)], context) };
    });
    return own.length === 0 ? [] : [{ name: judgeWords(judge), color: index, bars }];
  });
  const x = numberAxis([...ends(rows), 0], { label: "strength (log-odds)", format: "number", withZero: true });
  return {
    title: titled("Strength", slice),
    plot: { type: "dots", x, y: { label: "model", categories: models }, series, reference: mean },
  };
}

function modelOf({ model }: TidyRow): string {
  return model ?? "";
}

/** Beyond this a matrix can't be read. */
const mostModels = 40;

/** The win matrix of the first judge, or of all together, strongest first. */
function winPanel(rows: readonly TidyRow[], judge: string | null, context: ChartContext): readonly ChartPanel[] {
  const own = rows.filter((row) => row.slice === null && row.judge_a === judge);
  const models = own.filter((row) => row.statistic === "strength" && row.model !== null).map(modelOf);
  const pairs = new Map(own.filter((row) => row.statistic === "pairwise win rate").map((row) => [row.model, row]));
  if (models.length < 3 || models.length > mostModels) return [];
  const cells = models.flatMap((over) =>
    models.flatMap((under): readonly HeatCell[] => {
      const [row, mirrored] = [pairs.get(overWords(over, under)), pairs.get(overWords(under, over))];
      const cell = { x: under, y: over, ...drillOf({ judge_a: judge, slice: null }, [over, under], context) };
      if (row) return [{ ...cell, ...figuresOf(row) }];
      return mirrored ? [{ ...cell, ...mirror(figuresOf(mirrored)) }] : [];
    }),
  );
  const scale = colorScale([0, 1, ...cells.map(({ value }) => value)], 0.5, "percent");
  const axes = { x: { label: "is preferred to", categories: models }, y: { label: "model", categories: models } };
  const label = "share of battles the row's model is preferred in";
  return [{ title: `Win rate by ${judgeWords(judge)}`, plot: { type: "heatmap", ...axes, label, format: "percent", cells, scale } }];
}

type Figures = Pick<HeatCell, "value" | "low" | "high" | "n" | "note">;

function figuresOf({ estimate, low, high, n, reason }: TidyRow): Figures {
  return { value: estimate, low, high, n, note: estimate === null ? reason : null };
}

function mirror({ value, low, high, ...rest }: Figures): Figures {
  const other = (share: number | null) => (share === null ? null : 1 - share);
  return { ...rest, value: other(value), low: other(high), high: other(low) };
}

/** Leads to the battles of a model, or of two with each other. */
function drillOf({ judge_a, slice }: Pick<TidyRow, "judge_a" | "slice">, models: readonly string[], context: ChartContext): Drilling {
  const [first = null, second = null] = models;
  const { drill = [] } = drillToModel({ judge_a, model: first, slice }, context);
  const more = second === null ? [] : (drillToModel({ judge_a: null, model: second, slice: null }, context).drill ?? []);
  const all = [...drill, ...more];
  return all.length === 0 ? {} : { drill: all };
}
