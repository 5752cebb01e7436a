import { expect, test } from "vitest";
import type { Judgement } from "../../statistics/judgement.ts";
import { measureRanking } from "../../statistics/ranking/measure-ranking.ts";
import { fromCounts, type Met } from "../../statistics/ranking/test-battles.ts";
import { drawRanking } from "./draw-ranking.ts";

const resampling = { draws: 100, seed: 2 };
const counts: readonly Met[] = [
  ["cedar", "willow", 12, 5],
  ["willow", "basalt", 11, 6],
  ["cedar", "basalt", 14, 3],
];
const source = { table: "verdicts", columns: { judge: "judge", a: "a", b: "b" } };

test("a ranking is dots with intervals, strongest first, and a win matrix that mirrors itself", () => {
  const drawing = drawRanking(measureRanking(fromCounts(counts), { resampling }).rows, { source, simulated: true });
  expect(drawing?.panels.map(({ title }) => title)).toEqual(["Strength", "Win rate by judge"]);
  const [dots, heat] = drawing?.panels.map(({ plot }) => plot) ?? [];
  if (dots?.type !== "dots" || heat?.type !== "heatmap") throw new Error("expected dots and a heatmap");
  expect(dots.y.categories).toEqual(["cedar", "willow", "basalt"]);
  expect(dots.series.map(({ name, bars }) => [name, bars.map(({ low, high }) => low !== null && high !== null)])).toEqual([
    ["judge", [true, true, true]],
  ]);
  expect(dots.series[0]?.bars[0]?.drill).toEqual([
    { column: "judge", operator: "in", value: "judge" },
    { column: "a", orColumn: "b", operator: "=", value: "cedar" },
  ]);
  const at = (over: string, under: string) => heat.cells.find(({ x, y }) => y === over && x === under);
  expect(heat.cells).toHaveLength(6);
  expect(at("cedar", "willow")?.value).toBeCloseTo(12 / 17, 12);
  expect(at("willow", "cedar")?.value).toBeCloseTo(5 / 17, 12);
  expect(at("willow", "cedar")?.low).toBeCloseTo(1 - (at("cedar", "willow")?.high ?? 0), 12);
  expect(at("willow", "cedar")?.drill).toHaveLength(3);
  expect(heat.scale).toMatchObject({ type: "diverging", from: 0, neutral: 0.5, to: 1 });
  expect(drawing?.summary).toMatch(/^Strength is highest for cedar at/);
});

test("several judges are several series, all together first, and a model's colour is its family's only with one", () => {
  const judgements = [...fromCounts(counts, "sim/one"), ...fromCounts(counts, "sim/two")];
  const families = { cedar: "cedar", willow: "willow", basalt: "basalt" };
  const plotOf = (of: readonly Judgement[]) => drawRanking(measureRanking(of, { resampling }).rows, { families })?.panels[0]?.plot;
  const several = plotOf(judgements);
  expect(several?.type === "dots" ? several.series.map(({ name }) => name) : []).toEqual(["all together", "sim/one", "sim/two"]);
  const one = plotOf(fromCounts(counts, "sim/one"));
  const colors = one?.type === "dots" ? one.series[0]?.bars.map(({ color }) => color) : [];
  expect(new Set(colors).size).toBe(3);
  expect(several?.type === "dots" ? several.series[0]?.bars[0]?.color : 0).toBeUndefined();
});

test("a model without a common scale stands undefined with its reason, and nothing to rank draws nothing", () => {
  const drawing = drawRanking(measureRanking(fromCounts([...counts, ["oak", "elm", 3, 2]]), { resampling }).rows, {});
  const dots = drawing?.panels[0]?.plot;
  const oak = dots?.type === "dots" ? dots.series[0]?.bars.find(({ category }) => category === "oak") : undefined;
  expect(oak).toMatchObject({ value: null, note: expect.stringContaining("no common scale") });
  expect(drawRanking(measureRanking([{ item: "1", judge: "j", value: 4 }]).rows, {})).toBeNull();
});
