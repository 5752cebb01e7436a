import { publishedSets } from "../../statistics/scale/published-sets.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { logAxis, numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, Lead, NumberAxis, NumberFormat, PointMark, PointSeries } from "../drawing.ts";
import { seriesPalette } from "../palette.ts";
import { drillTo, drillToModel, drillToSlice } from "./drill-to.ts";
import { drillToTable } from "./drill-to-texts.ts";
import { ends, intervalWords } from "./marks.ts";

type Curve = {
  readonly statistic: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly format: NumberFormat;
  readonly nameOf: (row: TidyRow) => string;
  readonly lead: (row: TidyRow, context: ChartContext) => Lead;
};

const everybody = (row: TidyRow, context: ChartContext): Lead => {
  const { drill } = drillToSlice(row, context);
  return drill === undefined || context.source === undefined ? {} : { drill, drillTable: context.source.table };
};
const ofModel = { x: "prompts", nameOf: ({ model }: TidyRow) => model ?? "", lead: drillToModel };
const ofAll = { nameOf: () => "", lead: everybody };

const curves: readonly Curve[] = [
  { statistic: "win share by prompts", title: "Win share with fewer prompts", y: "comparisons won", format: "percent", ...ofModel },
  { statistic: "mean score by prompts", title: "Mean score with fewer prompts", y: "mean score", format: "number", ...ofModel },
  {
    statistic: "agreement with people by labelled prompts",
    title: "Agreement with people, with fewer labels",
    x: "labelled prompts",
    y: "says what most people say",
    format: "percent",
    nameOf: ({ judge_a }) => judge_a ?? "",
    lead: (row, context) => drillTo([row.judge_a], row, context),
  },
  {
    statistic: "agreement with people by judges",
    title: "Agreement with people, by size of the jury",
    x: "judges",
    y: "says what most people say",
    format: "percent",
    ...ofAll,
  },
  { statistic: "cost by prompts", title: "What judging costs", x: "prompts", y: "cost", format: "usd", ...ofAll },
  { statistic: "cost by judges", title: "What 1,000 items cost", x: "judges", y: "cost of 1,000 items", format: "usd", ...ofAll },
];

/** The tables beside published sets, and what more prompts, labels and judges buy. */
export function drawScale(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const sets = [...setsPanel(rows, context), ...lengthsPanel(rows, context)];
  const panels = [...sets, ...curves.flatMap((curve) => curvePanel(curve, rows, context))];
  if (panels.length === 0) return null;
  const uncounted = sets.length === 0 ? [] : publishedSets.filter(({ tokens }) => tokens === null);
  const listed = uncounted.map(({ name, examples }) => `${name} (${examples.toLocaleString("en")})`).join(", ");
  const parts = [
    sets.length > 0
      ? "Examples, tokens in all and mean tokens of prompts and responses of each set, all axes logarithmic; each published mark names its source"
      : "",
    listed === "" ? "" : `no count of tokens is published for ${listed} examples`,
    panels.length > sets.length ? `curves: what was paid for, drawn anew at each size, ${intervalWords}` : "",
  ];
  return {
    title: sets.length > 0 ? "How large the set is, and what more buys" : "What more prompts, labels and judges buy",
    caption: `${parts.filter(Boolean).join("; ")}.`,
    summary: finding(rows),
    simulated: context.simulated ?? false,
    panels,
  };
}

function finding(rows: readonly TidyRow[]): string {
  const own = rows.filter(({ statistic, slice }) => statistic === "examples" && slice === null);
  const ends = curves.flatMap(({ statistic }) => rows.findLast((row) => row.statistic === statistic) ?? []);
  return [...own, ...ends.slice(0, 2)].map(({ sentence }) => sentence).join(" ");
}

