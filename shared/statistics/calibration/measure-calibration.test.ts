import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, turned } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { randomBits, uniform } from "../random.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureCalibration } from "./measure-calibration.ts";

const resampling = { draws: 100, seed: 1 };

/** Items whose truth is drawn with chance logistic(x); the judge says logistic(sharpness · x). */
function judged(items: number, sharpness: number, seed = 1): readonly Judgement[] {
  const bits = randomBits(seed);
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  return Array.from({ length: items }, (_, index): readonly Judgement[] => {
    const x = 6 * uniform(bits) - 3;
    const truth = uniform(bits) < logistic(x) ? "a" : "b";
    const p = logistic(sharpness * x);
    const item = `i${index}`;
    return [
      { item, judge: "judge", value: p > 0.5 ? "a" : "b", p },
      { item, judge: "ann", value: truth, isPerson: true },
    ];
  }).flat();
}

function row(judgements: readonly Judgement[], statistic: string, options: MeasureOptions = {}): TidyRow | undefined {
  return measureCalibration(judgements, { resampling, ...options }).rows.find((each) => each.statistic === statistic);
}

test("a judge that is too sure shows in its error, which chance does not explain, and in its temperature", () => {
  const { rows } = measureCalibration(judged(1500, 3), { resampling });
  const of = (statistic: string) => rows.find((each) => each.statistic === statistic);
  const error = of("ece equal width")?.estimate ?? 0;
  expect(error).toBeGreaterThan((of("ece equal width by chance")?.high ?? 1) * 2);
  expect([of("temperature")?.low, of("temperature")?.high].map((end) => Math.round(end ?? 0))).toEqual([3, 3]);
  expect(of("ece equal width, temperature")?.estimate).toBeLessThan(error / 2);
  expect(of("log loss, temperature")?.estimate).toBeLessThan(of("log loss")?.estimate ?? 0);
});

test("Platt's fit tells slope and intercept with intervals, isotonic warns below two hundred items", () => {
  const slope = row(judged(400, 2), "platt slope", { recalibration: "platt" });
  expect(slope?.low).toBeLessThan(0.5);
  expect(slope?.high).toBeGreaterThan(0.5);
  expect(slope?.high).toBeLessThan(1);
  expect(row(judged(400, 2), "platt intercept", { recalibration: "platt" })?.low).toBeLessThan(0);
  expect(row(judged(60, 2), "brier, isotonic", { recalibration: "isotonic" })?.reason).toMatch(/needs about 200 items, and there are 60$/);
  expect(row(judged(200, 2), "brier, isotonic", { recalibration: "isotonic" })?.reason).toBeNull();
});

test("a judge whose probabilities come true is not accused", () => {
  const judgements = judged(1500, 1);
  const chance = row(judgements, "ece equal width by chance");
  expect(row(judgements, "ece equal width")?.estimate).toBeLessThanOrEqual((chance?.high ?? 0) * 1.2);
  const temperature = row(judgements, "temperature", { resampling: { draws: 400, seed: 1 } });
  expect(temperature?.low).toBeLessThan(1);
  expect(temperature?.high).toBeGreaterThan(1);
});

test("an interval of the error holds the error, though noise makes every draw's larger", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const error = row(judged(120, 1, seed), "ece equal mass");
    expect(error?.low).toBeLessThanOrEqual(error?.estimate ?? 0);
    expect(error?.high).toBeGreaterThanOrEqual(error?.estimate ?? 1);
    expect(error?.interval).toBe("cluster bootstrap, its bias removed");
  }
});

