import { expect, it } from "vitest";
import type { CellStatus, Progress } from "#shared/journal/entries.ts";
import { stateSentence } from "./state-sentence.ts";

const progress: Progress = { done: 84, total: 120, cached: 0, failed: 2, callsPerSecond: 6.14, etaMs: 96_000, spentUsd: 0.98 };
const running: CellStatus = {
  ...{ name: "answers", kind: "teacher", costClass: "paid", state: "running", sentence: "", reasons: [], problems: [], upstream: [] },
  ...{ downstream: [], plan: null, progress, result: null },
};

it("says how far a run is, and what it says of itself", () => {
  expect(stateSentence(running, 0)).toBe("84/120 · 6.1/s · 1m 36s left · $0.98 · 2 failed");
  const note = "31 of 50 accepted · 37 % of 84 candidates";
  expect(stateSentence({ ...running, progress: { ...progress, note } }, 0)).toContain(`84/120 · ${note} · 6.1/s`);
});
