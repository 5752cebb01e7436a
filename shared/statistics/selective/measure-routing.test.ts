import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, turned } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureRouting } from "./measure-routing.ts";

const resampling = { draws: 100, seed: 1 };

/** Three judges that err together more often on hard items, and a person. */
function judged(items: number, seed = 1): readonly Judgement[] {
  const bits = randomBits(seed);
  return Array.from({ length: items }, (_, index): readonly Judgement[] => {
    const item = `i${index}`;
    const truth = uniform(bits) < 0.5 ? "a" : "b";
    const hard = uniform(bits) < 0.4;
    const verdicts = ["x", "y", "z"].map((judge): Judgement => {
      const right = uniform(bits) < (hard ? 0.55 : 0.97);
      const value = right === (truth === "a") ? "a" : "b";
      return { item, judge, value, p: value === "a" ? 0.6 + 0.3 * uniform(bits) : 0.4 - 0.3 * uniform(bits) };
    });
    return [...verdicts, { item, judge: "ann", value: truth, isPerson: true }];
  }).flat();
}

const curve = (rows: readonly TidyRow[], line: string) =>
  rows.filter(({ statistic }) => statistic === `residual disagreement, ${line}`).map(({ estimate }) => estimate ?? Number.NaN);

test("curves start where the panel stands, end at nothing, and lie between random and oracle where the ranking helps", () => {
  const { rows, sentence } = measureRouting(judged(400), { resampling });
  const [random, share, entropy, oracle] = ["random", "vote share", "entropy", "oracle"].map((line) => curve(rows, line));
  for (const line of [random, share, entropy, oracle]) {
    expect(line).toHaveLength(21);
    expect(line?.[0]).toBeCloseTo(random?.[0] ?? 0, 12);
    expect(line?.at(-1)).toBeCloseTo(0, 12);
  }
  share?.forEach((left, at) => {
    expect(left).toBeGreaterThanOrEqual((oracle?.[at] ?? 1) - 1e-12);
    expect(left).toBeLessThanOrEqual((random?.[at] ?? 0) + 1e-12);
  });
  const gain = rows.find(({ statistic }) => statistic === "routing gain, vote share");
  expect(gain?.low).toBeGreaterThan(0.2);
  expect(gain?.high).toBeLessThan(1);
  expect(sentence).toMatch(/^With 20 % of 400 items sent to people by (vote share|entropy|variance), disagreement left is/);
});

test("items of equal rank are routed in no order: the curve is straight through them", () => {
  const bits = ["aab", "aab", "aaa", "aaa"];
  const people = ["a", "b", "a", "a"];
  const judgements = bits.flatMap((votes, index): readonly Judgement[] => [
    ...[...votes].map((value, judge): Judgement => ({ item: `${index}`, judge: `j${judge}`, value })),
    { item: `${index}`, judge: "h", value: people[index] ?? null, isPerson: true },
  ]);
  const { rows } = measureRouting(judgements, { resampling });
  // One of four is wrong, in the doubtful half: sending a quarter finds it half of the time.
  expect(curve(rows, "vote share").filter((_, at) => at % 5 === 0)).toEqual(
    [0.25, 0.125, 0, 0, 0].map((value) => expect.closeTo(value, 12)),
  );
  expect(curve(rows, "oracle")[5]).toBeCloseTo(0, 12);
  expect(curve(rows, "random")[10]).toBeCloseTo(0.125, 12);
});

test("scores are ranked by their variance, and what is left is the distance of the means", () => {
  const scores = [
    [1, 5, 4],
    [3, 3, 3],
    [2, 4, 5],
  ];
  const judgements = scores.flatMap(([x = 0, y = 0, human = 0], index): readonly Judgement[] => [
    { item: `${index}`, judge: "x", value: x },
    { item: `${index}`, judge: "y", value: y },
    { item: `${index}`, judge: "h", value: human, isPerson: true },
  ]);
  const { rows } = measureRouting(judgements, { resampling });
  expect(curve(rows, "variance")[0]).toBeCloseTo((1 + 0 + 2) / 3, 12);
  expect(rows.some(({ statistic }) => statistic === "residual disagreement, entropy")).toBe(false);
});

test("no people, nothing to rank by, no disagreement and nothing shared are told in words", () => {
  const reason = (judgements: readonly Judgement[]) => measureRouting(judgements, { resampling }).rows[0]?.reason;
  expect(reason([])).toBe("no person labelled anything, so disagreement with people is not known");
  const one = judged(5)
    .filter(({ judge }) => judge === "x" || judge === "ann")
    .map(({ p: _, ...each }) => each);
  expect(reason(one)).toMatch(/^one judge without probabilities/);
  const agreed = judged(20).map((each) => ({ ...each, value: "a", ...(each.p === undefined ? {} : { p: 0.8 }) }));
  const gain = measureRouting(agreed, { resampling }).rows.find(({ statistic }) => statistic === "routing gain, vote share");
  expect(gain).toMatchObject({ estimate: null, reason: "panel and people never disagree, so there is nothing to gain" });
  const apart = judged(4).map((each) => (each.isPerson ? { ...each, item: `${each.item}!` } : each));
  expect(reason(apart)).toBe("people and judges gave no readable verdict on the same item");
});

test("an item no judge decided is left out and counted", () => {
  const judgements = judged(20).map((each) => (each.item === "i3" && !each.isPerson ? { ...each, value: null } : each));
  expect(measureRouting(judgements, { resampling }).rows[0]).toMatchObject({ n: 19, dropped: 1 });
});

test("neither the order of rows nor the naming of sides changes a figure", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
      const judgements = judged(30, seed);
      const options = { resampling: { draws: 10, seed } };
      const figures = measureRouting(judgements, options);
      expect(measureRouting([...judgements].reverse(), options)).toEqual(figures);
      const other = measureRouting(judgements.map(turned), options).rows;
      other.forEach(({ estimate }, index) => {
        if (estimate === null) expect(figures.rows[index]?.estimate).toBeNull();
        else expect(estimate).toBeCloseTo(figures.rows[index]?.estimate ?? Number.NaN, 9);
      });
    }),
    { numRuns: 20 },
  );
});
