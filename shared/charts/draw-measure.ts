import type { TidyRow } from "../statistics/tidy-row.ts";
import { numberAxis } from "./axis.ts";
import type { ChartContext } from "./chart-study.ts";
import type { BarMark, ChartDrawing, ChartPanel, HeatCell, ReferenceLine } from "./drawing.ts";
import { extremesFinding } from "./findings.ts";
import { colorScale } from "./heatmap.ts";
import { areModels, paletteOf } from "./palette.ts";

const mostPanels = 12;
const interval = "95 % intervals";

/** A measure table's own chart; null when it has nothing to compare. */
export function drawMeasure(method: "agreement" | "position", rows: readonly TidyRow[], context: ChartContext = {}): ChartDrawing | null {
  return method === "agreement" ? drawAgreement(rows, context) : drawPosition(rows, context);
}

function drawAgreement(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const ofPairs = (statistic: string) => rows.filter((row) => row.statistic === statistic && row.judge_b !== null);
  const judges = [
    ...new Set(ofPairs("cohen kappa").flatMap(({ judge_a, judge_b }) => [judge_a, judge_b].filter((judge) => judge !== null))),
  ].sort();
  if (judges.length < 2) return null;
  if (judges.length === 2) return drawOnePair(rows, judges, context);
  // Scores have no kappa; alpha takes their distances.
  const statistic = ofPairs("cohen kappa").some(({ estimate }) => estimate !== null) ? "cohen kappa" : "krippendorff alpha";
  return drawMatrix(ofPairs(statistic), pairStatistics[statistic] ?? statistic, judges, context);
}

