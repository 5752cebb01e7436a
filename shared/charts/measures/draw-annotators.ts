import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, HeatCell } from "../drawing.ts";
import { drillTo } from "./drill-to.ts";
import { type JudgeDots, judgeDots, judgeDrawing } from "./judge-dots.ts";
import { intervalWords, itemsWords } from "./marks.ts";
import { groupsOf } from "./row-groups.ts";

const mostConfusions = 8;

const plans: readonly JudgeDots[] = [
  {
    title: "Estimated accuracy",
    label: "true class named",
    format: "percent",
    series: [{ statistic: "dawid-skene accuracy", name: "accuracy" }],
    holds: [1],
  },
  {
    title: "As good as a person, or better",
    label: "share of items, against the other people",
    format: "percent",
    series: [{ statistic: "advantage probability", name: "advantage" }],
    reference: { axis: "x", value: 0.5, label: "one half" },
    holds: [1],
  },
];

/** How accurate everybody seems, what they take for what, and how judges do beside people. */
export function drawAnnotators(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const panels = [...plans.flatMap((plan) => judgeDots(rows, plan, context)), ...confusionPanels(rows, context)];
  const isFitted = rows.some(({ statistic, estimate }) => statistic === "dawid-skene accuracy" && estimate !== null);
  const statistic = isFitted ? "dawid-skene accuracy" : "advantage probability";
  const told = rows.filter((row) => row.statistic === statistic && row.judge_b === null);
  if (told.length === 0) return null;
  const how = isFitted
    ? "Accuracy and confusions by Dawid and Skene's model of everybody's votes"
    : "Judges held against people, item by item";
  const caption = `${how}, ${intervalWords}; ${itemsWords(told)}.`;
  return judgeDrawing(
    rows.filter(({ judge_b }) => judge_b === null),
    panels,
    { title: "Whose labels can be trusted", caption, statistic, format: "percent" },
    context,
  );
}

/** Truth down, what was said across; of all rows together only. */
function confusionPanels(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const whole = rows.filter(({ slice }) => slice === null);
  const classes = whole.filter(({ statistic }) => statistic === "class share").map(({ criterion }) => criterion ?? "");
  const annotators = groupsOf(
    whole.filter(({ statistic }) => statistic === "confusion"),
    ({ judge_a }) => judge_a ?? "",
  );
  return annotators.slice(0, mostConfusions).map((cells): ChartPanel => {
    const annotator = cells[0]?.judge_a ?? "";
    // Cells come row by row: all that was said of the first class, then of the next.
    const squares = cells.map((row, index): HeatCell => {
      const [truth, said] = [classes[Math.floor(index / classes.length)] ?? "", classes[index % classes.length] ?? ""];
      const { estimate: value, low, high, n } = row;
      return {
        x: said,
        y: truth,
        value,
        low,
        high,
        n,
        note: value === null ? row.reason : null,
        isEmphasised: truth === said,
        ...drillToSaid(row, said, context),
      };
    });
    return {
      title: `What ${annotator} says`,
      plot: {
        type: "heatmap",
        x: { label: "said", categories: classes },
        y: { label: "true class", categories: classes },
        label: "share of the true class",
        format: "percent",
        cells: squares,
        scale: { type: "sequential", from: 0, to: 1 },
        emphasis: "the true class",
      },
    };
  });
}

function drillToSaid(row: TidyRow, said: string, context: ChartContext) {
  const { drill } = drillTo([row.judge_a], row, context);
  const column = context.source?.columns.value;
  return drill === undefined || column === undefined ? {} : { drill: [...drill, { column, operator: "=" as const, value: said }] };
}
