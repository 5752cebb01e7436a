import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, turned } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { randomBits, uniform } from "../random.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureSelective } from "./measure-selective.ts";

const resampling = { draws: 100, seed: 1 };

/** A judge that is right with the confidence it states, on items of which the first `labelled` have a person's label. */
function judged(items: number, { judge = "judge", seed = 1, labelled = items, costUsd = 0.01 } = {}): readonly Judgement[] {
  const bits = randomBits(seed);
  return Array.from({ length: items }, (_, index): readonly Judgement[] => {
    const p = 1 / (1 + Math.exp(12 * (uniform(bits) - 0.5)));
    const truth = uniform(bits) < p ? "a" : "b";
    const item = `i${index}`;
    const verdict: Judgement = { item, judge, value: p > 0.5 ? "a" : "b", p, costUsd };
    return index < labelled ? [verdict, { item, judge: "ann", value: truth, isPerson: true }] : [verdict];
  }).flat();
}

function row(judgements: readonly Judgement[], statistic: string, options: MeasureOptions = {}, judge?: string): TidyRow | undefined {
  const { rows } = measureSelective(judgements, { resampling, ...options });
  return rows.find((each) => each.statistic === statistic && (judge === undefined || each.judge_a === judge));
}

test("what is let through is told with its guarantee, also for items nobody labelled", () => {
  const judgements = judged(600, { labelled: 400 });
  const share = row(judgements, "share let through");
  expect(share?.n).toBe(600);
  expect(share?.estimate).toBeGreaterThan(0.1);
  expect(share?.sentence).toMatch(/with probability 0\.9 people agree with at least 90 % of what is kept, on items like the labelled ones/);
  expect(row(judgements, "risk bound")?.estimate).toBeLessThanOrEqual(0.1);
  const kept = row(judgements, "risk kept");
  const threshold = row(judgements, "confidence threshold")?.estimate ?? 0;
  expect(kept?.n).toBe(
    judgements.filter(({ p, item }) => typeof p === "number" && Math.max(p, 1 - p) >= threshold && Number(item.slice(1)) < 400).length,
  );
});

test("risk stands against the share kept, rising to the risk of keeping all", () => {
  const judgements = judged(600);
  const curve = measureSelective(judgements, { resampling }).rows.filter(({ statistic }) => statistic === "risk at share");
  expect(curve.length).toBeLessThanOrEqual(51);
  const errors = judged(600).filter(({ isPerson }, index, all) => isPerson && all[index - 1]?.value !== all[index]?.value).length;
  expect(curve.at(-1)).toMatchObject({ x: 1, estimate: errors / 600, interval: "wilson" });
  expect(curve.map(({ x }) => x ?? 0)).toEqual([...curve.map(({ x }) => x ?? 0)].sort((left, right) => left - right));
});

test("items of one prompt are resampled together along the whole curve", () => {
  const paired = judged(300).map((each) => ({ ...each, cluster: `prompt ${Number(each.item.slice(1)) % 100}` }));
  const curve = measureSelective(paired, { resampling }).rows.filter(({ statistic }) => statistic === "risk at share");
  const plain = measureSelective(judged(300), { resampling }).rows.filter(({ statistic }) => statistic === "risk at share");
  expect(curve.map(({ estimate }) => estimate)).toEqual(plain.map(({ estimate }) => estimate));
  expect(curve.at(-1)).toMatchObject({ n: 300, clusters: 100, interval: "cluster bootstrap" });
  expect(curve[0]).toMatchObject({ low: null, reason: expect.stringMatching(/^no interval: \d of the 10 prompts/) });
});

test("when no threshold passes the judge abstains on everything, and says why", () => {
  const guesses = judged(300).map((each) => (each.isPerson ? { ...each, value: Number(each.item.slice(1)) % 2 ? "a" : "b" } : each));
  expect(row(guesses, "share let through")).toMatchObject({ estimate: 0, low: null });
  expect(row(guesses, "share let through")?.reason).toBe("even the surest verdicts can't be shown to be right often enough");
  expect(row(guesses, "share let through")?.sentence).toMatch(
    /^No confidence of .+ meets the target \(with probability 0\.9 .+\), so it lets 0 % through: even/,
  );
  expect(row(guesses, "confidence threshold")?.estimate).toBeNull();
  expect(row(judged(20), "confidence threshold")?.reason).toBe("20 of the 30 labelled items that the first test needs");
});

