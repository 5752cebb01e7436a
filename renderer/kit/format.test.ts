import { describe, expect, it } from "vitest";
import { countOf, formatAbout, formatClock, formatCostRange, formatCount, formatDuration, formatUsd } from "./format.ts";
import { shownKeys } from "./shown-keys.ts";

describe("money", () => {
  it("shows cents, and two digits below a cent", () => {
    expect([0, 0.0042, 0.00001, 0.31, 12.4].map(formatUsd)).toEqual(["$0", "$0.0042", "$0.000010", "$0.31", "$12.40"]);
  });

  it("shows a range, or one number when both ends read the same", () => {
    expect(formatCostRange({ low: 2.4, high: 3.1 })).toBe("$2.40–3.10");
    expect(formatCostRange({ low: 0.5, high: 0.5 })).toBe("$0.50");
  });
});

it("says times as a person would", () => {
  expect([40, 3_200, 48_000, 96_000, 7_500_000].map(formatDuration)).toEqual(["40 ms", "3.2 s", "48 s", "1m 36s", "2h 05m"]);
  expect([40_000, 180_000].map(formatAbout)).toEqual(["about 40 s", "about 3 min"]);
});

it("shows the clock today and the day before it otherwise", () => {
  const now = new Date(2026, 4, 12, 14, 2).getTime();
  expect(formatClock(now, now)).toBe("14:02");
  expect(formatClock(now - 86_400_000, now)).toBe("11 May 14:02");
});

it("counts with a noun", () => {
  expect([countOf(1, "call"), countOf(1200, "call"), formatCount(12_400)]).toEqual(["1 call", "1,200 calls", "12,400"]);
});

it("prints keys as the machine labels them", () => {
  expect(shownKeys("Mod+Shift+Enter", true)).toBe("⌘⇧↩");
  expect(shownKeys("Mod+Shift+Enter", false)).toBe("Ctrl+Shift+Enter");
  expect(shownKeys("D D", false)).toBe("D D");
});
