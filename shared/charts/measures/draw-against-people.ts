import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartPanel, ReferenceLine } from "../drawing.ts";
import { type JudgeDots, judgeDots } from "./judge-dots.ts";
import { ends, pointSeries, slicesOf, titled } from "./marks.ts";

const comparisons: readonly JudgeDots[] = [
  {
    title: "Judges with people, and the ceiling on the same items",
    label: "same vote as a person",
    format: "percent",
    series: [
      { statistic: "percent agreement with people", name: "judge with people", of: "judge and people" },
      { statistic: "ceiling: percent agreement", name: "people with one another: the ceiling", of: "people" },
    ],
    holds: [1],
  },
  {
    title: "Judges' scores with people's, and the ceiling on the same items",
    label: "Spearman's correlation with a person",
    format: "number",
    series: [
      { statistic: "spearman with people", name: "judge with people", of: "judge and people" },
      { statistic: "ceiling: spearman", name: "people with one another: the ceiling", of: "people" },
    ],
    holds: [0, 1],
  },
];

/** Where there was a single person there is no ceiling. */
const withoutCeiling: JudgeDots = {
  title: "Judges with people",
  label: "same vote as most people",
  format: "percent",
  series: [{ statistic: "agreement with people's majority", name: "judge with people", of: "judge and people" }],
  holds: [1],
};

/** Each judge with people beside what people reach with one another, and cost against agreement; empty without people. */
export function drawAgainstPeople(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const compared = comparisons.flatMap((plan) => judgeDots(rows, plan, context));
  const shown = compared.length > 0 ? compared : judgeDots(rows, withoutCeiling, context);
  return [
    ...shown,
    ...slicesOf(rows).flatMap((slice) =>
      costPanel(
        rows.filter((row) => row.slice === slice),
        slice,
        context,
      ),
    ),
  ];
}

type Agreement = { readonly statistic: string; readonly label: string; readonly format: "percent" | "number" };

const agreements: readonly Agreement[] = [
  { statistic: "agreement with people's majority", label: "agreement with most people", format: "percent" },
  { statistic: "spearman with people's mean", label: "Spearman's correlation with people's mean", format: "number" },
];

/** A point a judge; people's own agreement is the line to reach. */
function costPanel(rows: readonly TidyRow[], slice: string | null, context: ChartContext): readonly ChartPanel[] {
  const costs = new Map(rows.filter(({ statistic }) => statistic === "cost per 1,000 verdicts").map((row) => [row.judge_a, row.estimate]));
  const measured = agreements.find(({ statistic }) => rows.some((row) => row.statistic === statistic && row.estimate !== null));
  if (measured === undefined) return [];
  const placed = rows.flatMap((row) => {
    const cost = costs.get(row.judge_a) ?? null;
    return row.statistic !== measured.statistic || cost === null || row.estimate === null ? [] : [{ row, x: cost, y: row.estimate }];
  });
  if (placed.length === 0) return [];
  const isPeople = ({ statistic, judge_a }: TidyRow) => statistic === "leave-one-out agreement" && judge_a === null;
  const people = measured.format === "percent" ? (rows.find(isPeople)?.estimate ?? null) : null;
  const reference: ReferenceLine | null = people === null ? null : { axis: "y", value: people, label: "a person with most others" };
  const x = numberAxis(
    placed.map((point) => point.x),
    { label: "cost per 1,000 verdicts", format: "usd", withZero: true },
  );
  const y = numberAxis([...ends(placed.map(({ row }) => row)), people], {
    label: measured.label,
    format: measured.format,
    withZero: false,
  });
  return [
    { title: titled("Cost against agreement", slice), plot: { type: "scatter", x, y, series: pointSeries(placed, context), reference } },
  ];
}
