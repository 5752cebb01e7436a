import { expect, test } from "vitest";
import { measureFormat } from "../../statistics/bias/measure-format.ts";
import { measureLength } from "../../statistics/bias/measure-length.ts";
import { measurePosition } from "../../statistics/bias/measure-position.ts";
import { measureSelfPreference } from "../../statistics/bias/measure-self-preference.ts";
import type { Judgement, Side } from "../../statistics/judgement.ts";
import { randomBits, uniform } from "../../statistics/random.ts";
import { measureRubric } from "../../statistics/rubric/measure-rubric.ts";
import type { ChartContext } from "../chart-study.ts";
import { drawMeasure } from "../draw-measure.ts";
import type { ChartDrawing, Plot } from "../drawing.ts";

const resampling = { draws: 100, seed: 1 };
const source = {
  table: "verdicts",
  columns: { judge: "judge", a: "model_a", b: "model_b", family_a: "fam_a", family_b: "fam_b", criterion: "crit" },
};
const context: ChartContext = { simulated: true, source };

/** Three judges, each of one teacher's family, and a person; verdicts by chance, lengths and lists of every size. */
function compared(items: number): readonly Judgement[] {
  const bits = randomBits(2);
  const answer = (model: string): Side => {
    const style = { lists: Math.floor(uniform(bits) * 4), headers: 0, bold: 0, code: 0, tables: 0 };
    return { model, family: `${model} family`, length: 50 + Math.floor(uniform(bits) * 300), style };
  };
  const pairs = [
    ["x", "y"],
    ["y", "z"],
    ["x", "z"],
  ] as const;
  return Array.from({ length: items }, (_, index) => {
    const [left, right] = pairs[index % 3] ?? pairs[0];
    const sides = { a: answer(left), b: answer(right) };
    return ["x", "y", "z", "anna"].map((name): Judgement => {
      const judge = name === "anna" ? { judge: name, isPerson: true } : { judge: `${name}-judge`, judgeFamily: `${name} family` };
      return { item: `i${index}`, ...judge, ...sides, value: uniform(bits) < 0.5 ? "a" : "b" };
    });
  }).flat();
}

const judgements = compared(60);

function plots(drawing: ChartDrawing | null): readonly Plot[] {
  return drawing?.panels.map(({ plot }) => plot) ?? [];
}

test("self-preference is two matrices with the own family outlined, and dots about 0", () => {
  const drawing = drawMeasure("self-preference", measureSelfPreference(judgements, { resampling }).rows, context);
  const [probabilities, excess, dots] = plots(drawing);
  expect(probabilities).toMatchObject({ type: "heatmap", emphasis: "own family", scale: { type: "diverging", neutral: 0.5 } });
  expect(excess).toMatchObject({ type: "heatmap", scale: { neutral: 0 } });
  if (probabilities?.type !== "heatmap" || dots?.type !== "dots") throw new Error("no heatmap and dots");
  expect(probabilities.cells).toHaveLength(9);
  const emphasised = probabilities.cells.filter(({ isEmphasised }) => isEmphasised);
  expect(emphasised.map(({ x, y }) => `${y} ${x}`)).toEqual(["x-judge x", "y-judge y", "z-judge z"]);
  expect(emphasised[0]?.drill).toEqual([
    { column: "judge", operator: "in", value: "x-judge" },
    { column: "model_a", orColumn: "model_b", operator: "=", value: "x" },
  ]);
  expect(dots.reference).toMatchObject({ value: 0 });
  expect(dots.series.map(({ name }) => name)).toEqual(["all comparisons", "sharpness allowed for", "lengths matched"]);
  expect(dots.series[0]?.bars).toHaveLength(3);
  expect(dots.series[0]?.bars[0]?.drill?.[1]).toEqual({ column: "fam_a", orColumn: "fam_b", operator: "=", value: "x family" });
  expect(drawing).toMatchObject({ simulated: true, drillTable: "verdicts" });
});

test("length shows people beside judges against one half, slopes against 0, and win rates by model", () => {
  const drawing = drawMeasure("length", measureLength(judgements, { resampling, baseline: "z" }).rows, context);
  const [preferences, slope, winRates] = plots(drawing);
  expect(preferences).toMatchObject({ type: "dots", reference: { value: 0.5 } });
  if (preferences?.type !== "dots" || winRates?.type !== "dots") throw new Error("no dots");
  expect(preferences.series.map(({ name, bars }) => [name, bars.length])).toEqual([
    ["judge", 4],
    ["people on the same items", 3],
  ]);
  expect(preferences.y.categories).toContain("people");
  expect(slope).toMatchObject({ type: "dots", reference: { value: 0 } });
  expect(winRates.y.categories).toEqual(["x", "y"]);
});

