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

  it("expects of a run with a goal what it takes at the rate so far, and never more than it may make", () => {
    let [now, share]: [number, number | null] = [0, null];
    const told: Progress[] = [];
    const clock = { now: () => now, monotonicMs: () => now };
    const progress = createProgress(20, clock, (each) => told.push(each), { share: () => share, mostCalls: 200 });
    const after = (calls: number, reached: number | null) => {
      share = reached;
      for (let at = 0; at < calls; at += 1) {
        now += 300;
        progress.add(call);
      }
      return told.at(-1);
    };
    expect(after(20, null)).toMatchObject({ done: 20, total: 20, etaMs: null });
    expect(after(10, 0)).toMatchObject({ done: 30, total: 200, etaMs: expect.closeTo(170 * 300, 0) });
    expect(after(10, 0.4)).toMatchObject({ done: 40, total: 100, etaMs: expect.closeTo(60 * 300, 0) });
    expect(after(40, 1)).toMatchObject({ done: 80, total: 80, etaMs: null });
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
