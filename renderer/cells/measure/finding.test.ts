import { expect, it } from "vitest";
import { tidyRowOf } from "#shared/statistics/read-tidy-row.ts";
import { findingOf, groupFindings, pValueWords } from "./finding.ts";

it("writes a figure with its interval and n, in the style of its sentence", () => {
  const row = tidyRowOf({ estimate: 0.7123, low: -0.66, high: 0.75, n: 1480, sentence: "They agree." });
  expect(findingOf(row)).toEqual({ figure: "0.71", interval: "[−0.66, 0.75]", n: "1,480", pValue: null, sentence: "They agree." });
  const share = tidyRowOf({ estimate: 0.22, low: 0.15, high: 0.3, n: 60, p_value: 0.0003, sentence: "first changes 22 % [15, 30]." });
  expect(findingOf(share)).toMatchObject({ figure: "22 %", interval: "[15, 30]", pValue: "p < 0.001" });
});

it("writes a count as one, where its sentence does", () => {
  const used = tidyRowOf({ statistic: "values used", estimate: 13, n: 60, sentence: "j uses 13 values in 60 scores." });
  expect(findingOf(used).figure).toBe("13");
  const rank = tidyRowOf({ estimate: 1, low: 1, high: 3, n: 217, sentence: "m is number 1 of 6; the intervals allow 1 to 3." });
  expect(findingOf(rank)).toMatchObject({ figure: "1", interval: "[1, 3]" });
  const whole = tidyRowOf({ estimate: 1, n: 120, sentence: "x and y agree with Gwet's AC1 1.00 on 120 answers." });
  expect(findingOf(whole).figure).toBe("1.00");
  const strength = tidyRowOf({ estimate: 0, n: 60, sentence: "m has a strength of 0.00 in 60 battles." });
  expect(findingOf(strength).figure).toBe("0.00");
});

it("never turns what is undefined into a number", () => {
  const row = tidyRowOf({ estimate: null, low: null, high: null, n: 0, sentence: "Kappa is undefined: one class." });
  expect(findingOf(row)).toMatchObject({ figure: null, interval: null, sentence: "Kappa is undefined: one class." });
  expect(findingOf(tidyRowOf({ estimate: 0.5, low: null, high: null, n: 4, sentence: "" })).interval).toBeNull();
});

it("groups by statistic as they are told: all rows before slices, the undefined last", () => {
  const row = (statistic: string, slice: string | null, estimate: number | null) => tidyRowOf({ statistic, slice, estimate });
  const groups = groupFindings([
    row("kappa", "kind: lists", 0.1),
    row("kappa", null, null),
    row("alpha", null, 0.4),
    row("kappa", null, 0.3),
  ]);
  expect(groups.map(({ statistic, count, undefinedCount }) => [statistic, count, undefinedCount])).toEqual([
    ["kappa", 3, 1],
    ["alpha", 1, 0],
  ]);
  expect(groups[0]?.sections.map(({ slice, rows }) => [slice, rows.map(({ estimate }) => estimate)])).toEqual([
    [null, [0.3, null]],
    ["kind: lists", [0.1]],
  ]);
});

it("says a figure of two judges once, and keeps the one of three beside their pairs", () => {
  const alpha = (judge_a: string | null, judge_b: string | null, estimate: number) =>
    tidyRowOf({ statistic: "alpha", judge_a, judge_b, estimate, low: 0.5, high: 0.9, n: judge_a === null ? 54 : 27 });
  const two = groupFindings([alpha(null, null, 0.71), alpha("ada", "ben", 0.71)]);
  expect(two[0]?.count).toBe(1);
  expect(two[0]?.sections[0]?.rows.map(({ judge_a }) => judge_a)).toEqual(["ada"]);
  const three = groupFindings([alpha(null, null, 0.7), alpha("ada", "ben", 0.6), alpha("ada", "cy", 0.8), alpha("ben", "cy", 0.71)]);
  expect(three[0]?.count).toBe(4);
});

it("says a p value with the digits that matter", () => {
  expect([0.0004, 0.0042, 0.034, 1].map(pValueWords)).toEqual(["p < 0.001", "p 0.004", "p 0.03", "p 1.00"]);
});
