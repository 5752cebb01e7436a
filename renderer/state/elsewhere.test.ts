import { expect, it } from "vitest";
import type { CellPlan, CellStatus } from "#shared/journal/entries.ts";
import { mayRunElsewhere } from "./elsewhere.ts";

const plan = (calls: number): CellPlan => ({
  ...{
    cell: "answers",
    kind: "teacher",
    costClass: "paid",
    reasons: [],
    rows: 40,
    calls,
    mostCalls: calls,
    cachedCalls: 40 - calls,
    costUsd: null,
  },
  ...{ durationMs: null, otherOrigins: [] },
});
const status = (given: Partial<CellStatus>): CellStatus => ({
  ...{ name: "answers", kind: "teacher", costClass: "paid", state: "stale", sentence: "", reasons: [], problems: [], upstream: [] },
  ...{ downstream: [], plan: null, progress: null, result: null, ...given },
});
const batch = { batches: 1, done: 3, total: 40, since: 0, lookedAt: null, isCancelling: false, problem: null };

it("offers files for other machines wherever calls are unanswered or nothing is known of them", () => {
  expect(mayRunElsewhere(status({ state: "new" }))).toBe(true);
  expect(mayRunElsewhere(status({ plan: plan(40) }))).toBe(true);
  expect(mayRunElsewhere(status({ state: "paused", plan: plan(0), batch }))).toBe(true);
  expect(mayRunElsewhere(status({ state: "partial", plan: plan(0) }))).toBe(true);
});

it("offers none where all is answered, where no model is asked, and while the cell runs or waits for another", () => {
  expect(mayRunElsewhere(undefined)).toBe(false);
  expect(mayRunElsewhere(status({ plan: plan(0) }))).toBe(false);
  for (const state of ["fresh", "running", "queued", "blocked", "clash", "frozen"] as const)
    expect(mayRunElsewhere(status({ state })), state).toBe(false);
  expect(mayRunElsewhere(status({ costClass: "free" }))).toBe(false);
});
