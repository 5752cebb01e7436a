import fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureScores } from "./measure-scores.ts";

const resampling = { draws: 200, seed: 1 };

function scores(judge: string, values: readonly (number | null)[]): readonly Judgement[] {
  return values.map((value, index) => ({ item: `i${index}`, judge, value })).filter(({ value }) => value === null || !Number.isNaN(value));
}

function rows(judgements: readonly Judgement[], options: MeasureOptions = {}): readonly TidyRow[] {
  return measureScores(judgements, { resampling, ...options }).rows;
}

function estimate(
  judgements: readonly Judgement[],
  statistic: string,
  judge: string,
  options: MeasureOptions = {},
): number | null | undefined {
  return rows(judgements, options).find((row) => row.statistic === statistic && row.judge_a === judge)?.estimate;
}

const gap = Number.NaN;

test("severity is the judge effect of a least-squares fit with answer effects, on incomplete data as R has it", () => {
  // options(contrasts = c("contr.sum", "contr.poly")); coef(lm(s ~ judge + item, d))
  const panel = [...scores("x", [4, 3, gap, 5, 2, gap]), ...scores("y", [2, 3, 1, 4, gap, 2]), ...scores("z", [5, gap, 4, 4, 3, 5])];
  expect(estimate(panel, "severity", "x")).toBeCloseTo(0.142857142857, 11);
  expect(estimate(panel, "severity", "y")).toBeCloseTo(-1.126984126984, 11);
  expect(estimate(panel, "severity", "z")).toBeCloseTo(0.984126984127, 11);
  expect(measureScores(panel, { resampling }).sentence).toMatch(/^On the same answers z scores highest, 0\.98 .* and y lowest, −1\.13/);
});

test("a judge's severity says nothing of how good the answers it got were", () => {
  const easy = [...scores("mild", [5, 5, 5, 3, gap, gap]), ...scores("strict", [gap, gap, 4, 2, 1, 1])];
  expect(estimate(easy, "severity", "mild")).toBeCloseTo(0.5, 12);
  expect(estimate(easy, "severity", "strict")).toBeCloseTo(-0.5, 12);
});

test("judges that share no answer with the others, or stand alone, have no severity", () => {
  const apart = [...scores("x", [1, 2, gap, gap]), ...scores("y", [gap, gap, 3, 4])];
  expect(rows(apart)[0]).toMatchObject({ statistic: "severity", estimate: null, reason: expect.stringContaining("no answer in common") });
  expect(rows(scores("x", [1, 2]))[0]?.reason).toBe("severity needs at least two judges and there is one, x");
  expect(rows([{ item: "i", judge: "x", value: "a" }])[0]?.reason).toMatch(/^there are no scores/);
  expect(measureScores([]).sentence).toMatch(/there are no scores/);
});

test("spread, ends, values used and entropy match numpy and scipy", () => {
  // numpy.std(x, ddof=1); scipy.stats.entropy([1, 1, 3, 1], base=2)
  const judgements = [...scores("x", [4, 3, 5, 2, 4, 4, null])];
  expect(estimate(judgements, "spread", "x")).toBeCloseTo(1.0327955589886446, 12);
  expect(estimate(judgements, "entropy", "x")).toBeCloseTo(1.7924812503605778, 12);
  expect(rows(judgements).find(({ statistic }) => statistic === "values used")).toMatchObject({ estimate: 4, low: null, n: 6, dropped: 1 });
  expect(estimate(judgements, "share at top", "x")).toBeCloseTo(1 / 6, 14);
  expect(estimate(judgements, "share at top", "x", { categories: [1, 2, 3, 4, 5, 6] })).toBe(0);
  expect(rows(judgements, { categories: [1, 2, 3, 4, 5, 6] }).find(({ statistic }) => statistic === "values used")?.sentence).toBe(
    "x uses 4 values on a scale of 6 in 6 scores; left out: 1 unreadable or contradictory.",
  );
});

test("without a declared scale the ends are the lowest and highest anybody gave", () => {
  const judgements = [...scores("x", [1, 3, 3]), ...scores("y", [2, 5, 5])];
  expect(estimate(judgements, "share at top", "x")).toBe(0);
  expect(estimate(judgements, "share at bottom", "x")).toBeCloseTo(1 / 3, 14);
  expect(estimate(judgements, "share at top", "y")).toBeCloseTo(2 / 3, 14);
});

test("scores off the declared scale are named", () => {
  const used = rows(scores("x", [1, 3, 7, 9]), { categories: [1, 2, 3, 4, 5] }).find(({ statistic }) => statistic === "values used");
  expect(used?.reason).toMatch(/^2 scores not on the declared scale, such as 7;/);
});

