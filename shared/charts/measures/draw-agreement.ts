import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, HeatCell, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { colorScale } from "../heatmap.ts";
import { drawAgainstPeople } from "./draw-against-people.ts";
import { drillTo } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, titled, withSlice } from "./marks.ts";

/** Who agrees with whom beyond chance; where there are people, how judges stand to them, and what that costs. */
export function drawAgreement(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const pairs = rows.filter((row) => row.judge_b !== null && row.statistic === "krippendorff alpha");
  const names = [...new Set(pairs.flatMap(({ judge_a, judge_b }) => [judge_a, judge_b].filter((judge) => judge !== null)))].sort();
  const against = drawAgainstPeople(rows, context);
  if (names.length < 2) return against.length === 0 ? null : { ...headOf(rows, context), panels: against };
  if (names.length === 2 && against.length === 0) return drawOnePair(rows, names, context);
  const machines = new Set(rows.filter(isAgainstPeople).map(({ judge_a }) => judge_a));
  const isPerson = (name: string) => machines.size > 0 && !machines.has(name);
  const ordered = [...names.filter((name) => !isPerson(name)), ...names.filter(isPerson)];
  const kappas = rows.filter((row) => row.statistic === "cohen kappa" && row.judge_b !== null);
  // Scores have no kappa; alpha takes their distances.
  const matrix = kappas.some(({ estimate }) => estimate !== null) ? kappas : pairs;
  const drawing = drawMatrix(matrix, { names: ordered, isPerson, context });
  return { ...drawing, summary: [drawing.summary, ...gapWords(rows)].join(" "), panels: [...drawing.panels, ...against] };
}

function isAgainstPeople({ statistic }: TidyRow): boolean {
  return statistic === "agreement with people's majority" || statistic === "spearman with people's mean";
}

/** The judge that comes closest to the ceiling, in its row's own words. */
function gapWords(rows: readonly TidyRow[]): readonly string[] {
  const gaps = rows.filter(({ statistic, slice, estimate }) => statistic.endsWith("minus ceiling") && slice === null && estimate !== null);
  const [closest] = gaps.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  return closest === undefined ? [] : [closest.sentence];
}

type Matrix = { readonly names: readonly string[]; readonly isPerson: (name: string) => boolean; readonly context: ChartContext };

/** Three and more: one figure for every pair, diverging from chance at zero; people with one another, the ceiling, outlined. */
function drawMatrix(pairs: readonly TidyRow[], { names, isPerson, context }: Matrix): ChartDrawing {
  const measured = pairStatistics[pairs[0]?.statistic ?? ""] ?? "";
  const scale = colorScale([...pairs.map(({ estimate }) => estimate), 1], 0, "number");
  const axis = { label: names.some(isPerson) ? "judge or person" : "judge", categories: names };
  const emphasis = names.filter(isPerson).length > 1 ? { emphasis: "people with one another: the ceiling" } : {};
  const cell = (row: TidyRow, x: string, y: string): HeatCell => ({
    x,
    y,
    value: row.estimate,
    low: row.low,
    high: row.high,
    n: row.items,
    note: row.estimate === null ? row.reason : null,
    ...(isPerson(x) && isPerson(y) ? { isEmphasised: true } : {}),
    ...drillTo([x, y], row, context),
  });
  const panels = slicesOf(pairs).map((slice): ChartPanel => {
    const own = pairs.filter((row) => row.slice === slice);
    const cells = own.flatMap((row) => {
      const [x, y] = [row.judge_a ?? "", row.judge_b ?? ""];
      return [cell(row, x, y), cell(row, y, x)];
    });
    return {
      title: names.some(isPerson) ? titled(measured, slice) : slice,
      plot: { type: "heatmap", x: axis, y: axis, label: measured, format: "number", cells, scale, ...emphasis },
    };
  });
  const marks = pairs.map((row) => ({
    name: withSlice(row, `${row.judge_a} and ${row.judge_b}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    ...headOf(pairs, context),
    caption: `${measured}, 0 being agreement by chance and 1 complete, with ${intervalWords}; ${itemsWords(pairs)}.`,
    summary: extremesFinding(measured, marks, "number", { axis: "y", value: 0, label: `chance (${measured} 0)` }),
    panels,
  };
}

function headOf(rows: readonly TidyRow[], { simulated = false }: ChartContext): Omit<ChartDrawing, "panels"> {
  return {
    title: "Agreement of each pair of judges beyond chance",
    caption: `Agreement with ${intervalWords}; ${itemsWords(rows)}.`,
    summary: rows.find(({ statistic }) => statistic === "agreement with people's majority")?.sentence ?? rows[0]?.sentence ?? "",
    simulated,
  };
}

const pairStatistics: { readonly [statistic: string]: string } = {
  "percent agreement": "percent agreement",
  "cohen kappa": "Cohen's kappa",
  spearman: "Spearman's correlation",
  "krippendorff alpha": "Krippendorff's alpha",
};

/** Two judges: their figures beside each other. */
function drawOnePair(rows: readonly TidyRow[], [first = "", second = ""]: readonly string[], context: ChartContext): ChartDrawing {
  const pair = rows.filter((row) => row.judge_b !== null && Object.hasOwn(pairStatistics, row.statistic));
  const names = Object.keys(pairStatistics).filter((statistic) => pair.some((row) => row.statistic === statistic));
  const isShown = ({ statistic }: TidyRow) => statistic !== "spearman" || !names.includes("cohen kappa");
  const shown = pair.filter(isShown);
  const reference: ReferenceLine = { axis: "y", value: 0, label: "chance (κ, α = 0)" };
  const marks = shown.map((row) => ({
    row,
    bar: { ...barOf(row, pairStatistics[row.statistic] ?? row.statistic), ...drillTo([first, second], row, context) },
  }));
  const y = numberAxis([...ends(shown), 0, 1], { label: "agreement", format: "number", withZero: true });
  const x = { label: "statistic", categories: [...new Set(marks.map(({ bar }) => bar.category))] };
  const panels = slicesOf(shown).map((slice): ChartPanel => {
    const bars = marks.filter(({ row }) => row.slice === slice).map(({ bar }) => bar);
    return { title: slice, plot: { type: "bar", x, y, series: [{ name: "agreement", color: 0, bars }], reference } };
  });
  const finding = ["cohen kappa", "krippendorff alpha"].map((statistic) =>
    shown.find((row) => row.statistic === statistic && row.slice === null),
  );
  return {
    ...headOf(shown, context),
    title: `Agreement of ${first} and ${second}`,
    caption: `Percent agreement as a share of 1, the others beyond chance, ${intervalWords}; ${itemsWords(shown)}.`,
    summary: finding.find((row) => row !== undefined)?.sentence ?? "",
    panels,
  };
}
