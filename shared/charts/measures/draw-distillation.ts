import type { TidyRow } from "../../statistics/tidy-row.ts";
import { logAxis, numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, Lead, NumberAxis, PointSeries } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { barOf, ends, intervalWords } from "./marks.ts";
import { softenedFrames } from "./softened-frames.ts";

const directions = [
  { direction: "forward", color: 0 },
  { direction: "reverse", color: 1 },
] as const;

/** Divergence against temperature, what the two agree on, and two softened distributions that a slider turns. */
export function drawDistillation(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const bytes = rows.filter(({ statistic, estimate }) => /'s log-probability a byte$/.test(statistic) && estimate !== null);
  if (bytes.length > 0) return drawBytes(bytes, context);
  const panels = [...divergencePanel(rows, context), ...agreementPanel(rows, context), ...sequencePanel(rows, context)];
  if (panels.length === 0) return null;
  const plain = directions.flatMap(({ direction }) => rows.find(({ statistic }) => statistic === `${direction} KL`) ?? []);
  const marks = plain.map((row) => ({ name: row.statistic, value: row.estimate, low: row.low, high: row.high }));
  const [first] = plain;
  const vocabulary = context.nextTokens?.vocabulary;
  const frames = context.nextTokens && softenedFrames(context.nextTokens, rows, context);
  return {
    title: "How far the student is from its teacher",
    caption: `Kullback–Leibler divergence in nats a token on named tokens and one tail each, a lower bound of the divergence over all tokens; both softened by p^(1/τ) and multiplied by τ², so that figures at different τ compare, with the bounds that the tails leave${vocabulary === undefined ? "" : ` (${vocabulary.toLocaleString("en")} tokens in all)`}, ${intervalWords}; n = ${(first?.n ?? 0).toLocaleString("en")} tokens of ${(first?.items ?? 0).toLocaleString("en")} items${(first?.dropped ?? 0) > 0 ? `, ${(first?.dropped ?? 0).toLocaleString("en")} left out` : ""}.`,
    summary: extremesFinding("divergence in nats a token, at least,", marks, "number", null),
    simulated: context.simulated ?? false,
    panels,
    ...(frames ? { frames } : {}),
  };
}

/** Two models with different tokenizers: what each gives a byte of what both wrote. */
function drawBytes(rows: readonly TidyRow[], context: ChartContext): ChartDrawing {
  const categories = rows.map(({ statistic }) => (statistic.startsWith("teacher") ? "teacher" : "student"));
  const bars = rows.map((row, index) => ({ ...barOf(row, categories[index] ?? ""), ...toAll(context) }));
  const x = numberAxis([...ends(rows), 0], { label: "nats a byte", format: "number", withZero: true });
  const marks = rows.map(({ estimate, low, high }, index) => ({ name: categories[index] ?? "", value: estimate, low, high }));
  return {
    title: "What teacher and student give the same text",
    caption: `Log-probability in nats a byte (UTF-8) of what both wrote, ${intervalWords}; n = ${(rows[0]?.n ?? 0).toLocaleString("en")} texts. Their tokenizers differ, so that no token of one is a token of the other.`,
    summary: extremesFinding("log-probability in nats a byte", marks, "number", null),
    simulated: context.simulated ?? false,
    panels: [
      {
        title: null,
        plot: { type: "dots", x, y: { label: "model", categories }, series: [{ name: "", color: 0, bars }], reference: null },
      },
    ],
  };
}

function divergencePanel(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const soft = rows.filter(
    ({ statistic, x, estimate }) => / KL softened, (least|most)$/.test(statistic) && x !== null && estimate !== null,
  );
  if (new Set(soft.map(({ x }) => x)).size < 2) return [];
  const of = (direction: string, end: string) =>
    soft.filter(({ statistic }) => statistic === `${direction} KL softened, ${end}`).sort((left, right) => (left.x ?? 0) - (right.x ?? 0));
  const lines = directions.flatMap(({ direction, color }) =>
    (["least", "most"] as const).map((end): PointSeries => {
      const points = of(direction, end).map(({ x, estimate, low, high, n, reason }) => ({
        ...{ x: x ?? 1, y: estimate ?? 0, low, high, n },
        note: low === null ? reason : null,
        ...toAll(context),
      }));
      return { name: `${direction}, ${end}`, color, points };
    }),
  );
  const ribbons = directions.map(({ direction, color }): PointSeries => {
    const most = new Map(of(direction, "most").map(({ x, estimate }) => [x, estimate]));
    const points = of(direction, "least").map(({ x, estimate, n }) => ({
      ...{ x: x ?? 1, y: estimate ?? 0, n },
      ...{ low: estimate, high: most.get(x) ?? null },
    }));
    return { name: `${direction}, between`, color, points, isRibbon: true };
  });
  const x = numberAxis([...soft.map((row) => row.x), 0], { label: "temperature τ", format: "number", withZero: true });
  const y = valueAxis(ends(soft));
  const series = [...lines, ...ribbons].filter(({ points }) => points.length > 0);
  return [{ title: "Divergence as both are softened", plot: { type: "line", x, y, series, reference: null } }];
}

/** The upper bound grows with τ² and the lower one falls: only ratios show both. */
function valueAxis(values: readonly (number | null)[]): NumberAxis {
  const axis = { label: "KL × τ², nats a token", format: "number" } as const;
  return values.every((value) => value === null || value > 0) ? logAxis(values, axis) : numberAxis(values, { ...axis, withZero: true });
}

function agreementPanel(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const own = rows.filter(({ statistic, estimate }) => ["top-1 match", "total variation"].includes(statistic) && estimate !== null);
  if (own.length === 0) return [];
  const categories = own.map(({ statistic }) => (statistic === "top-1 match" ? "same likeliest token" : "mass elsewhere ≥"));
  const bars = own.map((row, index) => ({ ...barOf(row, categories[index] ?? ""), ...toAll(context) }));
  const x = numberAxis([...ends(own), 0, 1], { label: "share", format: "percent", withZero: true });
  const y = { label: "figure", categories };
  return [{ title: "What the two agree on", plot: { type: "dots", x, y, series: [{ name: "", color: 0, bars }], reference: null } }];
}

/** Divergence summed over a text. */
function sequencePanel(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const own = rows.filter(({ statistic, estimate }) => / KL a sequence$/.test(statistic) && estimate !== null);
  if (own.length === 0) return [];
  const categories = own.map(({ statistic }) => statistic.replace(/ a sequence$/, ""));
  const bars = own.map((row, index) => ({ ...barOf(row, categories[index] ?? ""), ...toAll(context) }));
  const x = numberAxis([...ends(own), 0], { label: "nats a text, at least", format: "number", withZero: true });
  return [
    {
      title: "Summed over a text",
      plot: { type: "dots", x, y: { label: "figure", categories }, series: [{ name: "", color: 0, bars }], reference: null },
    },
  ];
}

/** A mean over all places is of all rows. */
function toAll({ source }: ChartContext): Lead {
  return source === undefined ? {} : { drill: [], drillTable: source.table };
}
