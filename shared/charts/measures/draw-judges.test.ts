import { expect, test } from "vitest";
import { measureAgreement } from "../../statistics/agreement/measure-agreement.ts";
import type { Judgement } from "../../statistics/judgement.ts";
import { measureNoiseBias } from "../../statistics/noise-bias/measure-noise-bias.ts";
import { measureRepeats } from "../../statistics/repeats/measure-repeats.ts";
import { measureScores } from "../../statistics/scores/measure-scores.ts";
import type { ChartContext } from "../chart-study.ts";
import { drawMeasure } from "../draw-measure.ts";
import type { ChartDrawing, Plot } from "../drawing.ts";

const options = { resampling: { draws: 200, seed: 1 } };
const context: ChartContext = {
  source: { table: "verdicts", columns: { judge: "who" } },
  families: { "willow/large": "willow", "willow/small": "willow", "basalt/large": "basalt" },
};

function votes(judge: string, letters: string, more: Partial<Judgement> = {}): readonly Judgement[] {
  return [...letters].map((value, index) => ({ item: `i${index}`, judge, value, ...more }));
}

function plotsOf<T extends Plot["type"]>(drawing: ChartDrawing | null, type: T): readonly Extract<Plot, { type: T }>[] {
  return (drawing?.panels ?? []).flatMap(({ plot }) => (plot.type === type ? [plot as Extract<Plot, { type: T }>] : []));
}

const people = [
  ...votes("ann", "abababababab", { isPerson: true }),
  ...votes("bob", "abababababba", { isPerson: true }),
  ...votes("cem", "abababbbabab", { isPerson: true }),
];
const judges = [
  ...votes("willow/large", "ababababaaab", { costUsd: 0.004 }),
  ...votes("willow/small", "abbbabaaabab", { costUsd: 0.0002 }),
  ...votes("basalt/large", "bbababababab", { costUsd: 0.002 }),
];

test("judges stand before people in the matrix, people's own squares outlined as the ceiling, every square leading to its rows", () => {
  const drawing = drawMeasure("agreement", measureAgreement([...people, ...judges], options).rows, context);
  const [matrix] = plotsOf(drawing, "heatmap");
  expect(matrix?.x.categories).toEqual(["basalt/large", "willow/large", "willow/small", "ann", "bob", "cem"]);
  expect(matrix?.emphasis).toBe("people with one another: the ceiling");
  const outlined = matrix?.cells.filter(({ isEmphasised }) => isEmphasised).map(({ x, y }) => `${x} ${y}`);
  expect(outlined?.sort()).toEqual(["ann bob", "ann cem", "bob ann", "bob cem", "cem ann", "cem bob"]);
  expect(matrix?.cells.find(({ x, y }) => x === "ann" && y === "willow/large")?.drill).toEqual([
    { column: "who", operator: "in", value: "ann\nwillow/large" },
  ]);
  expect(drawing?.drillTable).toBe("verdicts");
});

test("each judge stands with its ceiling in one row, in its family's colour", () => {
  const [dots] = plotsOf(drawMeasure("agreement", measureAgreement([...people, ...judges], options).rows, context), "dots");
  expect(dots?.y.categories).toEqual(["basalt/large", "willow/large", "willow/small"]);
  expect(dots?.series.map(({ name, bars }) => [name, bars.length])).toEqual([
    ["judge with people", 3],
    ["people with one another: the ceiling", 3],
  ]);
  const colors = dots?.series[0]?.bars.map(({ color }) => color);
  expect(colors?.[1]).toBe(colors?.[2]);
  expect(colors?.[0]).not.toBe(colors?.[1]);
});

test("cost is drawn against agreement with a labelled point a judge and people's own agreement as the line", () => {
  const [scatter] = plotsOf(drawMeasure("agreement", measureAgreement([...people, ...judges], options).rows, context), "scatter");
  expect(scatter?.x).toMatchObject({ label: "cost per 1,000 verdicts", format: "usd" });
  expect(scatter?.reference).toMatchObject({ axis: "y", label: "a person with most others" });
  expect(scatter?.series.map(({ name, points }) => [name, points.map(({ label }) => label)])).toEqual([
    ["basalt", ["basalt/large"]],
    ["willow", ["willow/large", "willow/small"]],
  ]);
  expect(scatter?.series[1]?.points[1]).toMatchObject({
    x: expect.closeTo(0.2, 12),
    drill: [{ column: "who", operator: "in", value: "willow/small" }],
  });
  const unpriced = measureAgreement([...people, ...votes("willow/large", "abababababab")], options).rows;
  expect(plotsOf(drawMeasure("agreement", unpriced, context), "scatter")).toEqual([]);
});

