import { describe, expect, it } from "vitest";
import { type JudgedShares, rankModels } from "./rank-models.ts";

const answer = (item: string, model: string, right: number | null, brief: number | null): JudgedShares => ({
  item,
  model,
  shares: new Map([
    ["right", right],
    ["brief", brief],
  ]),
});
const answers = Array.from({ length: 12 }, (_, at) => [
  answer(`${at}`, "careful", 1, at % 4 === 0 ? 1 : 0),
  answer(`${at}`, "brisk", at % 2, 1),
]).flat();
const criteria = (right: number, brief: number, type: "rule" | "principle" = "principle") =>
  [
    { id: "right", type, weight: right },
    { id: "brief", type: "principle", weight: brief },
  ] as const;
const order = (weights: ReturnType<typeof criteria>, aggregate: "weighted" | "gated" = "weighted") =>
  rankModels(answers, weights, aggregate).map(({ model }) => model);

describe("ranking models by a rubric's weights", () => {
  it("turns round when a weight does", () => {
    expect(order(criteria(1, 0.1))).toEqual(["careful", "brisk"]);
    expect(order(criteria(0.1, 1))).toEqual(["brisk", "careful"]);
  });

  it("counts a gate as a run would", () => {
    expect(rankModels(answers, criteria(1, 1, "rule"), "gated")).toMatchObject([
      { model: "brisk", mean: 0.5, n: 12 },
      { model: "careful", mean: 0.25, n: 12 },
    ]);
  });

  it("gives every mean its interval and n, and none to a model without scores", () => {
    const [first] = rankModels(answers, criteria(1, 1), "weighted");
    expect(first).toMatchObject({ low: expect.any(Number), high: expect.any(Number), n: 12 });
    expect(rankModels([answer("1", "mute", null, null)], criteria(1, 1), "weighted")).toEqual([
      { model: "mute", mean: null, low: null, high: null, n: 0 },
    ]);
  });

  it("clips points in the mean and not answer by answer", () => {
    const pointed = [
      { id: "right", type: "principle", weight: 1 },
      { id: "brief", type: "pitfall", weight: -3 },
    ] as const;
    const two = [answer("1", "m", 1, 1), answer("2", "m", 1, 0)];
    expect(rankModels(two, pointed, "points")).toMatchObject([{ mean: 0 }]);
  });
});