test("format shows each trait's slope with the others held; traits in which no answers differ are named below", () => {
  const drawing = drawMeasure("format", measureFormat(judgements, { resampling }).rows, context);
  const [joint, preferences] = plots(drawing);
  if (joint?.type !== "dots") throw new Error("no dots");
  expect(joint.y.categories).toEqual(["length", "lists"]);
  expect(joint.series.map(({ name }) => name)).toEqual(["x-judge", "y-judge", "z-judge", "people"]);
  expect(drawing?.caption).toMatch(/answers don't differ in headers, bold, code, tables\.$/);
  expect(preferences).toMatchObject({ type: "dots", reference: { value: 0.5 } });
});

test("without lengths the joint model is undefined, and the preferences still stand", () => {
  const bare = judgements.map((each): Judgement => {
    const without = (side: Side | undefined): Side => ({ model: "", family: null, style: null, ...side, length: null });
    return { ...each, a: without(each.a), b: without(each.b) };
  });
  const drawing = drawMeasure("format", measureFormat(bare, { resampling }).rows, context);
  expect(drawing?.panels.map(({ title }) => title)).toEqual(["Preference for the answer with more"]);
  expect(drawing?.summary).toMatch(/^Preference for more is highest for list items by/);
});

test("a rubric shows discrimination, pass rates and agreement by criterion", () => {
  const bits = randomBits(3);
  const rated = Array.from({ length: 40 }, (_, index) =>
    ["j", "k"].flatMap((judge) =>
      ["clear", "right"].map((criterion): Judgement => {
        return { item: JSON.stringify([`p${index}`, criterion]), judge, criterion, value: uniform(bits) < 0.6 ? 1 : 0 };
      }),
    ),
  ).flat();
  const drawing = drawMeasure("rubric", measureRubric(rated, { resampling }).rows, context);
  expect(drawing?.panels.map(({ title }) => title)).toEqual(["Discrimination", "Pass rate", "Agreement on each criterion"]);
  const [discrimination] = plots(drawing);
  if (discrimination?.type !== "bar") throw new Error("no bars");
  expect(discrimination.x.categories).toEqual(["clear", "right"]);
  expect(discrimination.series[1]?.bars[1]?.drill).toEqual([
    { column: "judge", operator: "in", value: "k" },
    { column: "crit", operator: "=", value: "right" },
  ]);
});

test("position shows flips of repeats beside conflicts, and leads to the judge's rows", () => {
  const asked = Array.from({ length: 20 }, (_, index) =>
    (["ab", "ba"] as const).flatMap((order) =>
      [0, 1].map((repeat): Judgement => ({ item: `i${index}`, judge: "j", order, repeat, value: (index + repeat) % 3 ? "a" : "b" })),
    ),
  ).flat();
  const [, conflicts] = plots(drawMeasure("position", measurePosition(asked, { resampling }).rows, context));
  if (conflicts?.type !== "bar") throw new Error("no bars");
  expect(conflicts.series.map(({ name }) => name)).toEqual(["towards the first", "towards the second", "flips of repeats in one order"]);
  expect(conflicts.series[0]?.bars[0]?.drill).toEqual([{ column: "judge", operator: "in", value: "j" }]);
});

test("slices get panels of their own, and a measure without a defined figure draws nothing", () => {
  const sliced = judgements.map((each) => ({ ...each, slices: [`half: ${Number(each.item.slice(1)) % 2}`] }));
  const drawing = drawMeasure("self-preference", measureSelfPreference(sliced, { resampling }).rows);
  expect(drawing?.panels).toHaveLength(9);
  expect(drawing?.panels[3]?.title).toBe("Probability given to each teacher's answers, half: 0");
  const nothing = [{ item: "i", judge: "j", value: 3 }];
  expect(drawMeasure("self-preference", measureSelfPreference(nothing).rows)).toBeNull();
  expect(drawMeasure("length", measureLength(nothing).rows)).toBeNull();
  expect(drawMeasure("format", measureFormat(nothing).rows)).toBeNull();
  expect(drawMeasure("rubric", measureRubric(nothing).rows)).toBeNull();
});
