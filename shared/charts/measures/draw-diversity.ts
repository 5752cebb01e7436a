import { styleOf } from "../../statistics/headline.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, NumberFormat } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { seriesPalette } from "../palette.ts";
import { statisticWords } from "../statistic-words.ts";
import { drillToTexts } from "./drill-to-texts.ts";
import { barOf, ends, intervalWords, itemsWords } from "./marks.ts";
import { groupsOf } from "./row-groups.ts";

/** A panel a figure, a dot a group; one panel of all shares where there is one group only. */
export function drawDiversity(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const told = rows.filter(({ estimate }) => estimate !== null);
  const names = [...new Set(told.map(({ model }) => model))];
  if (told.length === 0) return null;
  const panels = names.length > 1 ? groupsOf(told, ({ statistic }) => statistic).map((own) => panelOf(own, context)) : alone(told, context);
  if (panels.length === 0) return null;
  const main = told.filter(({ statistic }) => statistic === "distinct-2");
  const marks = main.map(({ model, estimate, low, high }) => ({ name: model ?? "all texts", value: estimate, low, high }));
  return {
    title: names.length > 1 ? "How varied each group's texts are" : "How varied the texts are",
    caption: `Every group cut to the same size: ${budgetWords(told)}; ${intervalWords} from a jackknife over prompts; ${itemsWords(main.length > 0 ? main : told)}.`,
    summary: extremesFinding("distinct-2", marks, "number", null),
    simulated: context.simulated ?? false,
    panels,
  };
}

function panelOf(rows: readonly TidyRow[], context: ChartContext): ChartPanel {
  const groups = rows.map(({ model }) => model ?? "all texts");
  const colorOf = seriesPalette(groups, context);
  const statistic = rows[0]?.statistic ?? "";
  const format: NumberFormat = rows.some((row) => styleOf(row) === "percent") ? "percent" : "number";
  const bars = rows.map((row) => {
    const group = row.model ?? "all texts";
    return {
      ...barOf(row, group),
      note: row.low === null ? row.reason : null,
      color: colorOf(group),
      ...drillToTexts(row.model, null, context),
    };
  });
  return {
    title: statisticWords(statistic),
    plot: {
      type: "dots",
      x: numberAxis(ends(rows), { label: statistic, format, withZero: false, ticks: 3 }),
      y: { label: "group", categories: groups },
      series: [{ name: "", color: 0, bars }],
      reference: null,
    },
  };
}

const asShares: ReadonlySet<string> = new Set(["distinct-1", "distinct-2", "distinct-3", "self-BLEU", "commonest opening"]);

/** With nothing to compare, what is a share stands on one axis from 0 to 1. */
function alone(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const shares = rows.filter(({ statistic }) => asShares.has(statistic));
  if (shares.length === 0) return [];
  const bars = shares.map((row) => ({ ...barOf(row, statisticWords(row.statistic)), ...drillToTexts(null, null, context) }));
  const x = numberAxis([0, 1], { label: "share", format: "number", withZero: true });
  const y = { label: "figure", categories: bars.map(({ category }) => category) };
  return [{ title: null, plot: { type: "dots", x, y, series: [{ name: "", color: 0, bars }], reference: null } }];
}

/** "4,500 words, 20,000 bytes or 90 texts a group", as the rows say it. */
function budgetWords(rows: readonly TidyRow[]): string {
  const sizes = rows.flatMap(({ reason }) => /^at ([\d,]+ \w+) a group$/.exec(reason ?? "")?.[1] ?? []);
  const different = [...new Set(sizes)];
  return different.length === 0 ? "all there is" : `${different.join(", ")} a group`;
}
