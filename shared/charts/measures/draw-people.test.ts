import { expect, test } from "vitest";
import { measureAnnotators } from "../../statistics/annotators/measure-annotators.ts";
import { measureCalibration } from "../../statistics/calibration/measure-calibration.ts";
import { measureCorrection } from "../../statistics/correction/measure-correction.ts";
import type { Judgement, Side } from "../../statistics/judgement.ts";
import { randomBits, uniform } from "../../statistics/random.ts";
import { measureRouting } from "../../statistics/selective/measure-routing.ts";
import { measureSelective } from "../../statistics/selective/measure-selective.ts";
import type { ChartContext } from "../chart-study.ts";
import { drawMeasure } from "../draw-measure.ts";
import type { ChartDrawing, Plot } from "../drawing.ts";

const options = { resampling: { draws: 50, seed: 1 } };
const context: ChartContext = {
  source: {
    table: "verdicts",
    columns: { judge: "who", p: "p_a", value: "verdict", a: "left", b: "right" },
    people: ["ann", "bob", "cid"],
  },
  families: { "willow/j": "willow", "basalt/j": "basalt" },
};
const side = (model: string): Side => ({ model, family: null, length: null, style: null });

/** Two judges and three people on `items` comparisons, of which people labelled `labelled`. */
function judged(items: number, labelled = items): readonly Judgement[] {
  const bits = randomBits(7);
  return Array.from({ length: items }, (_, index): readonly Judgement[] => {
    const base = { item: `i${index}`, a: side("good"), b: side("weak") };
    const lean = uniform(bits) - 0.5;
    const truth = uniform(bits) < 1 / (1 + Math.exp(-12 * lean));
    const people = ["ann", "bob", "cid"].map(
      (judge): Judgement => ({ ...base, judge, value: uniform(bits) < 0.9 === truth ? "a" : "b", isPerson: true }),
    );
    const judges = ["willow/j", "basalt/j"].map((judge, place): Judgement => {
      const p = 1 / (1 + Math.exp(-(12 + 8 * place) * lean - 0.4 * (uniform(bits) - 0.5)));
      return { ...base, judge, value: p > 0.5 ? "a" : "b", p };
    });
    return index < labelled ? [...people, ...judges] : judges;
  }).flat();
}

function plotsOf<T extends Plot["type"]>(drawing: ChartDrawing | null, type: T): readonly Extract<Plot, { type: T }>[] {
  return (drawing?.panels ?? []).flatMap(({ plot }) => (plot.type === type ? [plot as Extract<Plot, { type: T }>] : []));
}

