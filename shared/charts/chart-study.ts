import type { Column, Row, TableSchema } from "../data/table.ts";
import type { ChosenPlace } from "../statistics/distillation/chosen-places.ts";
import type { TextGroup } from "../statistics/texts/read-texts.ts";
import type { Aggregate, Figure, Reader } from "./aggregate.ts";
import { groupRows, largest, orderedCategories } from "./categories.ts";
import type { ChartBody } from "./chart-body.ts";
import type { ChartPanel, NumberFormat, ReferenceLine } from "./drawing.ts";
import { categoryOf, columnWords, requireColumn } from "./table-columns.ts";
import { writeNumber } from "./write-number.ts";

/** What a chart is told beside its table. */
export type ChartContext = {
  /** Model or judge → family, over the whole notebook: one colour per family in all its charts. */
  readonly families?: { readonly [model: string]: string };
  /** Some of the rows come from `sim/*` models. */
  readonly simulated?: boolean;
  /** The table measured, and its column for each part of a judgement, so that marks can lead to their rows. */
  readonly source?: ChartSource;
  /** Of next-token distributions: places worth a look, and how many tokens there are in all. */
  readonly nextTokens?: { readonly chosen: readonly ChosenPlace[]; readonly vocabulary: number };
};

/** Parts with no column of their own are missing. */
export type ChartSource = {
  readonly table: string;
  /** Every table measured, where they were several read as one; each need not have all the columns. */
  readonly tables?: readonly string[];
  readonly columns: { readonly [part: string]: string };
  /** Of the names in the judges' column, those of people. */
  readonly people?: readonly string[];
  /** The columns the measure was sliced by. */
  readonly by?: readonly string[];
  /** Groups of texts, by name: the one table each stands in, and what its rows hold. */
  readonly groups?: { readonly [name: string]: TextGroup };
};

/** A chart's body against its table: columns found, rows parted into facets. */
export type ChartStudy = {
  readonly body: ChartBody;
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
  readonly context: ChartContext;
  readonly facetColumn: Column | null;
  readonly facets: readonly { readonly title: string | null; readonly rows: readonly Row[] }[];
  readonly remarks: readonly string[];
};

/** What a chart type makes of a study. `method` and `remarks` become the caption, `finding` the summary. */
export type Drawn = {
  readonly title: string;
  readonly panels: readonly ChartPanel[];
  readonly method: string;
  readonly finding: string;
  readonly remarks: readonly string[];
};

const mostFacets = 12;
const mostSeries = 12;

export function studyOf(body: ChartBody, rows: readonly Row[], schema: TableSchema, context: ChartContext): ChartStudy {
  const shared = { body, schema, rows, context };
  if (body.facet === undefined) return { ...shared, facetColumn: null, facets: [{ title: null, rows }], remarks: [] };
  const column = requireColumn(schema, body.facet, "facet");
  const groups = groupRows(rows, column);
  const all = orderedCategories(groups, column);
  const shown = largest(groups, all, mostFacets);
  const facets = shown.map((title) => ({ title, rows: groups.get(title) ?? [] }));
  return { ...shared, facetColumn: column, facets, remarks: cutRemark(shown.length, all.length, columnWords(column.name)) };
}

export type SeriesPlan = {
  readonly column: Column | null;
  readonly names: readonly string[];
  readonly remarks: readonly string[];
  /** A facet's rows by series. */
  readonly part: (rows: readonly Row[]) => readonly { readonly name: string; readonly rows: readonly Row[] }[];
};

/** The series of the colour column, at most twelve; a single one without a name when there is none. */
export function seriesOf({ body, schema, rows }: ChartStudy): SeriesPlan {
  if (body.color === undefined) return { column: null, names: [""], remarks: [], part: (all) => [{ name: "", rows: all }] };
  const column = requireColumn(schema, body.color, "color");
  const groups = groupRows(rows, column);
  const all = orderedCategories(groups, column);
  const names = largest(groups, all, mostSeries);
  const part = (facet: readonly Row[]) => {
    const own = groupRows(facet, column);
    return names.map((name) => ({ name, rows: own.get(name) ?? [] }));
  };
  return { column, names, remarks: cutRemark(names.length, all.length, columnWords(column.name)), part };
}

export function cutRemark(shown: number, all: number, words: string): readonly string[] {
  return shown < all ? [`the ${shown} of ${all} values of ${words} with the most rows`] : [];
}

/** Rows that share an item, or a named cluster, are not independent. */
export function clusterReader(schema: TableSchema): Reader["cluster"] {
  const name = ["cluster", "item"].find((candidate) => schema.columns.some((column) => column.name === candidate));
  return (row) => (name === undefined || row[name] === null || row[name] === undefined ? null : categoryOf(row[name]));
}

export function formatOf({ body }: ChartStudy, aggregate: Aggregate, column: string | undefined): NumberFormat {
  if (body.format) return body.format;
  if (aggregate === "share") return "percent";
  return column?.endsWith("_usd") && aggregate !== "count" ? "usd" : "number";
}

export function referenceOf({ body }: ChartStudy, format: NumberFormat): ReferenceLine | null {
  if (body.neutral === undefined) return null;
  return { axis: "y", value: body.neutral, label: body.neutral_label ?? `neutral ${writeNumber(body.neutral, format)}` };
}

const aggregateWords = {
  none: "",
  count: "count",
  sum: "total",
  mean: "mean",
  median: "median",
  min: "lowest",
  max: "highest",
  share: "share of",
} as const;

/** "mean score", "rows", "share of correct": what an axis measures. */
export function measureWords(aggregate: Aggregate, column: string | undefined): string {
  if (aggregate === "count") return "rows";
  if (column === undefined) return aggregate === "share" ? "share of rows" : "rows";
  return `${aggregateWords[aggregate]} ${columnWords(column)}`.trim();
}

/** The kinds of interval among the figures, in words; empty when there is none. */
export function intervalWords(figures: readonly Figure[]): string {
  const kinds = [...new Set(figures.map(({ interval }) => interval).filter((interval) => interval !== null))].sort();
  return kinds.length === 0 ? "" : `, 95 % intervals by ${kinds.join(" or ").replace("wilson", "Wilson's method")}`;
}
