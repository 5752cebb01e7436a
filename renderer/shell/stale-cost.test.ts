import { expect, it } from "vitest";
import type { CellPlan, CellStatus } from "#shared/journal/entries.ts";
import { staleCost } from "./stale-cost.ts";

const plan = (calls: number, costUsd: CellPlan["costUsd"]): CellPlan => ({
  cell: "c",
  kind: "teacher",
  costClass: "paid",
  reasons: [],
  rows: calls,
  calls,
  mostCalls: calls,
  cachedCalls: 0,
  costUsd,
  durationMs: null,
  otherOrigins: [],
});

const status = (state: CellStatus["state"], costClass: CellStatus["costClass"], cellPlan: CellPlan | null): CellStatus => ({
  name: "c",
  kind: "teacher",
  costClass,
  state,
  sentence: "",
  reasons: [],
  problems: [],
  upstream: [],
  downstream: [],
  plan: cellPlan,
  progress: null,
  result: null,
});

it("adds up what waits, without exports and what is fresh", () => {
  const cells = [
    status("stale", "paid", plan(10, { low: 0.1, high: 0.2 })),
    status("new", "free", null),
    status("fresh", "paid", plan(99, { low: 9, high: 9 })),
    status("new", "effect", null),
  ];
  expect(staleCost(cells)).toEqual({ cells: 2, calls: 10, costUsd: { low: 0.1, high: 0.2 } });
});

it("does not know the sum when one price is unknown", () => {
  const cells = [status("stale", "paid", plan(10, null)), status("stale", "paid", plan(10, { low: 1, high: 1 }))];
  expect(staleCost(cells).costUsd).toBeNull();
});