test("bins carry mean prediction, share right with Wilson's interval and count; empty ones are undefined", () => {
  const judgements = [0.72, 0.78, 0.75, 0.15].flatMap((p, index): readonly Judgement[] => [
    { item: `${index}`, judge: "x", value: "a", p },
    { item: `${index}`, judge: "h", value: index === 0 ? "b" : "a", isPerson: true },
  ]);
  const bins = measureCalibration(judgements, { resampling }).rows.filter(({ statistic }) => statistic === "reliability bin");
  expect(bins).toHaveLength(10);
  expect(bins[7]).toMatchObject({ x: expect.closeTo(0.75, 12), estimate: expect.closeTo(2 / 3, 12), n: 3, interval: "wilson" });
  expect(bins[4]).toMatchObject({ estimate: null, n: 0, reason: "no probability between 0.4 and 0.5 has a decisive label" });
});

test("p is averaged over both orders, an order without p leaves the item out, wide bounds and single orders are told", () => {
  const person = (item: string, value: string): Judgement => ({ item, judge: "h", value, isPerson: true });
  const asked = (item: string, order: "ab" | "ba", p: number | null, more: Partial<Judgement> = {}): Judgement => ({
    item,
    judge: "x",
    value: "a",
    order,
    p,
    ...more,
  });
  const judgements = [
    ...[asked("1", "ab", 0.9), asked("1", "ba", 0.5), person("1", "a")],
    ...[asked("2", "ab", 0.9), asked("2", "ba", null), person("2", "b")],
    ...[asked("3", "ab", 0.6, { pLow: 0.4, pHigh: 0.8 }), person("3", "b")],
  ];
  const brier = row(judgements, "brier", { recalibration: "none" });
  expect(brier?.estimate).toBeCloseTo((0.3 ** 2 + 0.6 ** 2) / 2, 12);
  expect(brier).toMatchObject({ n: 2, dropped: 1 });
  expect(brier?.reason).toMatch(/^on 1 of 2 items p comes from one order only/);
  expect(row(judgements, "wide probability bounds")?.estimate).toBe(0.5);
});

test("people's ties soften Brier and log-loss and leave error and AUROC alone", () => {
  const judgements = [..."aabbt"].flatMap((said, index): readonly Judgement[] => [
    { item: `${index}`, judge: "x", value: "a", p: 0.8 - index * 0.15 },
    { item: `${index}`, judge: "h", value: said === "t" ? "tie" : said, isPerson: true },
  ]);
  expect(row(judgements, "brier")).toMatchObject({ n: 5, ties: 0 });
  expect(row(judgements, "ece equal width")).toMatchObject({ n: 4, ties: 1 });
  expect(row(judgements, "auroc")).toMatchObject({ estimate: 1, n: 4, ties: 1 });
});

test("a single class, two items, one prompt, no people, no probabilities and scores are told in words", () => {
  const two = judged(40, 1).map((each) => (each.isPerson ? { ...each, value: "a" } : each));
  expect(row(two, "auroc")).toMatchObject({
    estimate: null,
    reason: "people decided every item the same way, so there are no two classes to part",
  });
  expect(row(judged(2, 1), "brier")).toMatchObject({ n: 2, low: null, reason: "no interval: 2 of the 10 prompts that resampling needs" });
  const onePrompt = judged(20, 1).map((each) => ({ ...each, cluster: "one" }));
  expect(row(onePrompt, "brier, temperature")?.reason).toBe("a fit out of fold needs items of two prompts at least");
  const nobody = judged(5, 1).filter(({ isPerson }) => !isPerson);
  expect(measureCalibration(nobody).sentence).toBe(
    "Brier is undefined: no person labelled anything, so nothing says which forecasts came true.",
  );
  const silent = judged(5, 1).map(({ p: _, ...each }) => each);
  expect(row(silent, "brier")).toMatchObject({ estimate: null, dropped: 5, reason: "it gave no probabilities on what people labelled" });
  const scored = judged(5, 1).map((each, index) => (each.isPerson ? { ...each, value: index } : each));
  expect(row(scored, "brier")?.reason).toBe('people said "3", and a probability can come true only of sides, or of met and not met');
  expect(measureCalibration([]).rows[0]?.estimate).toBeNull();
});

