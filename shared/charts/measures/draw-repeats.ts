import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing } from "../drawing.ts";
import { judgeDots, judgeDrawing } from "./judge-dots.ts";
import { intervalWords, itemsWords } from "./marks.ts";

/** How often each judge says something else when asked again, and how closely its scores come back. */
export function drawRepeats(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const panels = [
    ...judgeDots(
      rows,
      {
        title: "Asked again, the answer differs",
        label: "flip probability",
        format: "percent",
        series: [
          { statistic: "flip probability", name: "two repeats differ" },
          { statistic: "majority below 80 %", name: "items with a majority below 80 %" },
        ],
      },
      context,
    ),
    ...judgeDots(
      rows,
      {
        title: "Test-retest reliability of scores",
        label: "ICC(1)",
        format: "number",
        series: [{ statistic: "test-retest icc(1)", name: "test-retest" }],
        holds: [0, 1],
        reference: { axis: "x", value: 1, label: "the same score every time (1)" },
      },
      context,
    ),
  ];
  const flips = rows.filter(({ statistic }) => statistic === "flip probability");
  const caption = `Questions asked more than once in the same order, ${intervalWords}; ${itemsWords(flips)}.`;
  return judgeDrawing(
    rows,
    panels,
    { title: "How far judges repeat themselves", caption, statistic: "flip probability", format: "percent" },
    context,
  );
}
