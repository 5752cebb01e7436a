import fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import type { TidyRow } from "../tidy-row.ts";
import { type AgreementOptions, measureAgreement } from "./measure-agreement.ts";

const resampling = { draws: 200, seed: 1 };

function verdicts(judge: string, values: string): readonly Judgement[] {
  const names: { readonly [letter: string]: string | null } = { a: "a", b: "b", t: "tie", ".": null };
  return [...values].flatMap((letter, index) => (letter === " " ? [] : [{ item: `i${index}`, judge, value: names[letter] ?? null }]));
}

function row(judgements: readonly Judgement[], statistic: string, options: AgreementOptions = {}, judges = 2): TidyRow | undefined {
  const { rows } = measureAgreement(judgements, { resampling, ...options });
  return rows.find((each) => each.statistic === statistic && (judges === 2 ? each.judge_b !== null : each.judge_b === null));
}

test("every pair of judges gets three figures, all together get alpha, each judge its baseline", () => {
  const judgements = [...verdicts("x", "aabbtaabbt"), ...verdicts("y", "aabbtaabbb"), ...verdicts("z", "abbbtaabat")];
  const { rows, sentence } = measureAgreement(judgements, { resampling });
  const kinds = rows.map(({ statistic }) => statistic);
  expect(kinds.filter((kind) => kind === "cohen kappa")).toHaveLength(3);
  expect(kinds.filter((kind) => kind === "krippendorff alpha")).toHaveLength(4);
  expect(kinds.filter((kind) => kind === "baseline: commonest class")).toHaveLength(3);
  expect(sentence).toMatch(/^3 judges reach Krippendorff's alpha 0\.\d\d \[.*\] on 10 items; closest are x and y/);
  for (const each of rows) expect(each.estimate === null ? each.reason : each.sentence).toBeTruthy();
});

test("one judge, one class, nothing shared and no judgements are told in words", () => {
  const one = measureAgreement(verdicts("x", "abab"), { resampling });
  expect(one.rows[0]).toMatchObject({ estimate: null, reason: "agreement needs at least two judges and there is one, x" });
  expect(row([...verdicts("x", "aaaa"), ...verdicts("y", "aaaa")], "cohen kappa")).toMatchObject({
    estimate: null,
    reason: "both always gave the same single class, so agreement by chance is already complete",
  });
  expect(row([...verdicts("x", "tttt"), ...verdicts("y", "tttt")], "krippendorff alpha")?.reason).toMatch(
    /every judgement has the same value/,
  );
  expect(row([...verdicts("x", "ab  "), ...verdicts("y", "  ab")], "percent agreement")?.reason).toBe("the two judged no item in common");
  expect(measureAgreement([]).sentence).toBe("Krippendorff alpha is undefined: there are no judgements.");
});

test("a judge that never varies is flagged, since its kappa is zero whatever the other says", () => {
  const constant = row([...verdicts("x", "aaaaaaaaaaaa"), ...verdicts("y", "abababababab")], "cohen kappa");
  expect(constant?.estimate).toBe(0);
  expect(constant?.reason).toMatch(/^one of the two gave a single class throughout/);
});

test("two items give values without a bootstrap interval", () => {
  const kappa = row([...verdicts("x", "ab"), ...verdicts("y", "aa")], "cohen kappa");
  expect(kappa).toMatchObject({ estimate: 0, low: null, high: null, items: 2 });
  expect(kappa?.reason).toMatch(/no interval: 2 of the 10 prompts/);
});

test("items only one judge saw are no disagreement, and unreadable ones are left out and counted", () => {
  const judgements = [...verdicts("x", "abababab"), ...verdicts("y", "ab.b    ")];
  expect(row(judgements, "percent agreement")).toMatchObject({ estimate: 1, items: 3, dropped: 1 });
  expect(row(judgements, "percent agreement")?.sentence).toBe(
    "x and y say the same on 100 % [44, 100] of 3 items; left out: 1 unreadable or contradictory.",
  );
  expect(row(judgements, "percent agreement", { nulls: "disagree" })).toMatchObject({ estimate: 0.75, items: 4, dropped: 0 });
});

test("a verdict that flips with the order is left out, a tie, or its own class, as asked", () => {
  const flips: Judgement[] = [
    { item: "i0", judge: "x", value: "a", order: "ab" },
    { item: "i0", judge: "x", value: "b", order: "ba" },
    { item: "i1", judge: "x", value: "a", order: "ab" },
    { item: "i1", judge: "x", value: "a", order: "ba" },
  ];
  const judgements = [...flips, ...verdicts("y", "ta")];
  expect(row(judgements, "percent agreement")).toMatchObject({ estimate: 1, items: 1, dropped: 1 });
  expect(row(judgements, "percent agreement", { inconsistent: "tie" })).toMatchObject({ estimate: 1, items: 2 });
  expect(row(judgements, "percent agreement", { inconsistent: "category" })).toMatchObject({ estimate: 0.5, items: 2 });
  expect(row(flips, "baseline: always first", {}, 1)).toMatchObject({ estimate: 0.75, n: 4, items: 2 });
});

test("votes given twice are named, count once when they agree and not at all when they differ", () => {
  const judgements = [...verdicts("x", "abab"), ...verdicts("y", "abab"), ...verdicts("x", "ab"), ...verdicts("x", "  b")];
  const { rows, sentence } = measureAgreement(judgements, { resampling });
  expect(sentence).toMatch(/3 votes given more than once \(x on i0, x on i1, x on i2\); 1 contradict each other and do not count\.$/);
  expect(rows.find(({ statistic }) => statistic === "percent agreement")).toMatchObject({ items: 3, dropped: 1, estimate: 1 });
});

test("scores are distances without kappa, compared on an interval scale, or an ordinal one when asked; words need their order", () => {
  const scores: Judgement[] = [1, 2, 3, 4, 5].flatMap((score, item) => [
    { item: `i${item}`, judge: "x", value: score },
    { item: `i${item}`, judge: "y", value: score + (item % 2) },
  ]);
  const interval = row(scores, "krippendorff alpha")?.estimate ?? 0;
  const ordinal = row(scores, "krippendorff alpha", { scale: "ordinal" })?.estimate ?? 0;
  const nominal = row(scores, "krippendorff alpha", { scale: "nominal" })?.estimate ?? 0;
  expect(interval).toBeGreaterThan(nominal);
  expect(row(scores, "cohen kappa")).toBeUndefined();
  expect(row(scores, "cohen kappa", { scale: "nominal" })?.estimate).toBeGreaterThan(0);
  expect(ordinal).not.toBe(interval);
  const words = [...verdicts("x", "abab"), ...verdicts("y", "abba")];
  expect(row(words, "krippendorff alpha", { scale: "interval" })?.reason).toBe('an interval scale needs numbers, and "a" is none');
  expect(row(words, "krippendorff alpha", { scale: "ordinal" })?.reason).toMatch(/listed from low to high/);
  expect(row(words, "krippendorff alpha", { scale: "ordinal", categories: ["a"] })?.reason).toBe(
    '"b" is not among the classes of the scale',
  );
});

test("met and not met are two classes, and a value off the declared scale leaves kappa undefined with its name", () => {
  const scored = (judge: string, values: readonly number[]) =>
    values.map((value, index): Judgement => ({ item: `i${index}`, judge, value }));
  const met = [...scored("x", [1, 0, 1, 1]), ...scored("y", [1, 0, 0, 1])];
  expect(row(met, "cohen kappa")?.estimate).toBe(0.5);
  expect(row(met, "pearson")).toBeUndefined();
  const between = [...scored("x", [1, 2, 4.5, 5]), ...scored("y", [1, 2, 4, 5])];
  expect(row(between, "cohen kappa", { categories: [1, 2, 3, 4, 5] })).toMatchObject({
    estimate: null,
    reason: '"4.5" is not among the classes of the scale',
  });
  expect(row(between, "spearman", { categories: [1, 2, 3, 4, 5] })?.estimate).toBe(1);
});

test("a reference judge adds the difference of the others' agreement with it", () => {
  const judgements = [...verdicts("human", "abababababab"), ...verdicts("good", "abababababaa"), ...verdicts("poor", "bbabbabbabba")];
  const { rows } = measureAgreement(judgements, { reference: "human", resampling });
  const gap = rows.find(({ statistic }) => statistic === "difference of percent agreement with human");
  expect(gap).toMatchObject({ judge_a: "good", judge_b: "poor", items: 12 });
  expect(gap?.estimate).toBeGreaterThan(0);
});

test("a reference nobody goes by is named with those who judged", () => {
  const { rows } = measureAgreement([...verdicts("x", "abab"), ...verdicts("y", "abba")], { reference: "humna", resampling });
  expect(rows.find(({ statistic }) => statistic.startsWith("difference"))?.reason).toBe(
    "nobody called humna judged here; judges here are x, y",
  );
});

test("slices repeat the table on their own rows", () => {
  const judgements = [...verdicts("x", "ababab"), ...verdicts("y", "abaaba")].map((each) => ({
    ...each,
    slices: [Number(each.item.slice(1)) < 3 ? "half: first" : "half: second"],
  }));
  const { rows } = measureAgreement(judgements, { resampling });
  const percents = rows.filter(({ statistic }) => statistic === "percent agreement");
  expect(percents.map(({ slice, estimate }) => [slice, estimate])).toEqual([
    [null, 0.5],
    ["half: first", 1],
    ["half: second", 0],
  ]);
});

const study = fc.array(
  fc.record({
    item: fc.integer({ min: 0, max: 14 }),
    judge: fc.constantFrom("x", "y", "z"),
    value: fc.constantFrom("a", "b", "tie", null),
  }),
  {
    maxLength: 60,
  },
);
const asJudgements = (rows: readonly { item: number; judge: string; value: string | null }[]): Judgement[] =>
  rows.map(({ item, judge, value }, repeat) => ({ item: `i${item}`, judge, value, cluster: `c${item % 12}`, repeat }));
const figures = (judgements: readonly Judgement[]) =>
  measureAgreement(judgements, { resampling }).rows.map(({ sentence: _, ...figure }) => figure);

test("shuffling the rows changes no figure", () => {
  fc.assert(
    fc.property(study, fc.integer(), (rows, seed) => {
      const judgements = asJudgements(rows);
      const shuffled = [...judgements].sort((left, right) => (((left.repeat ?? 0) * seed) % 17) - (((right.repeat ?? 0) * seed) % 17));
      expect(figures(shuffled)).toEqual(figures(judgements));
    }),
    { numRuns: 40 },
  );
});

test("swapping the names of the sides changes no estimate", () => {
  const other: { readonly [verdict: string]: string } = { a: "b", b: "a", tie: "tie" };
  fc.assert(
    fc.property(study, (rows) => {
      const judgements = asJudgements(rows);
      const swapped = judgements.map((each) => ({
        ...each,
        value: typeof each.value === "string" ? (other[each.value] ?? null) : each.value,
      }));
      const estimates = (of: readonly Judgement[]) => figures(of).map(({ estimate }) => estimate?.toFixed(12));
      expect(estimates(swapped)).toEqual(estimates(judgements));
    }),
    { numRuns: 40 },
  );
});

test("no figure is ever NaN, and every missing one has a reason", () => {
  fc.assert(
    fc.property(study, (rows) => {
      for (const { estimate, low, high, reason } of figures(asJudgements(rows))) {
        for (const number of [estimate, low, high]) expect(number === null || Number.isFinite(number)).toBe(true);
        if (estimate === null) expect(reason).toBeTruthy();
        if (low !== null && high !== null) expect(low).toBeLessThan(high);
      }
    }),
    { numRuns: 60 },
  );
});

test("alpha alone is the same figure as among all others", () => {
  const judgements = [...verdicts("x", "aabbtaabbtaba"), ...verdicts("y", "aabbtaabbbtba"), ...verdicts("z", "abbbtaabataaa")];
  const only = measureAgreement(judgements, { resampling, only: "krippendorff alpha" }).rows;
  expect(only).toEqual([row(judgements, "krippendorff alpha", {}, 3)]);
  expect(only[0]?.low).toBeTypeOf("number");
});

test("two judges' scores are told with the items they share", () => {
  const scored = (judge: string, values: readonly number[]): readonly Judgement[] =>
    values.map((value, index) => ({ item: `i${index}`, judge, value }));
  const { sentence } = measureAgreement([...scored("x", [0.5, 1, 0.25]), ...scored("y", [0.25, 1, 0.5])], { resampling });
  expect(sentence).toMatch(/^x and y: Krippendorff's alpha 0\.\d\d on 3 items\.$/);
});
