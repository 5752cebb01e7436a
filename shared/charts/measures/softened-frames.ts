import type { ChosenPlace } from "../../statistics/distillation/chosen-places.ts";
import { type SoftShare, softenedShares } from "../../statistics/distillation/softened-shares.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, ChartFrames, ChartPanel, Drill } from "../drawing.ts";
import { writeNumber } from "../write-number.ts";

const usualValues = [0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8, 10];
const mostTokens = 8;
const mostBefore = 60;
const rest = "everything else";
/** Bounds closer than this are one figure to a reader. */
const visibleWidth = 0.002;

/** Teacher and student at a few places as paired bars over the tokens both name, at every τ of a slider and those measured. */
export function softenedFrames(
  { chosen, vocabulary }: NonNullable<ChartContext["nextTokens"]>,
  rows: readonly TidyRow[],
  context: ChartContext,
): ChartFrames | null {
  if (chosen.length === 0) return null;
  const measured = rows.flatMap(({ statistic, x }) => (statistic.includes("softened") && x !== null ? [x] : []));
  const values = [...new Set([...usualValues, ...measured])].sort((left, right) => left - right);
  const drawn = chosen.map((place) => values.map((temperature) => barsOf(place, temperature, vocabulary, drillOf(place, context))));
  const panels = values.map((_, at) => chosen.map((place, index) => panelOf(place, drawn[index] ?? [], at)));
  return {
    label: "τ",
    sentence:
      "Both distributions softened: low τ sharpens, high τ flattens and lifts what was unlikely. Thin lines are bounds, since of the tail only its mass is known.",
    values,
    start: values.indexOf(1),
    panels,
  };
}

type Pair = { readonly categories: readonly string[]; readonly teacher: readonly BarMark[]; readonly student: readonly BarMark[] };

/** Axes hold what any τ shows, so that turning moves the bars alone. */
function panelOf(place: ChosenPlace, all: readonly Pair[], at: number): ChartPanel {
  const { categories = [], teacher = [], student = [] } = all[at] ?? {};
  const values = all.flatMap((pair) => [...pair.teacher, ...pair.student].flatMap(({ value, high }) => [value, high]));
  return {
    title: titleOf(place),
    plot: {
      type: "bar",
      x: { label: "next token", categories },
      y: numberAxis(values, { label: "probability", format: "percent", withZero: true }),
      series: [
        { name: "teacher", color: 0, bars: teacher },
        { name: "student", color: 1, bars: student },
      ],
      reference: null,
    },
  };
}

function titleOf({ rank, divergence, before }: ChosenPlace): string {
  const figure = Number.isFinite(divergence) ? `at least ${writeNumber(divergence, "number")} nats` : "infinite";
  const shown = before.replaceAll(/\s+/g, " ");
  const cut = shown.length > mostBefore ? `… ${shown.slice(-mostBefore).trimStart()}` : shown;
  return `${rank.charAt(0).toUpperCase()}${rank.slice(1)}, ${figure}: ${cut.trim() === "" ? "the beginning of the text" : `after “${cut}”`}`;
}

function barsOf({ shared }: ChosenPlace, temperature: number, vocabulary: number, drill: Drill | null): Pair {
  const order = shared.tokens
    .map((_, index) => index)
    .sort((left, right) => mostOf(shared, right) - mostOf(shared, left))
    .slice(0, mostTokens);
  const categories = [...order.map((index) => visible(shared.tokens[index] ?? "")), rest];
  const [teacher, student] = (["teacher", "student"] as const).map((whose) => {
    const { tokens, tail } = softenedShares(shared, whose, temperature, vocabulary);
    const kept = order.map((index) => tokens[index] ?? tail);
    const others = tokens.filter((_, index) => !order.includes(index));
    const value = [tail, ...others].reduce((sum, each) => sum + each.value, 0);
    const joined = { value, least: complement(kept, "most"), most: complement(kept, "least") };
    return [...kept, joined].map((share, index) => barOfShare(share, categories[index] ?? "", drill));
  });
  return { categories, teacher: teacher ?? [], student: student ?? [] };
}

function mostOf({ teacher, student }: ChosenPlace["shared"], index: number): number {
  return Math.max(teacher[index] ?? 0, student[index] ?? 0);
}

/** All shares move with one unknown, so that what is left over is bounded by what the others leave. */
function complement(shares: readonly SoftShare[], end: "least" | "most"): number {
  return Math.min(1, Math.max(0, 1 - shares.reduce((sum, share) => sum + share[end], 0)));
}

function barOfShare({ value, least, most }: SoftShare, category: string, drill: Drill | null): BarMark {
  const isBounded = most - least > visibleWidth;
  return {
    category,
    value,
    low: isBounded ? Math.min(least, value) : null,
    high: isBounded ? Math.max(most, value) : null,
    n: null,
    note: isBounded ? "between bounds that the tail leaves" : null,
    ...(drill === null ? {} : { drill }),
  };
}

function drillOf({ at }: ChosenPlace, { source }: ChartContext): Drill | null {
  const { item, position } = source?.columns ?? {};
  if (item === undefined) return null;
  const own = { column: item, operator: "=", value: at.item } as const;
  return position === undefined ? [own] : [own, { column: position, operator: "=", value: String(at.position) }];
}

/** A token as it can be seen: spaces and line ends are part of it. */
function visible(token: string): string {
  return token.replaceAll(" ", "␣").replaceAll("\n", "↵").replaceAll("\t", "⇥");
}
