import { expect, it } from "vitest";
import { answerName, chainFilters, chainsOf } from "./revise-chains.ts";

it("parts answers by what became of them", () => {
  const [same, changed, broken] = [
    { item: "t1", changed: false, error: null },
    { item: "t2", changed: true, error: null },
    { item: "t3", changed: true, error: "timeout: Too slow." },
  ];
  expect(chainsOf([same, changed, broken])).toEqual({ all: [same, changed, broken], changed: [changed, broken], broken: [broken] });
});

it("names an answer, and finds its rounds, by as many keys as it has", () => {
  const row = { item: "t1", model: "sim/willow-large", sample: 2 };
  expect(answerName(row)).toBe("t1 · sim/willow-large · #2");
  expect(chainFilters(row).map(({ column, value }) => `${column}=${value}`)).toEqual(["item=t1", "model=sim/willow-large", "sample=2"]);
  expect(answerName({ item: "t1" })).toBe("t1");
  expect(chainFilters({ item: "t1", model: null })).toHaveLength(1);
});
