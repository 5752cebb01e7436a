import { expect, test } from "vitest";
import { logAxis, numberAxis } from "#shared/charts/axis.ts";
import type { BarMark, ChartDrawing, ChartPanel, PointMark } from "#shared/charts/drawing.ts";
import { twinOf } from "./chart-twin.ts";
import { markField } from "./nearest-mark.ts";
import { along } from "./scale.ts";
import { renderDrawing } from "./static.tsx";

const axis = (label: string) => ({ label, format: "number" }) as const;
const point = (x: number, y: number, low: number | null = null, high: number | null = null): PointMark => ({ x, y, low, high, n: 7 });
const bar = (category: string, value: number): BarMark => ({ category, value, low: null, high: null, n: null, note: null });

const curve: ChartPanel = {
  title: "Cost",
  plot: {
    type: "line",
    x: logAxis([10, 1000], axis("prompts")),
    y: logAxis([0.02, 2], { label: "cost", format: "usd" }),
    series: [
      { name: "least", color: 0, points: [point(10, 0.02), point(100, 0.2), point(1000, 2)] },
      { name: "most", color: 0, points: [point(10, 0.02), point(100, 0.3), point(1000, 2)] },
      { name: "between", color: 0, isRibbon: true, points: [point(10, 0.02, 0.02, 0.02), point(100, 0.2, 0.2, 0.3)] },
    ],
    reference: null,
  },
};

const softened = (first: number): ChartPanel => ({
  title: "Next token",
  plot: {
    type: "bar",
    x: { label: "token", categories: ["one", "two"] },
    y: numberAxis([0, 1], { label: "probability", format: "percent", withZero: true }),
    series: [{ name: "teacher", color: 0, bars: [bar("one", first), bar("two", 1 - first)] }],
    reference: null,
  },
});

const drawing: ChartDrawing = {
  title: "Two distributions",
  caption: "Softened.",
  summary: "They differ.",
  simulated: true,
  panels: [curve],
  frames: { label: "τ", sentence: "Turn it.", values: [0.5, 1, 2], start: 1, panels: [[softened(0.9)], [softened(0.75)], [softened(0.6)]] },
};

test("equal ratios are equal steps on a logarithmic axis", () => {
  const place = along(logAxis([1, 100], axis("n")), [0, 200]);
  expect([place(1), place(10), place(100)]).toEqual([0, 100, 200]);
  const marks = markField(curve.plot, 500)?.marks ?? [];
  expect(marks).toHaveLength(6);
  const [first, second, third] = marks;
  expect((second?.x ?? 0) - (first?.x ?? 0)).toBeCloseTo((third?.x ?? 0) - (second?.x ?? 0), 0);
});

test("a ribbon is ground between bounds: no mark, no name, no row of the table", () => {
  const html = renderDrawing(drawing);
  expect(html.match(/<polygon /g)).toHaveLength(1);
  expect(html).not.toContain("between");
  expect(html).toContain(">least</text>");
  expect(html).not.toMatch(/NaN|Infinity/);
});

test("a report draws what a slider turns at its first value and says which, its table holds them all", () => {
  const html = renderDrawing(drawing);
  expect(html).toContain("τ = 1</strong> Turn it.");
  const [pictures = ""] = html.split("<details");
  expect(pictures).toContain("75 %");
  expect(pictures).not.toContain("90 %");
  const { columns, rows } = twinOf(drawing);
  expect(columns.map(({ name }) => name)).toEqual(["panel", "series", "token", "prompts", "cost", "probability", "n"]);
  expect(rows.map(([panel]) => panel)).toEqual([
    ...Array.from({ length: 6 }, () => "Cost"),
    ...["Next token, τ = 0.5", "Next token, τ = 1", "Next token, τ = 2"].flatMap((name) => [name, name]),
  ]);
  expect(rows[6]).toEqual(["Next token, τ = 0.5", "", "one", "", "", "90 %", ""]);
});
