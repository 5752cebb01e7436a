import { people } from "../../statistics/bias/trait-rows.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { byJudge, dotPanels, evenly, noSlope } from "./draw-traits.ts";
import { intervalWords, itemsWords, withSlice } from "./marks.ts";

const mostJudges = 6;

/** How often each judge prefers the longer answer beside people on the same items, the slopes, and win rates with lengths made equal. */
export function drawLength(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic);
  const judgeOf = ({ judge_a }: TidyRow) => judge_a ?? "";
  const preferences = of("prefers longer").filter(({ judge_a }) => judge_a !== null);
  const panels = [
    ...dotPanels(
      {
        title: "Preference for the longer answer",
        axis: "decisive verdicts for the longer answer",
        categories: "judge",
        format: "percent",
        reference: evenly,
        series: [
          { name: "judge", rows: preferences, categoryOf: judgeOf },
          { name: "people on the same items", rows: of("people prefer longer"), categoryOf: judgeOf },
        ],
      },
      context,
    ),
    ...dotPanels(
      {
        title: "Slope on the log ratio of lengths",
        axis: "log-odds per standard deviation",
        categories: "judge",
        format: "number",
        reference: noSlope,
        series: [{ name: "slope", rows: of("slope: length"), categoryOf: judgeOf }],
      },
      context,
    ),
    ...winRatePanels(rows, context),
  ];
  if (panels.length === 0) return null;
  const told = preferences.filter(({ judge_a }) => judge_a !== people);
  const marks = told.map((row) => ({ name: withSlice(row, judgeOf(row)), value: row.estimate, low: row.low, high: row.high }));
  return {
    title: "How far verdicts follow length",
    caption: `Decisive verdicts on answers that differ by more than 30 characters, people beside judges on the same items, ${intervalWords}; ${itemsWords(told.length > 0 ? told : preferences)}.`,
    summary: extremesFinding("preference for the longer answer", marks, "percent", evenly),
    simulated: context.simulated ?? false,
    panels,
  };
}

const winRates = [
  ["win rate against baseline", "as it is"],
  ["length-controlled win rate (minimal)", "lengths made equal, minimal fit"],
  ["length-controlled win rate (difficulty)", "lengths made equal, with difficulty"],
] as const;

function winRatePanels(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const ofModels = rows.filter((row) => row.model !== null && winRates.some(([statistic]) => statistic === row.statistic));
  return byJudge(ofModels)
    .slice(0, mostJudges)
    .flatMap(({ judge, rows: own }) =>
      dotPanels(
        {
          title: `Win rate against the baseline by ${judge}`,
          axis: "win rate against the baseline",
          categories: "model",
          format: "percent",
          reference: evenly,
          series: winRates.map(([statistic, name]) => ({
            name,
            rows: own.filter((row) => row.statistic === statistic),
            categoryOf: ({ model }) => model ?? "",
          })),
        },
        context,
      ),
    );
}
