import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import { measureScores } from "./measure-scores.ts";

const resampling = { draws: 200, seed: 1 };

function scores(judge: string, model: string, values: readonly number[]): readonly Judgement[] {
  const answer = { model, family: null, length: null, style: null };
  return values.map((value, index) => ({ item: JSON.stringify([`p${index}`, model]), cluster: `p${index}`, judge, value, answer }));
}

function figures(judgements: readonly Judgement[]) {
  const { rows } = measureScores(judgements, { resampling });
  return (statistic: string, model: string) => rows.find((row) => row.statistic === statistic && row.model === model);
}

const mild = [...scores("mild", "willow", [5, 4, 5, 5]), ...scores("mild", "basalt", [4, 4, 3, 4])];
const strict = [...scores("strict", "willow", [3, 2, 2, 3]), ...scores("strict", "basalt", [1, 2, 1, 1])];

test("a model's raw and z-adjusted means match numpy", () => {
  // z = (x - x.mean()) / x.std(ddof=1) by judge; np.mean of both judges' z over the model's answers
  const of = figures([...mild, ...strict]);
  expect(of("model score", "willow")?.estimate).toBeCloseTo(3.625, 12);
  expect(of("z-adjusted score", "willow")?.estimate).toBeCloseTo(0.7280188215403225, 12);
  expect(of("z-adjusted score", "basalt")?.estimate).toBeCloseTo(-0.7280188215403225, 12);
  expect(of("z-adjusted score", "basalt")?.sentence).toMatch(/^basalt scores −0\.73 standard deviations from its judges' own means/);
});

test("a judge's severity and the width of its scale move raw means and no z-adjusted one", () => {
  const harsher = strict.map((each) => ({ ...each, value: 3 * Number(each.value) - 40 }));
  const [before, after] = [figures([...mild, ...strict]), figures([...mild, ...harsher])];
  expect(after("z-adjusted score", "willow")?.estimate).toBeCloseTo(before("z-adjusted score", "willow")?.estimate ?? Number.NaN, 10);
  expect(after("model score", "willow")?.estimate).toBeLessThan(0);
});

test("a judge of one value has no z-adjusted score, and judges of other models are told", () => {
  const flat = scores("flat", "willow", [3, 3, 3, 3]);
  expect(figures([...mild, ...flat])("z-adjusted score", "willow")).toMatchObject({
    estimate: null,
    reason: expect.stringContaining("flat gave no two different scores"),
  });
  expect(figures([...mild, ...strict.slice(0, 4)])("model score", "basalt")?.reason).toMatch(/did not score the same numbers/);
  expect(figures([...mild, ...strict])("model score", "basalt")?.reason).not.toMatch(/same numbers/);
});