/** One's own tables and published sets, where the tokens of any of one's own are known. */
function setsPanel(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const counted = rows.filter(
    ({ statistic, x, estimate }) => statistic === "total tokens" && x !== null && x > 0 && estimate !== null && estimate > 0,
  );
  const [own, published] = [counted.filter(({ slice }) => slice === null), counted.filter(({ slice }) => slice !== null)];
  if (own.length === 0) return [];
  const rough = new Set(publishedSets.filter(({ isOrderOfMagnitude }) => isOrderOfMagnitude).map(({ name }) => name));
  const isRough = ({ model }: TidyRow): boolean => rough.has(model ?? "");
  const series: readonly PointSeries[] = [
    { name: "yours", color: 3, points: own.map((row) => ({ ...setMark(row), ...drillToTable(row.model, context) })) },
    { name: "published", color: 0, points: published.filter((row) => !isRough(row)).map(setMark) },
    { name: "published, order of magnitude", color: 0, points: published.filter(isRough).map(setMark) },
  ];
  const x = logAxis(
    counted.map((row) => row.x),
    { label: "examples", format: "number" },
  );
  const y = logAxis(
    counted.map(({ estimate }) => estimate),
    { label: "tokens in all", format: "number" },
  );
  return [{ title: "Beside published sets", plot: { type: "scatter", x, y, series, reference: null } }];
}

/** Mean lengths of prompts and responses, where both are known. */
function lengthsPanel(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic && row.estimate !== null && row.estimate > 0);
  const responses = of("response tokens");
  const pairs = of("prompt tokens").flatMap((prompt) => {
    const response = responses.find(({ model, slice }) => model === prompt.model && slice === prompt.slice);
    return response === undefined ? [] : [{ prompt, response }];
  });
  if (!pairs.some(({ prompt }) => prompt.slice === null)) return [];
  const marks = (isOwn: boolean) =>
    pairs
      .filter(({ prompt }) => (prompt.slice === null) === isOwn)
      .map(
        ({ prompt, response }): PointMark => ({
          ...setMark({ ...response, x: prompt.estimate, sentence: `${prompt.sentence} ${response.sentence}` }),
          ...(isOwn ? drillToTable(prompt.model, context) : {}),
        }),
      );
  const axis = (values: readonly (number | null)[], label: string) => logAxis(values, { label, format: "number" });
  const x = axis(
    pairs.map(({ prompt }) => prompt.estimate),
    "tokens a prompt",
  );
  const y = axis(
    pairs.map(({ response }) => response.estimate),
    "tokens a response",
  );
  const series: readonly PointSeries[] = [
    { name: "yours", color: 3, points: marks(true) },
    { name: "published", color: 0, points: marks(false) },
  ];
  return [{ title: "Prompts and responses, mean tokens", plot: { type: "scatter", x, y, series, reference: null } }];
}

function setMark({ x, estimate, model, sentence }: TidyRow): PointMark {
  return { x: x ?? 1, y: estimate ?? 1, low: null, high: null, n: null, label: model ?? "", note: sentence };
}

function curvePanel(curve: Curve, rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const own = rows.filter(({ statistic, x, estimate }) => statistic === curve.statistic && x !== null && x > 0 && estimate !== null);
  // A cost that is nothing throughout, as of simulated models, is no curve.
  if (own.length < 2 || own.every(({ estimate }) => estimate === 0)) return [];
  const names = [...new Set(own.map(curve.nameOf))];
  const colorOf = seriesPalette(names, context);
  const series = names.map((name) => ({
    name,
    color: colorOf(name),
    points: own
      .filter((row) => curve.nameOf(row) === name)
      .map((row) => ({
        x: row.x ?? 1,
        y: row.estimate ?? 0,
        low: row.low,
        high: row.high,
        n: row.n,
        note: row.low === null ? row.reason : null,
        ...curve.lead(row, context),
      })),
  }));
  const x = logAxis(
    own.map((row) => row.x),
    { label: curve.x, format: "number" },
  );
  return [{ title: curve.title, plot: { type: "line", x, y: valueAxis(own, curve), series, reference: null } }];
}

/** Money against a count is a straight line on two logarithmic axes; a share is not. */
function valueAxis(rows: readonly TidyRow[], { y: label, format }: Curve): NumberAxis {
  const values = ends(rows);
  const isAboveZero = values.every((value) => value === null || value > 0);
  if (format === "usd" && isAboveZero) return logAxis(values, { label, format });
  return numberAxis(format === "percent" ? [...values, 1] : values, { label, format, withZero: format !== "number" });
}
