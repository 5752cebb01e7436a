import { styleOf } from "../../statistics/headline.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, NumberAxis, NumberFormat, PointSeries } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { paletteSize } from "../palette.ts";
import { statisticWords } from "../statistic-words.ts";
import { drillToTexts } from "./drill-to-texts.ts";
import { ends, intervalWords } from "./marks.ts";

/** The figures drawn, and what their axes count. */
const drawn = [
  ["rare-type survival", "rare words left"],
  ["distinct-2", "share of pairs that are distinct"],
  ["1-gram entropy", "nats"],
  ["Vendi score, n-grams", "texts that share nothing"],
  ["words a text", "words"],
  ["length drift", "words more than in generation 0"],
  ["opening drift", "distance from generation 0"],
  ["share of real texts", "of the texts new in a generation"],
] as const;

/** A panel a figure over the generations, a line a chain. */
export function drawLineage(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const told = rows.filter(({ x, estimate }) => x !== null && estimate !== null);
  const chains = [...new Set(told.map(({ model }) => model))];
  const last = Math.max(0, ...told.map(({ x }) => x ?? 0));
  if (last < 1) return null;
  const x = generationAxis(last);
  const panels = drawn.flatMap(([statistic, label]): readonly ChartPanel[] => {
    const own = told.filter((row) => row.statistic === statistic);
    if (own.length === 0) return [];
    const format: NumberFormat = own.some((row) => styleOf(row) === "percent") ? "percent" : "number";
    const y = numberAxis([...ends(own), ...(format === "percent" ? [1] : [])], {
      label,
      format,
      withZero: format === "percent",
    });
    const series = chains.map((chain, index) => seriesOf(chain, index, own, context)).filter(({ points }) => points.length > 0);
    return [{ title: statisticWords(statistic), plot: { type: "line", x, y, series, reference: null } }];
  });
  const isTold = told.some(({ statistic }) => statistic === "share of real texts");
  const ends0 = told.filter((row) => row.statistic === "rare-type survival" && row.x === last);
  const marks = ends0.map(({ model, estimate, low, high }) => ({ name: model ?? "the chain", value: estimate, low, high }));
  return {
    title: "What each generation keeps",
    caption: `Rare types are words that generation 0 holds once or twice, looked for in all texts of a generation; distinct-2, entropy and Vendi at one budget for all generations, ${intervalWords}; n = ${textsWords(told)} texts a generation.${isTold ? " A generation's texts are those new in it: a chain that accumulates trains on all before them, too." : ""}`,
    summary: extremesFinding(`survival of rare words by generation ${last}`, marks, "percent", null),
    simulated: context.simulated ?? false,
    panels,
  };
}

function seriesOf(chain: string | null, color: number, rows: readonly TidyRow[], context: ChartContext): PointSeries {
  const own = rows.filter(({ model }) => model === chain).sort((left, right) => (left.x ?? 0) - (right.x ?? 0));
  const points = own.map(({ x, estimate, low, high, n, reason }) => ({
    x: x ?? 0,
    y: estimate ?? 0,
    low,
    high,
    n,
    note: low === null ? reason : null,
    ...drillToTexts(chain, x, context),
  }));
  return { name: chain ?? "", color: color % paletteSize, points };
}

/** Whole generations only. */
function generationAxis(last: number): NumberAxis {
  const step = Math.max(1, Math.ceil(last / 10));
  const ticks = Array.from({ length: Math.ceil(last / step) + 1 }, (_, index) => index * step);
  return { label: "generation", domain: [0, ticks.at(-1) ?? last], ticks, format: "number" };
}

function textsWords(rows: readonly TidyRow[]): string {
  const counts = rows.filter(({ statistic }) => statistic === "words a text").map(({ n }) => n);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? most.toLocaleString("en") : `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
}
