import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, ChartDrawing, ChartPanel, HeatCell, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { colorScale } from "../heatmap.ts";
import { drillToFamily, drillToModel } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, titled, withSlice } from "./marks.ts";

const nobody: ReferenceLine = { axis: "x", value: 0, label: "no self-preference (0)" };
const differences = "difference-in-differences";

/**
 * Judges by teachers, every column as if it were the judge's own and the own family outlined; below, what is left of the
 * own family's lead once disinterested judges' views of the same items are taken off.
 */
export function drawSelfPreference(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const own = ownFamilies(rows);
  const ownDifferences = rows.filter((row) => row.statistic === differences && own.has(pair(row)));
  const isDefined = (row: TidyRow) => row.estimate !== null;
  const matrices = (["own-probability", "excess win rate"] as const).filter((statistic) => {
    return rows.some((row) => row.statistic === statistic && isDefined(row));
  });
  const panels = slicesOf(rows).flatMap((slice) => {
    const part = rows.filter((row) => row.slice === slice);
    return [...matrices.map((statistic) => matrixPanel(part, statistic, slice, own, context)), ...dotsPanel(part, slice, own, context)];
  });
  if (panels.length === 0) return null;
  const told = ownDifferences.some(isDefined) ? ownDifferences : rows.filter((row) => row.statistic === "own-probability");
  const marks = told.map((row) => ({
    name: withSlice(row, `${row.judge_a} on ${row.model}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  const measured = told === ownDifferences ? "the own family's lead beyond disinterested judges" : "own-probability, quality included,";
  return {
    title: "How far judges favour their own family's answers",
    caption: `Every teacher read as if it were the judge's own, own family outlined; then own minus other, less the same for judges whose family wrote neither answer, ${intervalWords}; ${itemsWords(told)}.`,
    summary: extremesFinding(measured, marks, told === ownDifferences ? "points" : "percent", told === ownDifferences ? nobody : null),
    simulated: context.simulated ?? false,
    panels,
  };
}

/** Judge and column of every cell that is the judge's own: its family and the teachers of it. */
function ownFamilies(rows: readonly TidyRow[]): ReadonlySet<string> {
  return new Set(rows.filter((row) => row.statistic === "own family" && row.model !== null).map(pair));
}

function pair({ judge_a, model }: TidyRow): string {
  return JSON.stringify([judge_a, model]);
}

const matrixWords = {
  "own-probability": {
    title: "Probability given to each teacher's answers",
    label: "probability given to the column's answers",
    neutral: 0.5,
    format: "percent",
  },
  "excess win rate": {
    title: "Win rate beyond people's",
    label: "win rate minus people's on the same items",
    neutral: 0,
    format: "points",
  },
} as const;

function matrixPanel(
  rows: readonly TidyRow[],
  statistic: keyof typeof matrixWords,
  slice: string | null,
  own: ReadonlySet<string>,
  context: ChartContext,
): ChartPanel {
  const of = rows.filter((row) => row.statistic === statistic);
  const cells = of.map((row): HeatCell => {
    const { model, judge_a, estimate, low, high, n, reason } = row;
    return {
      x: model ?? "",
      y: judge_a ?? "",
      value: estimate,
      low,
      high,
      n,
      note: estimate === null ? reason : null,
      ...(own.has(pair(row)) ? { isEmphasised: true } : {}),
      ...drillToModel(row, context),
    };
  });
  const { title, label, neutral, format } = { ...matrixWords[statistic], ...(isBesidePeople(of) ? {} : besideJudges[statistic]) };
  return {
    title: titled(title, slice),
    plot: {
      type: "heatmap",
      x: { label: "teacher, as if the judge's own", categories: distinct(of.map(({ model }) => model)) },
      y: { label: "judge", categories: distinct(of.map(({ judge_a }) => judge_a)) },
      label,
      format,
      cells,
      scale: colorScale(
        of.map(({ estimate }) => estimate),
        neutral,
        format,
      ),
      emphasis: "own family",
    },
  };
}

/** Without people, judges whose family wrote neither answer stand for them; the rows' own words say which it was. */
const besideJudges: { readonly [statistic in keyof typeof matrixWords]?: { readonly title: string; readonly label: string } } = {
  "excess win rate": {
    title: "Win rate beyond disinterested judges'",
    label: "win rate minus that of judges whose family wrote neither answer, on the same items",
  },
};

function isBesidePeople(rows: readonly TidyRow[]): boolean {
  return rows.some(({ sentence }) => sentence.includes("minus people's"));
}

function distinct(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null))];
}

function dotsPanel(rows: readonly TidyRow[], slice: string | null, own: ReadonlySet<string>, context: ChartContext): readonly ChartPanel[] {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic && own.has(pair(row)));
  const [all, sharp, matched] = [of(differences), of(`discernment-matched ${differences}`), of(`length-matched ${differences}`)];
  if (all.every(({ estimate }) => estimate === null)) return [];
  const bar = (row: TidyRow): BarMark => ({ ...barOf(row, row.judge_a ?? ""), ...drillToFamily(row, context) });
  const x = numberAxis([...ends(all), ...ends(sharp), ...ends(matched), 0], {
    label: "own minus other, beyond disinterested judges, points",
    format: "points",
    withZero: true,
  });
  const series = [
    { name: "all comparisons", color: 0, bars: all.map(bar) },
    { name: "sharpness allowed for", color: 2, bars: sharp.map(bar) },
    { name: "lengths matched", color: 1, bars: matched.map(bar) },
  ];
  const y = { label: "judge", categories: all.map(({ judge_a }) => judge_a ?? "") };
  return [
    { title: titled("Lead of the own family beyond disinterested judges", slice), plot: { type: "dots", x, y, series, reference: nobody } },
  ];
}
