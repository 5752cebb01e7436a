import { expect, it } from "vitest";
import { spendByModel } from "./teacher-spend.ts";

it("adds up tokens, money and failures by model, and takes the middle latency", () => {
  expect(
    spendByModel([
      { model: "sim/a", error: null, prompt_tokens: 10, completion_tokens: 4, cost_usd: 0.5, latency_ms: 100 },
      { model: "sim/b", error: "cut off", prompt_tokens: 7n, completion_tokens: 2, cost_usd: null, latency_ms: null },
      { model: "sim/a", error: null, prompt_tokens: 20, completion_tokens: 6, cost_usd: 0.25, latency_ms: 300 },
    ]),
  ).toEqual([
    { model: "sim/a", rows: 2, failed: 0, promptTokens: 30, completionTokens: 10, costUsd: 0.75, medianLatencyMs: 200 },
    { model: "sim/b", rows: 1, failed: 1, promptTokens: 7, completionTokens: 2, costUsd: null, medianLatencyMs: null },
  ]);
});

it("says of what nobody counted that it is not known, never 0", () => {
  expect(spendByModel([{ model: "sim/a", error: null, cost_usd: null }])).toEqual([
    { model: "sim/a", rows: 1, failed: 0, promptTokens: null, completionTokens: null, costUsd: null, medianLatencyMs: null },
  ]);
  expect(spendByModel([])).toEqual([]);
});
