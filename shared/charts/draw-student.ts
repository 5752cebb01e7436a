import type { TidyRow } from "../statistics/tidy-row.ts";
import { lossStatistics } from "../student/loss-rows.ts";
import { vocabularyStatistics } from "../student/vocabulary-rows.ts";
import { logAxis, numberAxis } from "./axis.ts";
import type { ChartDrawing, ChartPanel, NumberAxis, PointMark } from "./drawing.ts";
import { extremesFinding } from "./findings.ts";
import { ends, intervalWords } from "./measures/marks.ts";
import { paletteSize } from "./palette.ts";

type StudentContext = {
  /** The cell's own table, which marks of a data set lead to. */
  readonly table: string;
  readonly simulated: boolean;
};

/** How well students foretell what they never saw, by order, by what they read, and by what is there to be foretold. Null where nothing is defined. */
export function drawLoss(rows: readonly TidyRow[], { simulated }: StudentContext): ChartDrawing | null {
  const of = (statistic: string): readonly TidyRow[] => rows.filter((row) => row.statistic === statistic && row.estimate !== null);
  const [byOrder, bySize, unseen, impossible] = [
    of(lossStatistics.byOrder),
    of(lossStatistics.bySize),
    of(lossStatistics.unseen),
    of(lossStatistics.impossible),
  ];
  const bits = (own: readonly TidyRow[]): NumberAxis => numberAxis(ends(own), { label: "bits a token", format: "number", withZero: false });
  const shares = (own: readonly TidyRow[]): NumberAxis =>
    numberAxis([...ends(own), 1], { label: "share", format: "percent", withZero: true });
  const panels = [
    panel("Loss by order", wholeAxis(byOrder, "order: tokens looked at"), bits([...byOrder, ...bySize]), byOrder),
    panel(
      "Loss by texts trained on",
      logAxis(
        bySize.map(({ x }) => x),
        { label: "texts", format: "number" },
      ),
      bits([...byOrder, ...bySize]),
      bySize,
    ),
    panel("Tokens without any chance, by order", wholeAxis(impossible, "order: tokens looked at"), shares(impossible), impossible),
    panel("N-grams not trained on", wholeAxis(unseen, "n"), shares(unseen), unseen),
  ].filter((each) => each !== null);
  if (panels.length === 0) return null;
  const marks = (byOrder.length > 0 ? byOrder : unseen).map(({ x, estimate, low, high }) => ({
    name: byOrder.length > 0 ? `order ${x}` : `n = ${x}`,
    value: estimate,
    low,
    high,
  }));
  const what = byOrder.length > 0 ? "held-out loss in bits a token" : "the share of n-grams not trained on";
  const tokens = Math.max(0, ...[...byOrder, ...unseen].map(({ n }) => n));
  return {
    title: "What students make of texts they never saw",
    caption: `Cross-entropy in bits a token on held-out items, cross-validated, one closed vocabulary for all; ${intervalWords} over items; n up to ${tokens.toLocaleString("en")} tokens.`,
    summary: extremesFinding(what, marks, byOrder.length > 0 ? "number" : "percent", null),
    simulated,
    panels,
  };
}

/** What the data sets of a chain hold, generation by generation, a line a chain. Null where there is one generation only. */
export function drawVocabulary(rows: readonly TidyRow[], context: StudentContext): ChartDrawing | null {
  const told = rows.filter(({ estimate }) => estimate !== null);
  const chains = [...new Set(told.map(({ model }) => model))];
  const last = Math.max(0, ...told.map(({ x }) => x ?? 0));
  if (last < 1) return null;
  const wanted = [
    ["Different tokens", vocabularyStatistics.types],
    ["Types of generation 0 that are left", vocabularyStatistics.left],
    ["N-grams that generation 0 does not have", vocabularyStatistics.fresh],
    ["Texts copied from generation 0", vocabularyStatistics.copied],
  ] as const;
  const panels = wanted.flatMap(([title, statistic]): readonly ChartPanel[] => {
    const own = told.filter((row) => row.statistic === statistic);
    if (own.length === 0) return [];
    const isShare = statistic !== vocabularyStatistics.types;
    const y = numberAxis([...ends(own), ...(isShare ? [1] : [])], {
      label: isShare ? "share" : "types",
      format: isShare ? "percent" : "number",
      withZero: true,
    });
    const series = chains.map((chain, index) => ({
      name: chain ?? "",
      color: index % paletteSize,
      points: own.filter(({ model }) => model === chain).map((row) => ({ ...pointOf(row), ...leadTo(row, context) })),
    }));
    return [{ title, plot: { type: "line", x: wholeAxis(told, "generation"), y, series, reference: null } }];
  });
  const types = told.filter((row) => row.statistic === vocabularyStatistics.types && row.x === last);
  const marks = types.map(({ model, estimate }) => ({ name: model ?? "the chain", value: estimate, low: null, high: null }));
  return {
    title: "What each data set holds",
    caption: "Counts of the data sets themselves, so without intervals; generation 0 is the real texts.",
    summary: extremesFinding(`the number of different tokens by generation ${last}`, marks, "number", null),
    simulated: context.simulated,
    panels,
    drillTable: context.table,
  };
}

/** Both in one, for a page that shows a cell's chart. */
export function drawStudent(loss: readonly TidyRow[], vocabulary: readonly TidyRow[], context: StudentContext): ChartDrawing | null {
  const [first, second] = [drawLoss(loss, context), drawVocabulary(vocabulary, context)];
  if (first === null || second === null) return first ?? second;
  return {
    ...second,
    title: "What the student learned",
    caption: `${first.caption} ${second.caption}`,
    summary: `${first.summary} ${second.summary}`,
    panels: [...first.panels, ...second.panels],
  };
}

function panel(title: string, x: NumberAxis, y: NumberAxis, rows: readonly TidyRow[]): ChartPanel | null {
  if (rows.length === 0) return null;
  return { title, plot: { type: "line", x, y, series: [{ name: "", color: 0, points: rows.map(pointOf) }], reference: null } };
}

function pointOf({ x, estimate, low, high, n, reason }: TidyRow): PointMark {
  return { x: x ?? 0, y: estimate ?? 0, low, high, n, note: low === null ? reason : null };
}

function leadTo({ model, x }: TidyRow, { table }: StudentContext): Pick<PointMark, "drill" | "drillTable"> {
  const drill = [
    { column: "chain", operator: "=" as const, value: model ?? "" },
    { column: "generation", operator: "=" as const, value: String(x ?? 0) },
  ];
  return { drill, drillTable: table };
}

/** Whole numbers only, however few. */
function wholeAxis(rows: readonly TidyRow[], label: string): NumberAxis {
  const places = rows.map(({ x }) => x ?? 0);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const step = Math.max(1, Math.ceil((last - first) / 10));
  const ticks = Array.from({ length: Math.ceil((last - first) / step) + 1 }, (_, index) => first + index * step);
  return { label, domain: [first, ticks.at(-1) ?? last], ticks, format: "number" };
}
