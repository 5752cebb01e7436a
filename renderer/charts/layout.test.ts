import fc from "fast-check";
import { expect, test } from "vitest";
import type { ColorScale } from "#shared/charts/drawing.ts";
import { barKeys } from "./bar-keys.ts";
import { twinOf } from "./chart-twin.ts";
import { layoutDots } from "./dot-layout.ts";
import { cellColors, contrast } from "./heat-colors.ts";
import { markField, nearestMark } from "./nearest-mark.ts";
import { fitText, spread, textWidth } from "./scale.ts";
import { testDrawing, testDrawings } from "./test-drawings.ts";

test("text on every square of a matrix has contrast AA in both themes", () => {
  const scales: readonly ColorScale[] = [
    { type: "sequential", from: 0, to: 1 },
    { type: "diverging", from: 0, neutral: 0.5, to: 1 },
  ];
  const channels = (color: string) => color.match(/\d+/g)?.map(Number) as unknown as [number, number, number];
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(...scales),
      fc.constantFrom("light" as const, "dark" as const),
      (value, scale, theme) => {
        const { ground, ink, soft } = cellColors(value, scale, theme);
        // Written colours are rounded to whole channels.
        expect(contrast(channels(ink), channels(ground))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(channels(soft), channels(ground))).toBeGreaterThanOrEqual(4.5);
      },
    ),
    { numRuns: 500 },
  );
});

test.each(["bar", "line", "scatter", "histogram"] as const)("every mark of a %s lies inside its picture and can be pointed at", (type) => {
  const plot = testDrawings[type].panels[0]?.plot;
  const field = plot ? markField(plot, 480) : null;
  expect(field?.marks.length).toBeGreaterThan(2);
  for (const mark of field?.marks ?? []) {
    expect(mark.x).toBeGreaterThanOrEqual(0);
    expect(mark.x).toBeLessThanOrEqual(field?.frame.width ?? 0);
    expect(mark.y).toBeLessThanOrEqual(field?.frame.height ?? 0);
    const found = field ? nearestMark(field, mark.x, mark.y) : null;
    expect([found?.x, found?.y]).toEqual([mark.x, mark.y]);
  }
});

test("pointing at the middle of a lying bar means that bar, far outside means none", () => {
  const plot = testDrawings.bar.panels[0]?.plot;
  const field = plot ? markField(plot, 600) : null;
  if (!field) throw new Error("no field");
  const [first] = field.marks;
  expect(nearestMark(field, field.frame.left + 5, first?.y ?? 0)).toBe(first);
  expect(nearestMark(field, 10, field.frame.height + 200)).toBeNull();
});

test.each(["bar", "line", "histogram"] as const)("a %s keeps room for its marks in the narrowest window", (type) => {
  const plot = testDrawings[type].panels[0]?.plot;
  const frame = plot ? markField(plot, 280)?.frame : null;
  expect((frame?.right ?? 0) - (frame?.left ?? 0)).toBeGreaterThanOrEqual(50);
});

test("few short categories stand, long names and undefined figures lie", () => {
  const direction = (drawing: typeof testDrawings.bar) => {
    const plot = drawing.panels[0]?.plot;
    return plot ? markField(plot, 600)?.along : null;
  };
  expect(direction(testDrawing({ type: "bar", x: "score", agg: "count" }))).toBe("x");
  expect(direction(testDrawings.bar)).toBe("y");
  const holed = [1, 2, 3].map((score) => ({ model: `m${score}`, score: score === 2 ? null : score }));
  expect(direction(testDrawing({ type: "bar", x: "model", y: "score" }, holed))).toBe("y");
});

test("the twin holds every mark, with the columns that say something", () => {
  const { columns, rows } = twinOf(testDrawings.bar);
  expect(columns.map(({ name }) => name)).toEqual(["model", "share of correct", "low", "high", "n"]);
  expect(rows).toHaveLength(3);
  expect(twinOf(testDrawings.heatmap).rows).toHaveLength(6);
  expect(twinOf(testDrawings.scatter).rows).toHaveLength(120);
  const bins = twinOf(testDrawings.histogram);
  expect(bins.columns.map(({ name }) => name)).toEqual(["series", "length from", "to", "n"]);
});

test("the twin writes a figure and its interval with the same decimals", () => {
  const [panel] = testDrawings.bar.panels;
  if (panel?.plot.type !== "bar") throw new Error("no bars");
  const { plot } = panel;
  const bars = plot.series.flatMap(({ bars: drawn }) => drawn).slice(0, 1);
  const series = [
    { name: "all", color: plot.series[0]?.color ?? 0, bars: bars.map((bar) => ({ ...bar, value: 1, low: 0.42, high: 1.5 })) },
  ];
  const drawing = { ...testDrawings.bar, panels: [{ ...panel, plot: { ...plot, y: { ...plot.y, format: "number" as const }, series } }] };
  expect(twinOf(drawing).rows[0]?.slice(1, 4)).toEqual(["1.00", "0.42", "1.50"]);
});

test("labels are moved apart without leaving their room, and text is cut to fit", () => {
  const placed = spread([10, 11, 12, 100], 15, [0, 60]);
  for (const [index, place] of placed.entries()) {
    expect(place).toBeLessThanOrEqual(60);
    if (index > 0) expect(place - (placed[index - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  }
  expect(textWidth(fitText("a very long name of a model", 80))).toBeLessThanOrEqual(80);
  expect(fitText("short", 80)).toBe("short");
});

test("series whose marks wear colours of their own are told apart by shape, in the picture as in its key", () => {
  const bars = (color: number) => [{ category: "a", value: 1, low: null, high: null, n: null, note: null, color }];
  const axis = { label: "v", domain: [0, 1], ticks: [0, 1], format: "number" } as const;
  const series = [
    { name: "top", color: 0, bars: bars(4) },
    { name: "bottom", color: 1, bars: bars(4) },
  ];
  const plot = { type: "dots", x: axis, y: { label: "judge", categories: ["a"] }, series, reference: null } as const;
  expect(layoutDots(plot, 600).dots.map(({ variant }) => variant)).toEqual([0, 1]);
  expect(barKeys(series)).toEqual([
    { name: "top", color: null },
    { name: "bottom", color: null },
  ]);
});
