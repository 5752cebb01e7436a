import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import { totalsOf } from "../sum-statistic.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureRepeats } from "./measure-repeats.ts";
import { repeatGroups, testRetest } from "./repeat-statistics.ts";

const resampling = { draws: 200, seed: 1 };

/** A string an item, a letter a repeat. */
function asked(judge: string, items: readonly string[], order: "ab" | "ba" | null = "ab"): readonly Judgement[] {
  return items.flatMap((answers, index) =>
    [...answers].map((letter, repeat) => ({ item: `i${index}`, judge, order, repeat, value: letter === "." ? null : letter })),
  );
}

function scored(judge: string, items: readonly (readonly number[])[]): readonly Judgement[] {
  return items.flatMap((values, index) => values.map((value, repeat) => ({ item: `i${index}`, judge, repeat, value })));
}

function row(judgements: readonly Judgement[], statistic: string): TidyRow | undefined {
  return measureRepeats(judgements, { resampling }).rows.find((each) => each.statistic === statistic);
}

test("flip probability, entropy, stability and thin majorities are means over the questions asked again", () => {
  const judgements = asked("x", ["aaaa", "aabb", "aaab", "b"]);
  expect(row(judgements, "flip probability")?.estimate).toBeCloseTo((0 + 4 / 6 + 3 / 6) / 3, 14);
  expect(row(judgements, "verdict entropy")?.estimate).toBeCloseTo((0 + 1 + 0.8112781244591328) / 3, 14); // scipy.stats.entropy([3, 1], base=2)
  expect(row(judgements, "repetition stability")?.estimate).toBeCloseTo((1 + 0.5 + 0.75) / 3, 14);
  expect(row(judgements, "majority below 80 %")).toMatchObject({ estimate: 2 / 3, n: 12, items: 3 });
});

test("the flip probability does not depend on how often was asked, only on how the answers divide", () => {
  expect(row(asked("x", ["aaabbb", "aaabbb"]), "flip probability")?.estimate).toBeCloseTo(0.6, 14);
  expect(row(asked("x", ["ab", "aa"]), "flip probability")?.estimate).toBe(0.5);
});

test("two orders of one item are two questions, not a repeat", () => {
  const orders = [...asked("x", ["a", "b"], "ab"), ...asked("x", ["b", "b"], "ba")];
  expect(row(orders, "flip probability")).toMatchObject({ estimate: null, reason: expect.stringContaining("no item was asked twice") });
});

test("nothing asked twice is undefined, and rows without a repeat number are named as duplicates", () => {
  const twice = [...asked("x", ["a", "b"]), ...asked("x", ["a", "b"])];
  expect(row(twice, "flip probability")?.reason).toMatch(/count as duplicates$/);
  expect(measureRepeats([]).sentence).toBe("There are no judgements.");
});

test("unreadable answers are left out and counted, and an item with one readable answer says nothing", () => {
  const judgements = asked("x", ["aa.", "a..", "ab", "bb"]);
  expect(row(judgements, "flip probability")).toMatchObject({ items: 3, n: 6, dropped: 3 });
});

test("a judge that never flips gets an interval that does not pretend to certainty", () => {
  const never = row(
    asked(
      "x",
      Array.from({ length: 20 }, () => "aaa"),
    ),
    "flip probability",
  );
  expect(never).toMatchObject({ estimate: 0, low: 0, interval: "wilson" });
  expect(never?.high).toBeCloseTo(0.1611, 4); // statsmodels proportion_confint(0, 20, method="wilson")
});

test("test-retest reliability of scores matches R", () => {
  // psych::ICC(matrix(c(9,2,5,8, 6,1,3,2, 8,4,6,8, 7,1,2,6, 10,5,6,9, 6,2,4,7), 6, byrow = TRUE), lmer = FALSE): ICC1 = 0.1657
  const table = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];
  expect(row(scored("x", table), "test-retest icc(1)")?.estimate).toBeCloseTo(0.1657418, 6);
  expect(row(scored("x", table), "spread of repeats")?.estimate).toBeCloseTo(2.502776, 5); // sqrt of the within-item mean square 6.263889
});

test("unequal numbers of repeats use the mean number of an unbalanced design", () => {
  // One-way anova in R: a <- anova(lm(y ~ g)); k0 = (N - sum(k^2)/N)/(g - 1); (MSB - MSW)/(MSB + (k0 - 1) MSW)
  const { groups } = repeatGroups(
    scored("x", [
      [1, 2],
      [4, 5, 5],
      [2, 2, 3, 3],
      [5, 4],
    ]),
  );
  const statistic = testRetest(groups);
  expect(statistic.value(totalsOf(statistic))).toBeCloseTo(0.843067320553, 11);
});

test("verdicts get no test-retest correlation, and judges are compared on what both were asked twice", () => {
  const judgements = [...asked("x", ["aa", "ab", "bb", "ab"]), ...asked("y", ["aa", "aa", "b"])];
  const { rows, sentence } = measureRepeats(judgements, { resampling });
  expect(rows.some(({ statistic }) => statistic === "test-retest icc(1)")).toBe(false);
  expect(rows.find(({ statistic }) => statistic === "difference of flip probability")).toMatchObject({ estimate: 0.5, items: 2 });
  expect(sentence).toMatch(/^Asked again, x says something else in 50 % .* Least of 2: Asked again, y says something else in 0 %/);
});

test("slices repeat the rows on their own questions, and the order of rows changes nothing", () => {
  const judgements = asked("x", ["aa", "ab", "bb", "ba"]).map((each) => ({ ...each, slices: [`half: ${each.item < "i2" ? 1 : 2}`] }));
  const { rows } = measureRepeats(judgements, { resampling });
  expect(rows.filter(({ statistic }) => statistic === "flip probability").map(({ slice }) => slice)).toEqual([null, "half: 1", "half: 2"]);
  expect(measureRepeats([...judgements].reverse(), { resampling }).rows).toEqual(rows);
});
