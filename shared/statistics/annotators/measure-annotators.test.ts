import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, turned } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { randomBits, uniform } from "../random.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureAnnotators } from "./measure-annotators.ts";

const resampling = { draws: 100, seed: 1 };

type Annotator = { readonly name: string; readonly accuracy: number; readonly isPerson?: boolean };

const panel: readonly Annotator[] = [
  { name: "ann", accuracy: 0.9, isPerson: true },
  { name: "bob", accuracy: 0.85, isPerson: true },
  { name: "cid", accuracy: 0.8, isPerson: true },
  { name: "good", accuracy: 0.92 },
  { name: "poor", accuracy: 0.6 },
];

function labelled(items: number, annotators: readonly Annotator[] = panel, seed = 1): readonly Judgement[] {
  const bits = randomBits(seed);
  return Array.from({ length: items }, (_, index) => {
    const truth = uniform(bits) < 0.5;
    return annotators.map(({ name, accuracy, isPerson }): Judgement => {
      const value = uniform(bits) < accuracy === truth ? "a" : "b";
      return { item: `i${index}`, judge: name, value, ...(isPerson ? { isPerson } : {}) };
    });
  }).flat();
}

function rowsOf(judgements: readonly Judgement[], statistic: string, options: MeasureOptions = {}): readonly TidyRow[] {
  return measureAnnotators(judgements, { resampling, ...options }).rows.filter((row) => row.statistic === statistic);
}

test("accuracies nobody told are found again, with intervals, confusions and class shares", () => {
  const { rows, sentence } = measureAnnotators(labelled(1500), { resampling });
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic);
  of("dawid-skene accuracy").forEach((row) => {
    const { accuracy } = panel.find(({ name }) => name === row.judge_a) ?? { accuracy: 0 };
    expect(Math.abs((row.estimate ?? 0) - accuracy)).toBeLessThan(0.05);
    expect(row.low).toBeLessThan(row.estimate ?? 0);
    expect(row.high).toBeGreaterThan(row.estimate ?? 1);
  });
  const confusion = of("confusion").filter(({ judge_a }) => judge_a === "poor");
  expect(confusion.map(({ criterion }) => criterion)).toEqual(["a, said a", "a, said b", "b, said a", "b, said b"]);
  expect((confusion[0]?.estimate ?? 0) + (confusion[1]?.estimate ?? 0)).toBeCloseTo(1, 12);
  expect(of("class share").reduce((sum, { estimate }) => sum + (estimate ?? 0), 0)).toBeCloseTo(1, 12);
  expect(sentence).toMatch(/^Of 5 annotators good is the most accurate .* poor the least .*ε 0\.2: it may stand in/);
});

test("a good judge wins over people and a poor one does not; a constant judge stands beside them", () => {
  const judgements = labelled(200);
  const rates = new Map(rowsOf(judgements, "winning rate").map(({ judge_a, estimate }) => [judge_a, estimate]));
  expect(rates.get("good")).toBe(1);
  expect(rates.get("poor")).toBe(0);
  const [whole, ...each] = rowsOf(judgements, "advantage probability").filter(({ judge_a }) => judge_a === "good");
  expect(each.map(({ judge_b }) => judge_b)).toEqual(["ann", "bob", "cid"]);
  expect(whole?.estimate).toBeCloseTo(each.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0) / 3, 12);
  expect(each.every(({ p_value }) => p_value !== null && p_value <= 0.05)).toBe(true);
  expect(rowsOf(judgements, "baseline: commonest class winning rate")[0]?.estimate).toBe(0);
});

test("where one class dominates, a constant judge passes too, and its rate says so", () => {
  const skewed = labelled(
    120,
    panel.map((each) => ({ ...each, accuracy: 0.97 })),
  ).map((each, index) => ({ ...each, value: index % 29 === 0 ? "b" : "a" }));
  expect(rowsOf(skewed, "baseline: commonest class")[0]?.estimate).toBeGreaterThan(0.9);
  expect(rowsOf(skewed, "baseline: commonest class winning rate")[0]?.estimate).toBe(1);
});

