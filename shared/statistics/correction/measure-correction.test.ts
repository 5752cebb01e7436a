import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, type Side, turned } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { randomBits, uniform } from "../random.ts";
import { measureCorrection } from "./measure-correction.ts";

const side = (model: string): Side => ({ model, family: null, length: null, style: null });

/** Comparisons of two models by a judge that leans to `good`, of which the first `labelled` have a person's label. */
function judged(items: number, labelled: number, seed = 1): readonly Judgement[] {
  const bits = randomBits(seed);
  return Array.from({ length: items }, (_, index): readonly Judgement[] => {
    const truth = uniform(bits) < 0.6 ? "a" : "b";
    const value = uniform(bits) < (truth === "a" ? 0.95 : 0.4) ? "a" : "b";
    const shared = { item: `i${index}`, a: side("good"), b: side("weak") };
    const person: Judgement = { ...shared, judge: "ann", value: truth, isPerson: true };
    return [{ ...shared, judge: "judge", value }, ...(index < labelled ? [person] : [])];
  }).flat();
}

function row(judgements: readonly Judgement[], statistic: string, model: string | null = "good", options: MeasureOptions = {}) {
  return measureCorrection(judgements, options).rows.find((each) => each.statistic === statistic && each.model === model);
}

test("each model has its win rate by people, corrected and by the judge, and sides add up to one", () => {
  const judgements = judged(800, 150);
  const [people, corrected, judge] = ["people only", "corrected", "judge only"].map((statistic) => row(judgements, statistic));
  expect(judge?.estimate).toBeGreaterThan(0.68);
  expect([corrected?.n, corrected?.items]).toEqual([150, 800]);
  expect(Math.abs((corrected?.estimate ?? 0) - 0.6)).toBeLessThan(0.08);
  const width = (each: typeof people) => (each?.high ?? 0) - (each?.low ?? 0);
  expect(width(corrected)).toBeLessThan(width(people));
  expect(row(judgements, "effective sample size")?.estimate).toBeGreaterThan(150);
  expect((corrected?.estimate ?? 0) + (row(judgements, "corrected", "weak")?.estimate ?? 0)).toBeCloseTo(1, 12);
  expect(corrected?.reason).toMatch(/^no selection_p is recorded/);
  expect(judge?.reason).toMatch(/nothing in it says how far people would differ/);
  expect(measureCorrection(judgements).sentence).toMatch(
    /as people would say \(prediction-powered.*its word makes 150 labels worth \d+\.$/,
  );
});

test("how many more labels would buy an interval is told with the judge and without", () => {
  const judgements = judged(2000, 100);
  const options = { halfWidth: 0.05 };
  const [beside, alone] = ["more labels", "more labels, people only"].map((statistic) => row(judgements, statistic, "good", options));
  expect(beside?.x).toBe(0.05);
  expect(beside?.estimate).toBeLessThan(alone?.estimate ?? 0);
  expect(row(judgements, "more labels", "good", { halfWidth: 0.3 })?.estimate).toBe(0);
  expect(row(judgements, "more labels", "good", { halfWidth: 0.001 })).toMatchObject({ estimate: null });
  expect(
    measureCorrection(judgements)
      .rows.filter(({ statistic, model }) => statistic === "more labels" && model === "good")
      .map(({ x }) => x),
  ).toEqual([0.05, 0.03, 0.02]);
});

test("verdicts that contradict themselves count one half, and the sentence counts them", () => {
  const judgements = judged(100, 60).flatMap((each): readonly Judgement[] => {
    if (each.isPerson === true || Number(each.item.slice(1)) >= 7) return [each];
    return [
      { ...each, order: "ab" },
      { ...each, order: "ba", value: each.value === "a" ? "b" : "a" },
    ];
  });
  expect(row(judgements, "judge only")?.sentence).toMatch(/wins \(ties and 7 inconsistent verdicts of \w+ counting half\)/);
  expect(row(judgements, "people only")?.sentence).toMatch(/wins \(ties counting half\)/);
});

test("counts of labels are whole, and none is promised where none would do", () => {
  const judgements = judged(2000, 100);
  expect(row(judgements, "effective sample size")?.sentence).toMatch(/^With \w+ beside them, 100 labels are worth \d+ for good\.$/);
  expect(row(judgements, "more labels", "good", { halfWidth: 0.001 })?.sentence).toMatch(
    /^No number of labels beside \w+ would bring good to ±0\.001: labelling all 2,000 judged items would bring ±0\.\d+; more items are needed\.$/,
  );
});

test("labels drawn with unequal recorded chances are weighted; a chance of nothing, or a missing one, is refused", () => {
  const chance = (item: string) => (Number(item.slice(1)) % 2 ? 0.5 : 0.2);
  const weighted = judged(300, 100).map((each) => ({ ...each, selectionP: chance(each.item) }));
  expect(row(weighted, "corrected")?.reason).toBeNull();
  expect(row(weighted, "corrected")?.estimate).not.toBeCloseTo(row(judged(300, 100), "corrected")?.estimate ?? 0, 6);
  const equal = judged(300, 100).map((each) => ({ ...each, selectionP: 1 / 3 }));
  expect(row(equal, "corrected")?.estimate).toBeCloseTo(row(judged(300, 100), "corrected")?.estimate ?? 0, 12);
  const hopeless = weighted.map((each) => (each.item === "i250" ? { ...each, selectionP: 0 } : each));
  expect(row(hopeless, "corrected")).toMatchObject({
    estimate: null,
    reason: "item i250 had no chance to be labelled (selection_p 0), so labels can't speak for items like it",
  });
  expect(row(hopeless, "judge only")?.estimate).not.toBeNull();
  const partly = weighted.map(({ selectionP, ...each }) => (each.item === "i7" ? each : { ...each, selectionP }));
  expect(row(partly, "corrected")?.reason).toBe("1 labelled item has no selection_p while others do, the first being i7");
});

test("labels of items that were certain to be chosen are no sample of those passed over", () => {
  const routed = judged(300, 100).map((each) => (Number(each.item.slice(1)) < 100 ? { ...each, selectionP: 1 } : each));
  expect(row(routed, "corrected")?.reason).toMatch(/^selection_p of the labelled items accounts for 100 of 300, so this holds only if/);
  const everyThird = judged(300, 100).map((each) => ({ ...each, selectionP: 1 / 3 }));
  expect(row(everyThird, "corrected")?.reason).toBeNull();
});

test("everything labelled is people only; nothing labelled is the judge's word and no more", () => {
  const all = judged(60, 60);
  expect(row(all, "corrected")?.estimate).toBe(row(all, "people only")?.estimate);
  expect(row(all, "lambda")?.estimate).toBe(0);
  expect(row(all, "corrected")?.reason).toMatch(/every judged item is labelled/);
  const nobody = judged(60, 60).filter(({ isPerson }) => !isPerson);
  expect(row(nobody, "corrected")?.reason).toMatch(/^no person labelled any of it: the judge's own mean stands uncorrected/);
  expect(row(nobody, "judge only")).toMatchObject({
    estimate: row(all, "judge only")?.estimate,
    reason: expect.stringMatching(/how far people would differ/),
  });
  expect(measureCorrection([]).sentence).toBe("Corrected is undefined: there are no judgements.");
  expect(row(judged(60, 1), "corrected")).toMatchObject({
    estimate: null,
    reason: "1 label by people among 60 judged items; two at least are needed",
  });
});

test("few labelled prompts give no interval, labels that never vary none either", () => {
  expect(row(judged(60, 5), "corrected")?.reason).toMatch(/no interval: labels of 5 of the 10 prompts/);
  const same = judged(60, 20).map((each) => ({ ...each, value: "a" }));
  expect(row(same, "corrected")).toMatchObject({ estimate: 1, low: null });
});

test("scores are corrected by model and over all, and classes are refused", () => {
  const scored = Array.from({ length: 60 }, (_, index): readonly Judgement[] => {
    const shared = { item: `i${index}`, answer: side(index % 2 ? "good" : "weak") };
    const human: Judgement = { ...shared, judge: "ann", value: 2 + (index % 3), isPerson: true };
    return [{ ...shared, judge: "judge", value: 3 + (index % 3) }, ...(index < 24 ? [human] : [])];
  }).flat();
  expect(row(scored, "corrected", null)?.estimate).toBeCloseTo(3, 6);
  expect(row(scored, "judge only", null)?.estimate).toBeCloseTo(4, 12);
  expect(row(scored, "corrected", "good")?.items).toBe(30);
  const classes = scored.map((each) => ({ ...each, value: `class ${each.value}` }));
  expect(measureCorrection(classes).rows[0]?.reason).toBe('people said "class 2", and only sides, met and not met, or scores have a mean');
});

test("a judge's probabilities stand for its verdicts where every item has one", () => {
  const certain = judged(60, 20).map((each) => (each.isPerson ? each : { ...each, p: each.value === "a" ? 0.7 : 0.3 }));
  const share = judged(60, 20).filter(({ isPerson, value }) => !isPerson && value === "a").length / 60;
  expect(row(certain, "judge only")?.estimate).toBeCloseTo(0.3 + 0.4 * share, 12);
  const gap = certain.map((each) => (each.item === "i3" && !each.isPerson ? { ...each, p: null } : each));
  expect(row(gap, "judge only")?.estimate).toBeCloseTo(share, 12);
});

test("neither the order of rows nor the naming of sides changes a model's figures", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
      const judgements = judged(60, 25, seed);
      const figures = measureCorrection(judgements).rows;
      expect(measureCorrection([...judgements].reverse()).rows).toEqual(figures);
      const other = measureCorrection(judgements.map(turned)).rows;
      other.forEach(({ estimate, statistic }, index) => {
        expect(statistic).toBe(figures[index]?.statistic);
        if (estimate === null) expect(figures[index]?.estimate).toBeNull();
        else expect(estimate).toBeCloseTo(figures[index]?.estimate ?? Number.NaN, 9);
      });
    }),
    { numRuns: 20 },
  );
});
