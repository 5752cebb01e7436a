import type { BarSeries, CategoryAxis, ChartDrawing, NumberAxis, NumberFormat, Plot } from "#shared/charts/drawing.ts";
import { writeNumber, writerFor } from "#shared/charts/write-number.ts";
import { frameWords } from "./frame-words.ts";

/** A drawing as a table of text: every mark a row. */
export type ChartTwin = { readonly columns: readonly TwinColumn[]; readonly rows: readonly (readonly string[])[] };
export type TwinColumn = { readonly name: string; readonly align: "left" | "right" };

type TwinMark = {
  readonly names: readonly string[];
  readonly numbers: readonly (number | null)[];
  readonly n: number | null;
  readonly note: string | null;
};

const words = (name: string): TwinColumn => ({ name, align: "left" });
const figures = (name: string): TwinColumn => ({ name, align: "right" });

/** Columns that would be empty throughout are left out. */
export function twinOf(drawing: ChartDrawing): ChartTwin {
  const panels = allPanels(drawing).map(({ title, plot }) => ({ title, ...shapes[plot.type](plot as never) }));
  // Panels of other kinds, or with other axes, have columns of their own beside those they share.
  const names = [...new Set(panels.flatMap((panel) => panel.names))];
  const numbers = [...new Set(panels.flatMap((panel) => panel.numbers.map(({ name }) => name)))];
  const columns = [words("panel"), ...names.map(words), ...numbers.map(figures), figures("n"), words("note")];
  const rows = panels.flatMap(({ title, names: ownNames, numbers: ownNumbers, marks }) => {
    const writers = writersOf(ownNumbers, marks);
    return marks.map((mark) => {
      const texts = new Map(ownNames.map((name, index) => [name, mark.names[index] ?? ""]));
      const values = new Map(ownNumbers.map(({ name }, index) => [name, written(mark.numbers[index] ?? null, writers[index] ?? String)]));
      return [
        title ?? "",
        ...names.map((name) => texts.get(name) ?? ""),
        ...numbers.map((name) => values.get(name) ?? ""),
        written(mark.n, (n) => writeNumber(n, "number")),
        mark.note ?? "",
      ];
    });
  });
  const kept = columns.map((_, index) => rows.some((row) => row[index] !== ""));
  return { columns: columns.filter((_, index) => kept[index]), rows: rows.map((row) => row.filter((_, index) => kept[index])) };
}

function written(number: number | null, write: (number: number) => string): string {
  return number === null ? "" : write(number);
}

/** A figure, its low and its high have the same decimals, down all marks of a panel; what they stand at is as short as may be. */
function writersOf(numbers: Shape["numbers"], marks: readonly TwinMark[]): readonly ((number: number) => string)[] {
  const figureAt = numbers.findIndex(({ name }) => name === "low") - 1;
  return numbers.map(({ format }, index) =>
    figureAt < 0 || index < figureAt
      ? (number) => writeNumber(number, format)
      : writerFor(
          marks.flatMap((mark) => mark.numbers.slice(figureAt)),
          format,
        ),
  );
}

/** A drawing's panels, and those of every value of its slider. */
function allPanels({ panels, frames }: ChartDrawing): ChartDrawing["panels"] {
  const turned = frames?.panels.flatMap((each, place) =>
    each.map((panel) => ({ ...panel, title: [panel.title, frameWords(frames, place)].filter(Boolean).join(", ") })),
  );
  return [...panels, ...(turned ?? [])];
}

type Shape = {
  readonly names: readonly string[];
  readonly numbers: readonly { readonly name: string; readonly format: NumberFormat }[];
  readonly marks: readonly TwinMark[];
};

const shapes: { readonly [Type in Plot["type"]]: (plot: Extract<Plot, { type: Type }>) => Shape } = {
  bar: ({ x, y, series }) => barShape(x, y, series),
  dots: ({ x, y, series }) => barShape(y, x, series),
  line: pointShape,
  scatter: pointShape,
  histogram: ({ x, series }) => ({
    names: series.length > 1 ? ["series"] : [],
    numbers: [`${x.label} from`, "to"].map((name) => ({ name, format: x.format })),
    marks: series.flatMap(({ name, bins }) =>
      bins.map(({ from, to, count }) => ({ names: series.length > 1 ? [name] : [], numbers: [from, to], n: count, note: null })),
    ),
  }),
  heatmap: ({ x, y, label, format, cells, emphasis }) => ({
    names: [y.label, x.label === y.label ? `${x.label} ` : x.label],
    numbers: [label, "low", "high"].map((name) => ({ name, format })),
    marks: cells.map((cell) => ({
      names: [cell.y, cell.x],
      numbers: [cell.value, cell.low, cell.high],
      n: cell.n,
      note: [cell.isEmphasised ? emphasis : null, cell.note].filter(Boolean).join("; ") || null,
    })),
  }),
};

function barShape(categories: CategoryAxis, values: NumberAxis, series: readonly BarSeries[]): Shape {
  const named = series.length > 1;
  return {
    names: [categories.label, ...(named ? ["series"] : [])],
    numbers: [values.label, "low", "high"].map((name) => ({ name, format: values.format })),
    marks: series.flatMap(({ name, bars }) =>
      bars.map(({ category, value, low, high, n, note }) => ({
        names: [category, ...(named ? [name] : [])],
        numbers: [value, low, high],
        n,
        note,
      })),
    ),
  };
}

function pointShape({ x, y, series: drawn }: Extract<Plot, { type: "line" | "scatter" }>): Shape {
  const series = drawn.filter(({ isRibbon }) => !isRibbon);
  const labelled = series.some(({ points }) => points.some(({ label }) => label !== undefined));
  return {
    names: [...(labelled ? ["point"] : []), ...(series.length > 1 ? ["series"] : [])],
    numbers: [{ name: x.label, format: x.format }, ...[y.label, "low", "high"].map((name) => ({ name, format: y.format }))],
    marks: series.flatMap(({ name, points }) =>
      points.map((point) => ({
        names: [...(labelled ? [point.label ?? ""] : []), ...(series.length > 1 ? [name] : [])],
        numbers: [point.x, point.y, point.low, point.high],
        n: point.n === 1 ? null : point.n,
        note: point.note ?? null,
      })),
    ),
  };
}