test("a judge with one person is drawn against that person's votes without a ceiling", () => {
  const rows = measureAgreement([...people.slice(0, 12), ...judges.slice(0, 12)], options).rows;
  const [dots] = plotsOf(drawMeasure("agreement", rows, context), "dots");
  expect(dots?.x.label).toBe("same vote as most people");
  expect(dots?.series).toHaveLength(1);
});

test("scores of judges and people are drawn by correlation with the ceiling beside it", () => {
  const scored = (judge: string, shift: number, isPerson: boolean) =>
    Array.from({ length: 12 }, (_, index): Judgement => ({ item: `i${index}`, judge, value: (index * shift) % 5, isPerson }));
  const rows = measureAgreement([...scored("p", 1, true), ...scored("q", 6, true), ...scored("willow/large", 2, false)], options).rows;
  const drawing = drawMeasure("agreement", rows, {});
  expect(plotsOf(drawing, "heatmap")[0]?.label).toBe("Krippendorff's alpha");
  expect(plotsOf(drawing, "heatmap")[0]?.x.categories).toEqual(["willow/large", "p", "q"]);
  expect(plotsOf(drawing, "dots")[0]?.x.label).toBe("Spearman's correlation with a person");
});

const repeated = (judge: string, items: readonly string[]) =>
  items.flatMap((answers, index) => [...answers].map((value, repeat): Judgement => ({ item: `i${index}`, judge, value, repeat })));

test("repeats are drawn as flips by judge, and not at all when nothing was asked twice", () => {
  const judgements = [...repeated("willow/large", ["aaa", "aab", "bbb"]), ...repeated("basalt/large", ["aaa", "aaa", "bbb"])];
  const drawing = drawMeasure("repeats", measureRepeats(judgements, options).rows, context);
  const [flips, ...others] = plotsOf(drawing, "dots");
  expect(others).toEqual([]);
  expect(flips?.series[0]?.bars.map(({ category, value }) => [category, value])).toEqual([
    ["basalt/large", 0],
    ["willow/large", expect.closeTo(2 / 9, 12)],
  ]);
  expect(drawing?.summary).toMatch(/^Flip probability is highest for willow\/large at 22 %/);
  expect(drawMeasure("repeats", measureRepeats(votes("x", "ab"), options).rows)).toBeNull();
});

test("use of the scale is drawn by severity about the panel, spread and ends", () => {
  const scored = (judge: string, more: number) =>
    [1, 2, 3, 4].map((value, index): Judgement => ({ item: `i${index}`, judge, value: value + more }));
  const drawing = drawMeasure("scores", measureScores([...scored("x", 0), ...scored("y", 1)], options).rows);
  expect(drawing?.panels.map(({ title }) => title)).toEqual([
    "Severity: below 0 severe, above mild",
    "Spread of scores",
    "Scores at the ends of the scale",
  ]);
  expect(plotsOf(drawing, "dots")[0]).toMatchObject({ reference: { axis: "x", value: 0, label: "as the panel (0)" } });
  expect(drawMeasure("scores", measureScores(votes("x", "ab"), options).rows)).toBeNull();
});

test("noise is drawn against bias with people at no bias", () => {
  const judgements = [...people, ...repeated("willow/large", ["aa", "bb", "ab"]), ...repeated("basalt/large", ["bb", "aa", "aa"])];
  const drawing = drawMeasure("noise-bias", measureNoiseBias(judgements, options).rows, context);
  const points = plotsOf(drawing, "scatter").flatMap(({ series }) => series.flatMap((each) => each.points));
  expect(points.map(({ label }) => label).sort()).toEqual(["basalt/large", "people", "willow/large"]);
  expect(points.find(({ label }) => label === "people")).toMatchObject({ x: 0 });
  expect(drawing?.summary).toMatch(/^Bias is highest for basalt\/large at 67 % .* A person differs from most of the other people in /);
  expect(points.find(({ label }) => label === "basalt/large")).toMatchObject({ x: expect.closeTo(2 / 3, 12), y: 0 });
  expect(drawMeasure("noise-bias", measureNoiseBias(people.slice(0, 12), options).rows)).toBeNull();
});