test("central tendency is the spread beside the panel's on the answers they share", () => {
  // numpy.sqrt(var([2, 4, 3, 3, 3], ddof=1) / var([1, 5, 3, 4, 2], ddof=1))
  const judgements = [...scores("wide", [1, 5, 3, 4, 2, 5]), ...scores("narrow", [2, 4, 3, 3, 3])];
  expect(estimate(judgements, "central tendency", "narrow")).toBeCloseTo(0.4472135954999579, 12);
  expect(estimate(judgements, "central tendency", "wide")).toBeCloseTo(1 / 0.4472135954999579, 12);
  const constant = [...scores("x", [3, 3, 3]), ...scores("y", [3, 3, 3])];
  expect(estimate(constant, "central tendency", "x")).toBeNull();
});

test("halo is the mean correlation between criteria on the same answers", () => {
  // numpy.corrcoef([a, b, c]): mean of the three off-diagonals
  const columns = { clear: [1, 2, 3, 4, 5, 3], right: [2, 2, 4, 4, 5, 2], short: [5, 1, 3, 2, 4, 3] };
  const named = Object.entries(columns).flatMap(([criterion, values]) =>
    values.map((value, index): Judgement => ({ item: JSON.stringify([`i${index}`, "m", criterion]), judge: "x", criterion, value })),
  );
  expect(estimate(named, "halo", "x")).toBeCloseTo(0.2858637726260256, 12);
  expect(estimate(scores("x", [1, 2, 3]), "halo", "x")).toBeUndefined();
});

test("repeats and orders of one answer count as their mean, so a judge asked twice weighs no more", () => {
  const once = [...scores("x", [4, 2, 3]), ...scores("y", [2, 2, 1])];
  const twice = [...once, { item: "i0", judge: "x", value: 4, repeat: 1 }];
  expect(estimate(twice, "severity", "x")).toBe(estimate(once, "severity", "x"));
});

const panels = fc.array(
  fc.record({ item: fc.integer({ min: 0, max: 12 }), judge: fc.constantFrom("x", "y", "z"), value: fc.integer({ min: 1, max: 5 }) }),
  {
    maxLength: 40,
  },
);
const asJudgements = (drawn: readonly { item: number; judge: string; value: number }[]) =>
  drawn.map(({ item, judge, value }, repeat): Judgement => ({ item: `i${item}`, judge, value, repeat }));

test("shuffling the rows changes no figure, and none is NaN without a reason", () => {
  fc.assert(
    fc.property(panels, (drawn) => {
      const judgements = asJudgements(drawn);
      const found = rows(judgements);
      expect(rows([...judgements].reverse())).toEqual(found);
      for (const { estimate: value, low, reason } of found) {
        expect(value === null ? reason : Number.isFinite(value)).toBeTruthy();
        expect(low === null || Number.isFinite(low)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test("moving the whole scale moves no severity and no spread", () => {
  fc.assert(
    fc.property(panels, (drawn) => {
      const moved = asJudgements(drawn.map((each) => ({ ...each, value: each.value + 100 })));
      const figures = (of: readonly Judgement[]) =>
        rows(of).flatMap((row) =>
          ["severity", "spread", "entropy", "central tendency"].includes(row.statistic) ? [row.estimate?.toFixed(8)] : [],
        );
      expect(figures(moved)).toEqual(figures(asJudgements(drawn)));
    }),
    { numRuns: 40 },
  );
});

test("of judges that score alike none is called the mildest", () => {
  const panel = ["x", "y", "z"].flatMap((judge) => scores(judge, [3, 3, 3, 3]));
  expect(measureScores(panel, { resampling }).sentence).toBe("On the same answers all 3 judges score equally high.");
});

test("the mean alone is the same figure as among all others", () => {
  const panel = [...scores("x", [4, 3, gap, 5, null, 2, 1, 3, 4, 5, 2, 3, 4]), ...scores("y", [2, 3, 1, 4, 5, 2, 1, 4, 4, 5, 3, 1, 2])];
  for (const [judgements, judge] of [
    [panel, null],
    [scores("x", [1, 2, 4]), "x"],
  ] as const) {
    const only = rows(judgements, { only: "mean score" });
    expect(only).toEqual(rows(judgements).filter((row) => row.statistic === "mean score" && row.judge_a === judge));
  }
  expect(rows(panel, { only: "mean score" })[0]?.low).toBeTypeOf("number");
  expect(rows([], { only: "mean score" })).toMatchObject([{ estimate: null, reason: "there is no readable score" }]);
});