test("two people are tested with a warning, one is not tested", () => {
  const two = labelled(200).filter(({ judge }) => judge !== "cid");
  expect(rowsOf(two, "winning rate")[0]?.reason).toMatch(/^the test asks for 3 people, and there are 2/);
  const one = two.filter(({ judge }) => judge !== "bob");
  expect(rowsOf(one, "winning rate")[0]).toMatchObject({
    estimate: null,
    reason: "a judge is held against people on items of at least two, and there is one person",
  });
  expect(rowsOf(labelled(20), "winning rate")[0]?.reason).toMatch(/fewer than 50 items for some people \(20\)/);
});

test("too few annotators, a single class, scores and designs in parts can't be fitted, and say why", () => {
  const reason = (judgements: readonly Judgement[]) => rowsOf(judgements, "dawid-skene accuracy")[0]?.reason;
  expect(reason(labelled(50, panel.slice(0, 2)))).toBe("accuracies can't be told apart with fewer than three annotators, and 2 voted");
  expect(reason([])).toBe("accuracies can't be told apart with fewer than three annotators, and 0 voted");
  expect(reason(labelled(20).map((each) => ({ ...each, value: "a" })))).toBe("everybody gave the same single class");
  expect(reason(labelled(60).map((each, index) => ({ ...each, value: index / 7 })))).toMatch(
    /^300 different values are scores rather than classes/,
  );
  const parted = labelled(40).filter(({ item, judge }) => Number(item.slice(1)) % 2 === (judge === "good" || judge === "poor" ? 0 : 1));
  expect(reason(parted)).toBe("good, poor judged no item in common with ann, not even through others, so accuracies can't be compared");
});

test("errors that go together are shown before the fit, which then warns of them", () => {
  const judgements = labelled(300);
  const copied = judgements.map((each) =>
    each.judge === "good"
      ? { ...each, value: judgements.find(({ item, judge }) => item === each.item && judge === "poor")?.value ?? null }
      : each,
  );
  const pair = rowsOf(copied, "error correlation").find(({ judge_a, judge_b }) => judge_a === "good" && judge_b === "poor");
  expect(pair?.estimate).toBe(1);
  expect(rowsOf(copied, "dawid-skene accuracy")[0]?.reason).toMatch(/good and poor.* go together, which the model excludes/);
  const independent = rowsOf(judgements, "error correlation").find(({ judge_a, judge_b }) => judge_a === "good" && judge_b === "poor");
  expect(Math.abs(independent?.estimate ?? 1)).toBeLessThan(0.3);
  expect(rowsOf(judgements, "dawid-skene accuracy")[0]?.reason).toBeNull();
});

test("unreadable votes are left out and counted, two items give no interval", () => {
  const judgements = labelled(60).map((each) => (each.item === "i3" && each.judge === "poor" ? { ...each, value: null } : each));
  expect(rowsOf(judgements, "dawid-skene accuracy")[0]).toMatchObject({ items: 60, n: 299, dropped: 1 });
  expect(rowsOf(labelled(2, panel, 4), "dawid-skene accuracy")[0]?.low).toBeNull();
});

test("neither the order of rows nor the naming of sides changes a figure", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
      const judgements = labelled(40, panel, seed);
      const options = { resampling: { draws: 5, seed } };
      const figures = measureAnnotators(judgements, options);
      expect(measureAnnotators([...judgements].reverse(), options)).toEqual(figures);
      const other = measureAnnotators(judgements.map(turned), options).rows;
      for (const { statistic, judge_a, judge_b, estimate } of figures.rows) {
        if (/confusion|class share|em rounds|baseline/.test(statistic)) continue;
        const same =
          other.find((row) => row.statistic === statistic && row.judge_a === judge_a && row.judge_b === judge_b)?.estimate ?? null;
        if (estimate === null) expect(same).toBeNull();
        else expect(same).toBeCloseTo(estimate, 6);
      }
    }),
    { numRuns: 15 },
  );
});
