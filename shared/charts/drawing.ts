import type { FilterClause } from "../contract/schemas.ts";

/**
 * What a chart shows, as data: everything needed to draw it, describe it and print its table, and nothing of how.
 * renderer/charts draws these; the HTML report renders the same components to SVG.
 */
export type ChartDrawing = {
  /** Says the finding's subject. */
  readonly title: string;
  /** Says the method and n. */
  readonly caption: string;
  /** The chart in one or two sentences, for screen readers and the report. */
  readonly summary: string;
  /** Some of the numbers come from `sim/*` models. */
  readonly simulated: boolean;
  readonly panels: readonly ChartPanel[];
  /** Panels that change with a number the reader turns. */
  readonly frames?: ChartFrames;
  /** The table whose rows a mark's `drill` picks out; missing where marks lead nowhere. */
  readonly drillTable?: string;
  /** Every such table, where the drawing is of several. */
  readonly drillTables?: readonly string[];
};

/** The same panels at each of several values: the window turns them with a slider, the report draws the one at `start`. */
export type ChartFrames = {
  /** What is turned: "τ". */
  readonly label: string;
  /** What turning it shows, in a sentence. */
  readonly sentence: string;
  /** Ascending, one or more. */
  readonly values: readonly number[];
  /** Place of the value that is drawn first. */
  readonly start: number;
  /** One list a value, the same titles and axes in each. */
  readonly panels: readonly (readonly ChartPanel[])[];
};

/** The rows behind a mark: all clauses hold. */
export type Drill = readonly FilterClause[];

/** Where a mark leads: the rows, and of which of the drawing's tables where it is of one alone. */
export type Lead = { readonly drill?: Drill; readonly drillTable?: string };

/** One facet; a chart without facets has one panel with `title` null. */
export type ChartPanel = { readonly title: string | null; readonly plot: Plot };

export type Plot =
  | {
      readonly type: "bar";
      readonly x: CategoryAxis;
      readonly y: NumberAxis;
      readonly series: readonly BarSeries[];
      readonly reference: ReferenceLine | null;
    }
  | {
      readonly type: "line";
      readonly x: NumberAxis;
      readonly y: NumberAxis;
      readonly series: readonly PointSeries[];
      readonly reference: ReferenceLine | null;
    }
  | {
      readonly type: "scatter";
      readonly x: NumberAxis;
      readonly y: NumberAxis;
      readonly series: readonly PointSeries[];
      readonly reference: ReferenceLine | null;
    }
  | {
      /** One dot a category with its interval, lying: a ranking. */
      readonly type: "dots";
      readonly x: NumberAxis;
      readonly y: CategoryAxis;
      readonly series: readonly BarSeries[];
      readonly reference: ReferenceLine | null;
    }
  | { readonly type: "histogram"; readonly x: NumberAxis; readonly y: NumberAxis; readonly series: readonly HistogramSeries[] }
  | {
      readonly type: "heatmap";
      readonly x: CategoryAxis;
      readonly y: CategoryAxis;
      readonly label: string;
      readonly format: NumberFormat;
      readonly cells: readonly HeatCell[];
      readonly scale: ColorScale;
      /** What an outlined square is: "own family". */
      readonly emphasis?: string;
    };

export type HeatPlot = Extract<Plot, { type: "heatmap" }>;

export type CategoryAxis = { readonly label: string; readonly categories: readonly string[] };
export type NumberAxis = {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly format: NumberFormat;
  /** Even steps are even ratios; ends above zero. Linear where left out. */
  readonly scale?: "log";
};
/** `points`: a difference of two shares. `date`: milliseconds since 1970, UTC. */
export type NumberFormat = "number" | "percent" | "points" | "usd" | "date";
/** A neutral value, drawn and named: 0.5, the diagonal, κ = 0. */
export type ReferenceLine = { readonly label: string; readonly axis: "x" | "y" | "diagonal"; readonly value: number };

/** `color` is an index into the palette of LOOK (six colour-blind-safe hues); one per model family across a notebook. */
export type BarSeries = { readonly name: string; readonly color: number; readonly bars: readonly BarMark[] };
/** `low`/`high` null: no interval is known. `value` null: undefined, with the reason in `note`. */
export type BarMark = {
  readonly category: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly note: string | null;
  /** The bar's own colour where categories are models and the series has no meaning of its own. */
  readonly color?: number;
} & Lead;
/**
 * `isReference`: a line to compare with, such as random routing; drawn thin and dashed. `isRibbon`: the ground between `low` and
 * `high` alone, bounds that its neighbours draw as lines; it has no name and no marks.
 */
export type PointSeries = {
  readonly name: string;
  readonly color: number;
  readonly points: readonly PointMark[];
  readonly isReference?: boolean;
  readonly isRibbon?: boolean;
};
export type PointMark = {
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  /** Why it has no interval, or what its interval leaves out. */
  readonly note?: string | null;
  /** Written beside the mark. */
  readonly label?: string;
} & Lead;
export type HistogramSeries = {
  readonly name: string;
  readonly color: number;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number; readonly drill?: Drill }[];
};
export type HeatCell = {
  readonly x: string;
  readonly y: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly note: string | null;
  /** Outlined, such as a judge's own family; `emphasis` of the plot says what the outline means. */
  readonly isEmphasised?: boolean;
  readonly drill?: Drill;
};
/** Sequential runs from `from` to `to`; diverging is centred on `neutral`. */
export type ColorScale =
  | { readonly type: "sequential"; readonly from: number; readonly to: number }
  | { readonly type: "diverging"; readonly from: number; readonly neutral: number; readonly to: number };