test("each judge has a reliability diagram about the diagonal and its counts below, each bin leading to its rows", () => {
  const drawing = drawMeasure("calibration", measureCalibration(judged(300), options).rows, context);
  expect(drawing?.panels.map(({ title }) => title)).toEqual([
    "basalt/j",
    "basalt/j: items in each bin",
    "willow/j",
    "willow/j: items in each bin",
  ]);
  const [diagram] = plotsOf(drawing, "scatter");
  expect(diagram?.reference).toMatchObject({ axis: "diagonal" });
  const point = diagram?.series[0]?.points[2];
  expect(point?.x).toBeGreaterThan(0.2);
  expect(point?.x).toBeLessThanOrEqual(0.3);
  expect(point?.drill).toEqual([
    { column: "who", operator: "in", value: "basalt/j" },
    { column: "p_a", operator: ">", value: "0.2" },
    { column: "p_a", operator: "<=", value: "0.3" },
  ]);
  const [counts] = plotsOf(drawing, "histogram");
  expect(counts?.series[0]?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(counts?.series[0]?.bins[9]).toMatchObject({ from: 0.9, to: 1 });
  expect(drawing?.summary).toMatch(/^Expected calibration error is highest for/);
});

test("a diagram of confidence leads nowhere, since its rows lie at p and at 1 − p", () => {
  const drawing = drawMeasure("calibration", measureCalibration(judged(100), { ...options, target: "confidence" }).rows, context);
  expect(
    plotsOf(drawing, "scatter")
      .flatMap(({ series }) => series.flatMap(({ points }) => points))
      .every(({ drill }) => drill === undefined),
  ).toBe(true);
});

test("risk is drawn against the share kept, with the end of the guarantee named", () => {
  const drawing = drawMeasure("selective", measureSelective(judged(400), options).rows, context);
  const [plot] = plotsOf(drawing, "line");
  expect(plot?.series.map(({ name }) => name)).toEqual(["basalt/j", "willow/j"]);
  for (const { points } of plot?.series ?? []) {
    expect(points.at(-1)?.x).toBe(1);
    expect(points.filter(({ label }) => label !== undefined)).toHaveLength(1);
  }
  expect(plot?.series[0]?.points.at(-1)?.drill).toEqual([
    { column: "who", operator: "in", value: "basalt/j" },
    { column: "p_a", operator: "not-null", value: "" },
  ]);
});

test("where the table has margins, a mark leads to exactly the verdicts it counts", () => {
  const verdicts = judged(400);
  const source = { table: "verdicts", columns: { ...context.source?.columns, margin: "margin" } };
  const drawing = drawMeasure("selective", measureSelective(verdicts, options).rows, { ...context, source });
  const [series] = plotsOf(drawing, "line")[0]?.series ?? [];
  expect(series?.points.length).toBeGreaterThan(10);
  for (const { n, drill } of series?.points ?? []) {
    const least = Number(drill?.find(({ column }) => column === "margin")?.value);
    const counted = verdicts.filter(({ judge, p }) => judge === series?.name && typeof p === "number" && Math.abs(2 * p - 1) >= least);
    expect(counted.length).toBe(n);
  }
});

test("each ranking lies between thin lines for random and oracle", () => {
  const drawing = drawMeasure("routing", measureRouting(judged(200), options).rows, context);
  const [plot] = plotsOf(drawing, "line");
  expect(plot?.series.map(({ name, isReference }) => [name, isReference ?? false])).toEqual([
    ["vote share", false],
    ["entropy", false],
    ["variance", false],
    ["random", true],
    ["oracle", true],
  ]);
  expect(plot?.y.format).toBe("percent");
  expect(plot?.series.every(({ points }) => points.length === 21)).toBe(true);
  // What is left is a mean over all items: all rows are behind it.
  expect(plot?.series.flatMap(({ points }) => points).every(({ drill }) => drill?.length === 0)).toBe(true);
});

test("each model has three dots a judge: people, corrected, judge alone, leading to its rows on either side", () => {
  const drawing = drawMeasure("correction", measureCorrection(judged(200, 60), options).rows, context);
  expect(drawing?.panels.map(({ title }) => title)).toEqual(["With basalt/j", "With willow/j"]);
  const [dots] = plotsOf(drawing, "dots");
  expect(dots?.y.categories).toEqual(["good", "weak"]);
  expect(dots?.series.map(({ name, bars }) => [name, bars.length])).toEqual([
    ["people only", 2],
    ["corrected", 2],
    ["judge only", 2],
  ]);
  const givenBy = dots?.series.map(({ bars }) => bars[0]?.drill?.[0]?.value);
  expect(givenBy).toEqual(["ann\nbob\ncid", "basalt/j\nann\nbob\ncid", "basalt/j"]);
  expect(dots?.series[2]?.bars[0]?.drill).toEqual([
    { column: "who", operator: "in", value: "basalt/j" },
    { column: "left", orColumn: "right", operator: "=", value: "good" },
  ]);
  expect(drawing?.caption).toMatch(/n = 60 labels of 200 items\.$/);
});

test("annotators' accuracies, judges beside people and everybody's confusions stand together", () => {
  const drawing = drawMeasure("annotators", measureAnnotators(judged(120), options).rows, context);
  const [accuracy, advantage] = plotsOf(drawing, "dots");
  expect(accuracy?.y.categories).toEqual(["ann", "bob", "cid", "basalt/j", "willow/j"]);
  expect(advantage?.y.categories).toEqual(["basalt/j", "willow/j"]);
  const confusions = plotsOf(drawing, "heatmap");
  expect(confusions).toHaveLength(5);
  const [first] = confusions;
  expect(first?.cells.filter(({ y }) => y === "a").reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(1, 12);
  expect(first?.cells.find(({ x, y }) => x === "b" && y === "a")?.drill).toEqual([
    { column: "who", operator: "in", value: "ann" },
    { column: "verdict", operator: "=", value: "b" },
  ]);
});

test("nothing is drawn where nothing is defined", () => {
  const alone = judged(20).filter(({ isPerson }) => !isPerson);
  expect(drawMeasure("calibration", measureCalibration(alone, options).rows)).toBeNull();
  expect(drawMeasure("selective", measureSelective(alone, options).rows)).toBeNull();
  expect(drawMeasure("routing", measureRouting(alone, options).rows)).toBeNull();
  expect(drawMeasure("correction", measureCorrection(alone, options).rows)).toBeNull();
  expect(drawMeasure("annotators", measureAnnotators(alone, options).rows)).toBeNull();
});
