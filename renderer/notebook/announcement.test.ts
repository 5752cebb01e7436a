import { describe, expect, it } from "vitest";
import type { RunStatus } from "#shared/journal/entries.ts";
import { emptySession } from "#shared/journal/fold.ts";
import { announcementOf } from "./announcement.ts";

const run: RunStatus = {
  run: "r1",
  state: "running",
  mode: { type: "full" },
  cells: ["answers"],
  startedAt: 0,
  endedAt: null,
  spentUsd: 0,
  budgetUsd: null,
  sentence: null,
  pausedBy: null,
};

describe("announcementOf", () => {
  it("says that a run started, and how it ended", () => {
    const running = { ...emptySession, runs: [run] };
    expect(announcementOf(emptySession, running)).toBe("Run of answers started.");
    const paused = { ...emptySession, runs: [{ ...run, state: "paused", sentence: "The budget is reached." } as const] };
    expect(announcementOf(running, paused)).toBe("The budget is reached.");
  });

  it("is silent when nothing worth saying changed", () => {
    expect(announcementOf(emptySession, { ...emptySession, title: "Other" })).toBeNull();
  });
});