test("confidence is turned to the favoured side: the upper half of the bins, the same Brier", () => {
  const judgements = judged(200, 2);
  const options: MeasureOptions = { target: "confidence", resampling };
  const bins = measureCalibration(judgements, options).rows.filter(({ statistic }) => statistic === "reliability bin");
  expect(bins.slice(0, 5).every(({ n }) => n === 0)).toBe(true);
  expect(bins.slice(5).every(({ n }) => n > 0)).toBe(true);
  expect(row(judgements, "brier", options)?.estimate).toBeCloseTo(row(judgements, "brier")?.estimate ?? 0, 12);
});

test("two judges on the same items are compared by the difference on the same draws", () => {
  const sure = judged(60, 3).map((each) => (each.isPerson ? each : { ...each, judge: "sure" }));
  const both = [...sure, ...judged(60, 1).filter(({ isPerson }) => !isPerson)];
  const gap = row(both, "difference of brier");
  const brier = (judge: string) =>
    measureCalibration(both, { resampling }).rows.find((each) => each.statistic === "brier" && each.judge_a === judge)?.estimate ?? 0;
  expect(gap).toMatchObject({ judge_a: "judge", judge_b: "sure", items: 60 });
  expect(gap?.estimate).toBeCloseTo(brier("judge") - brier("sure"), 12);
});

test("the order of rows changes nothing, and turning the sides turns only where forecasts stand", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom("temperature", "platt", "isotonic"), (seed, recalibration) => {
      const judgements = judged(31, 2, seed);
      const options: MeasureOptions = { resampling: { draws: 10, seed }, recalibration };
      const shuffled = [...judgements].sort(
        (left, right) =>
          (left.item + left.judge).length * 7 +
          left.item.charCodeAt(1) -
          ((right.item + right.judge).length * 7 + right.item.charCodeAt(1)),
      );
      const figures = measureCalibration(judgements, options);
      expect(measureCalibration(shuffled, options)).toEqual(figures);
      const other = measureCalibration(judgements.map(turned), options).rows;
      for (const { statistic, estimate } of figures.rows) {
        // Bins are closed above, so a forecast on an edge changes its bin when turned; refitted ones may be on one, or equal but for a digit.
        if (/bin|chance|mass|auroc, |intercept/.test(statistic)) continue;
        if (recalibration === "isotonic" && /, isotonic/.test(statistic) && !/^(brier|log loss),/.test(statistic)) continue;
        const same = other.find((each) => each.statistic === statistic)?.estimate ?? null;
        if (estimate === null) expect(same).toBeNull();
        else expect(same).toBeCloseTo(estimate, statistic.includes("platt") ? 5 : 8);
      }
    }),
    { numRuns: 15 },
  );
});

test("every slice has the same figures of its own rows", () => {
  const judgements = judged(40, 2).map((each) => ({ ...each, slices: [Number(each.item.slice(1)) < 20 ? "half: first" : "half: second"] }));
  const { rows } = measureCalibration(judgements, { resampling });
  const whole = rows.filter(({ slice }) => slice === null).map(({ statistic }) => statistic);
  expect(rows.filter(({ slice }) => slice === "half: first").map(({ statistic }) => statistic)).toEqual(whole);
  expect(rows.find(({ slice, statistic }) => slice === "half: second" && statistic === "brier")?.n).toBe(20);
});

test("labels of hard cases sent to people are said to speak for such cases only", () => {
  const routed = judged(30, 1).map((each, index) => ({ ...each, selectionP: index % 4 < 2 ? 0.9 : 0.2 }));
  expect(row(routed, "brier")?.reason).toBe(
    "labelled items were chosen with unequal chances, so this holds for items like them and not for all",
  );
  expect(
    row(
      judged(30, 1).map((each) => ({ ...each, selectionP: 0.5 })),
      "brier",
    )?.reason,
  ).toBeNull();
});
