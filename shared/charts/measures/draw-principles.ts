import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, ChartDrawing, ChartPanel, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { drillTo } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, titled, withSlice } from "./marks.ts";

const mostPairs = 16;

/** Which system each principle prefers, and which principles name different sides of the same pair. */
export function drawPrinciples(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const wins = rows.filter(({ statistic }) => statistic === "win rate");
  const conflicts = mostMet(rows.filter(({ statistic, criterion }) => statistic === "conflict of two principles" && criterion !== null));
  const [system] = wins;
  const panels = [
    ...dots(`Preference for ${system?.model ?? ""}, by principle`, "win rate", wins, half, context),
    ...dots("Two principles, one pair: they name different sides", "conflict rate", conflicts, null, context),
  ];
  if (panels.length === 0) return null;
  const told = wins.length > 0 ? wins : conflicts;
  const marks = told.map((row) => ({ name: withSlice(row, row.criterion ?? ""), value: row.estimate, low: row.low, high: row.high }));
  return {
    title: "What each principle decides",
    caption: `Verdicts given by one principle each, both orders agreeing, ${intervalWords}; ${itemsWords(told)}. ${conflicts.length === 0 ? "No two principles decided the same answers often enough to be compared." : `Conflicts: the ${conflicts.length} ${conflicts.length === 1 ? "pair" : "pairs"} of principles that met most.`}`,
    summary: extremesFinding(wins.length > 0 ? "the win rate" : "the conflict rate", marks, "percent", wins.length > 0 ? half : null),
    simulated: context.simulated ?? false,
    panels,
  };
}

const half: ReferenceLine = { axis: "x", value: 0.5, label: "no preference (50 %)" };

/** The pairs of principles that met on most pairs of answers, the most conflicting first. */
function mostMet(rows: readonly TidyRow[]): readonly TidyRow[] {
  const met = new Map<string, number>();
  for (const { criterion, slice, n } of rows) if (slice === null) met.set(criterion ?? "", (met.get(criterion ?? "") ?? 0) + n);
  const kept = new Set(
    [...met]
      .sort(([, left], [, right]) => right - left)
      .slice(0, mostPairs)
      .map(([criterion]) => criterion),
  );
  return rows.filter(({ criterion }) => kept.has(criterion ?? "")).sort((left, right) => (right.estimate ?? -1) - (left.estimate ?? -1));
}

/** A panel a slice: a principle, or two of them, a line; a series a judge. */
function dots(
  title: string,
  label: string,
  rows: readonly TidyRow[],
  reference: ReferenceLine | null,
  context: ChartContext,
): readonly ChartPanel[] {
  if (rows.every(({ estimate }) => estimate === null)) return [];
  const x = numberAxis([...ends(rows), ...(reference === null ? [] : [reference.value])], { label, format: "percent", withZero: true });
  return slicesOf(rows).map((slice): ChartPanel => {
    const own = rows.filter((row) => row.slice === slice);
    const judges = [...new Set(own.map(({ judge_a }) => judge_a ?? ""))];
    const series = judges.map((judge, color) => ({
      name: judge,
      color,
      bars: own.filter(({ judge_a }) => judge_a === judge).map((row) => markOf(row, context)),
    }));
    const categories = [...new Set(own.map(({ criterion }) => criterion ?? ""))];
    return { title: titled(title, slice), plot: { type: "dots", x, y: { label: "principle", categories }, series, reference } };
  });
}

function markOf(row: TidyRow, context: ChartContext): BarMark {
  const { drill = [] } = drillTo([row.judge_a], row, context);
  const column = context.source?.columns.principle;
  const principles = (row.criterion ?? "").split(" and ");
  const own = column === undefined ? [] : [{ column, operator: "in" as const, value: principles.join("\n") }];
  return { ...barOf(row, row.criterion ?? ""), ...(drill.length + own.length > 0 ? { drill: [...drill, ...own] } : {}) };
}