test("judges follow one another from the cheapest, each at its share of delta, and the later gets what is left", () => {
  const people = judged(500).filter(({ isPerson }) => isPerson);
  const truth = new Map(people.map(({ item, value }) => [item, value]));
  const expert = people.map(
    ({ item }): Judgement => ({
      item,
      judge: "dear",
      value: truth.get(item) ?? null,
      p: truth.get(item) === "a" ? 0.99 : 0.01,
      costUsd: 1,
    }),
  );
  const rows = measureSelective([...judged(500, { judge: "zcheap" }), ...expert], { resampling }).rows;
  const cascade = rows.filter(({ statistic }) => statistic === "cascade share let through");
  expect(cascade.map(({ judge_a }) => judge_a)).toEqual(["zcheap", "dear", null]);
  const [cheap, dear, both] = cascade.map(({ estimate }) => estimate ?? 0);
  expect(cheap).toBeGreaterThan(0);
  expect((cheap ?? 0) + (dear ?? 0)).toBeCloseTo(both ?? 0, 12);
  expect(both).toBeCloseTo(1, 12);
  expect(cheap).toBeLessThanOrEqual(
    rows.find(({ statistic, judge_a }) => statistic === "share let through" && judge_a === "zcheap")?.estimate ?? 0,
  );
});

test("a tie by people is an error of a verdict for a side, and items without a majority are left out", () => {
  const ties = judged(40).map((each) => (each.isPerson ? { ...each, value: "tie" } : each));
  expect(row(ties, "risk at share")?.estimate).toBe(1);
  const split = [
    ...judged(40),
    ...judged(40)
      .filter(({ isPerson }) => isPerson)
      .map((each) => ({ ...each, judge: "bob", value: each.value === "a" ? "b" : "a" })),
  ];
  expect(row(split, "share let through")?.reason).toBe("people decided nothing that it judged");
  const partly = [...judged(300), ...split.filter(({ judge, item }) => judge === "bob" && Number(item.slice(1)) < 5)];
  expect(row(partly, "share let through")?.reason).toMatch(/5 items on which people split evenly left out/);
});

test("conformal sets need enough labels for their alpha", () => {
  expect(row(judged(200), "conformal threshold")?.estimate).toBeGreaterThan(0.5);
  expect(row(judged(8), "conformal threshold")).toMatchObject({ estimate: null });
  expect(row(judged(8), "conformal single verdicts")?.estimate).toBe(0);
});

test("no people, no judge, no probabilities and an empty table are told in words", () => {
  const reason = (judgements: readonly Judgement[]) => measureSelective(judgements).rows[0]?.reason;
  expect(reason([])).toBe("no person labelled anything, so no risk can be bounded");
  expect(reason(judged(5).filter(({ isPerson }) => isPerson))).toBe("there is no judge beside the people");
  expect(reason(judged(5).map(({ p: _, ...each }) => each))).toBe("it gave no probabilities on what people labelled");
  expect(reason(judged(5).map((each, index) => (each.isPerson ? { ...each, value: index } : each)))).toBe(
    'people said "3", and a confidence is only of sides, or of met and not met',
  );
});

test("neither the order of rows nor the naming of sides changes a figure", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
      const judgements = judged(80, { seed });
      const options: MeasureOptions = { resampling: { draws: 10, seed }, alpha: 0.3 };
      const figures = measureSelective(judgements, options).rows;
      expect(measureSelective([...judgements].reverse(), options).rows).toEqual(figures);
      const other = measureSelective(judgements.map(turned), options).rows;
      expect(other.map(({ statistic, estimate }) => [statistic, estimate === null ? null : estimate.toFixed(9)])).toEqual(
        figures.map(({ statistic, estimate }) => [statistic, estimate === null ? null : estimate.toFixed(9)]),
      );
    }),
    { numRuns: 20 },
  );
});
