import { describe, expect, it } from "vitest";
import type { Progress } from "#shared/journal/entries.ts";
import { createProgress, createTeller, progressSentence } from "./progress.ts";

const call = { cached: false, failed: false, costUsd: 0.01 };

describe("progress", () => {
  it("counts calls that nobody could count beforehand, and then tells no time left", () => {
    let now = 0;
    const told: Progress[] = [];
    const progress = createProgress(10, { now: () => now, monotonicMs: () => now }, (each) => told.push(each));
    for (let at = 0; at < 25; at += 1) {
      now += 300;
      progress.add(call);
    }
    expect(told.find(({ done }) => done === 8)).toMatchObject({ total: 10, etaMs: expect.closeTo(600, 0) });
    expect(told.at(-1)).toMatchObject({ done: 25, total: 25, etaMs: null });
    expect(progress.finish().spentUsd).toBeCloseTo(0.25, 9);
  });

  it("says what the run says of itself beside its counts", () => {
    const base = { done: 412, total: 1000, cached: 0, failed: 3, callsPerSecond: 6.1, etaMs: 96_000, spentUsd: 0.98 };
    expect(progressSentence(base)).toBe("412/1,000 · 6.1/s · 1m 36s left · $0.98 · 3 errors");
    expect(progressSentence({ ...base, note: "212 of 500 accepted · 71 % of 300 candidates" })).toContain(
      "412/1,000 · 212 of 500 accepted · 71 % of 300 candidates · 6.1/s",
    );
  });

  it("passes on a sentence at most four times a second, the first at once", () => {
    let now = 1000;
    const shown: string[] = [];
    const tell = createTeller({ now: () => now, monotonicMs: () => now }, (sentence) => shown.push(sentence));
    for (let at = 0; at <= 10; at += 1) {
      tell(`at ${at}`);
      now += 100;
    }
    expect(shown).toEqual(["at 0", "at 3", "at 6", "at 9"]);
  });
});