/** Three judges and more: one figure for every pair, diverging from chance at zero. */
function drawMatrix(pairs: readonly TidyRow[], measured: string, judges: readonly string[], context: ChartContext): ChartDrawing {
  const estimates = pairs.map(({ estimate }) => estimate);
  const scale = colorScale([...estimates, 1], 0, "number");
  const panels = slicesOf(pairs).map((slice): ChartPanel => {
    const cells = pairs
      .filter((row) => row.slice === slice)
      .flatMap((row) => [cellOf(row, row.judge_a, row.judge_b), cellOf(row, row.judge_b, row.judge_a)]);
    const axis = { label: "judge", categories: judges };
    return { title: slice, plot: { type: "heatmap", x: axis, y: axis, label: measured, format: "number", cells, scale } };
  });
  const marks = pairs.map((row) => ({
    name: withSlice(row, `${row.judge_a} and ${row.judge_b}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    title: "Agreement of each pair of judges beyond chance",
    caption: `${measured}, 0 being agreement by chance and 1 complete, with ${interval}; ${itemsWords(pairs)}.`,
    summary: extremesFinding(measured, marks, "number", { axis: "y", value: 0, label: `chance (${measured} 0)` }),
    simulated: context.simulated ?? false,
    panels,
  };
}

function cellOf({ estimate, low, high, items, reason }: TidyRow, x: string | null, y: string | null): HeatCell {
  return { x: x ?? "", y: y ?? "", value: estimate, low, high, n: items, note: estimate === null ? reason : null };
}

const pairStatistics: { readonly [statistic: string]: string } = {
  "percent agreement": "percent agreement",
  "cohen kappa": "Cohen's kappa",
  "krippendorff alpha": "Krippendorff's alpha",
};

/** Two judges: their three figures beside each other. */
function drawOnePair(rows: readonly TidyRow[], [first, second]: readonly string[], context: ChartContext): ChartDrawing {
  const pair = rows.filter((row) => row.judge_b !== null && Object.hasOwn(pairStatistics, row.statistic));
  const reference: ReferenceLine = { axis: "y", value: 0, label: "chance (κ, α = 0)" };
  const marks = pair.map((row) => ({ row, bar: barOf(row, pairStatistics[row.statistic] ?? row.statistic) }));
  const axis = numberAxis([...ends(pair), 0, 1], { label: "agreement", format: "number", withZero: true });
  const panels = slicesOf(pair).map(
    (slice): ChartPanel => ({
      title: slice,
      plot: {
        type: "bar",
        x: { label: "statistic", categories: Object.values(pairStatistics) },
        y: axis,
        series: [{ name: "agreement", color: 0, bars: marks.filter(({ row }) => row.slice === slice).map(({ bar }) => bar) }],
        reference,
      },
    }),
  );
  return {
    title: `Agreement of ${first} and ${second}`,
    caption: `Percent agreement as a share of 1, kappa and alpha beyond chance, ${interval}; ${itemsWords(pair)}.`,
    summary: pair.find((row) => row.statistic === "cohen kappa" && row.slice === null)?.sentence ?? "",
    simulated: context.simulated ?? false,
    panels,
  };
}

/** Position: the preference for the first shown against one half, and which way conflicts lean. */
function drawPosition(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic);
  const [preferences, conflicts] = [of("first preference"), of("conflict rate")];
  const [first, second] = [of("conflicts towards first"), of("conflicts towards second")];
  const told = conflicts.some(({ estimate }) => estimate !== null) ? conflicts : preferences;
  const judges = [...new Set(preferences.map(({ judge_a }) => judge_a ?? ""))];
  if (judges.length === 0 || told.every(({ estimate }) => estimate === null)) return null;
  const familyColor = areModels(judges, context) ? paletteOf(judges, context) : () => 0;
  const x = { label: "judge", categories: judges };
  const neutral: ReferenceLine = { axis: "y", value: 0.5, label: "neutral 50 %" };
  const preferenceAxis = numberAxis([...ends(preferences), 0.5, 1], {
    label: "decisive verdicts for the first shown",
    format: "percent",
    withZero: true,
  });
  const conflictAxis = numberAxis([...ends(first), ...ends(second)], {
    label: "comparisons that change with the order",
    format: "percent",
    withZero: true,
  });
  const titled = (name: string, slice: string | null) => (slice === null ? name : `${name}, ${slice}`);
  const panels = slicesOf(preferences).flatMap((slice): readonly ChartPanel[] => {
    const bars = (part: readonly TidyRow[]) => part.filter((row) => row.slice === slice).map((row) => barOf(row, row.judge_a ?? ""));
    const preference: ChartPanel = {
      title: titled("Preference for the answer shown first", slice),
      plot: {
        type: "bar",
        x,
        y: preferenceAxis,
        reference: neutral,
        series: [{ name: "first shown", color: 0, bars: bars(preferences).map((bar) => ({ ...bar, color: familyColor(bar.category) })) }],
      },
    };
    const series = [
      { name: "towards the first", color: 0, bars: bars(first) },
      { name: "towards the second", color: 1, bars: bars(second) },
    ];
    if (bars(first).length === 0) return [preference];
    return [
      preference,
      { title: titled("Verdicts that change with the order", slice), plot: { type: "bar", x, y: conflictAxis, reference: null, series } },
    ];
  });
  const marks = told.map((row) => ({ name: withSlice(row, row.judge_a ?? ""), value: row.estimate, low: row.low, high: row.high }));
  const measured = told === conflicts ? "the share of verdicts that change with the order" : "preference for the answer shown first";
  return {
    title: "How far the place of an answer decides",
    caption: `Share of decisive verdicts for the answer shown first, and of comparisons in both orders whose verdict changes, ${interval}; ${itemsWords(told)}.`,
    summary: extremesFinding(measured, marks, "percent", told === preferences ? neutral : null),
    simulated: context.simulated ?? false,
    panels,
  };
}

function barOf({ estimate, low, high, n, reason }: TidyRow, category: string): BarMark {
  return { category, value: estimate, low, high, n, note: estimate === null ? reason : null };
}

function ends(rows: readonly TidyRow[]): readonly (number | null)[] {
  return rows.flatMap(({ estimate, low, high }) => [estimate, low, high]);
}

function slicesOf(rows: readonly TidyRow[]): readonly (string | null)[] {
  return [...new Set(rows.map(({ slice }) => slice))].slice(0, mostPanels);
}

function withSlice({ slice }: TidyRow, name: string): string {
  return slice === null ? name : `${slice}, ${name}`;
}

/** "n = 58 to 60 items, 0 to 2 left out". */
function itemsWords(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const dropped = whole.map((row) => row.dropped);
  return `n = ${rangeWords(whole.map(({ items }) => items))} items${Math.max(...dropped) > 0 ? `, ${rangeWords(dropped)} unreadable or contradictory left out` : ""}`;
}

function rangeWords(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? most.toLocaleString("en") : `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
}
