import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, type Side, turned } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureSelfPreference } from "./measure-self-preference.ts";

const resampling = { draws: 400, seed: 1 };

const side = (model: string, length: number | null = 100): Side => ({ model, family: model.slice(0, 1), length, style: null });

type Planted = { readonly judge: string; readonly own: number; readonly isPerson?: boolean; readonly sharpness?: number };

/** Three teachers of unlike strength; every judge sees every item in both orders and prefers by logistic chances. */
function planted(judges: readonly Planted[], items: number, seed: number): readonly Judgement[] {
  const bits = randomBits(seed);
  const strengths = new Map([
    ["x1", 1.2],
    ["y1", 0],
    ["z1", -0.8],
  ]);
  const pairs = [
    ["x1", "y1"],
    ["y1", "z1"],
    ["x1", "z1"],
  ] as const;
  return Array.from({ length: items }, (_, index) => {
    const [left, right] = pairs[index % 3] ?? ["x1", "y1"];
    const difficulty = (uniform(bits) - 0.5) * 2;
    return judges.flatMap(({ judge, own, isPerson = false, sharpness = 1 }) =>
      (["ab", "ba"] as const).map((order): Judgement => {
        const ownEffect = (model: string) => (model.slice(0, 1) === judge.slice(0, 1) ? own : 0);
        const quality = (strengths.get(left) ?? 0) - (strengths.get(right) ?? 0) + difficulty;
        const p = 1 / (1 + Math.exp(-(sharpness * quality + ownEffect(left) - ownEffect(right))));
        const value = uniform(bits) < p ? "a" : "b";
        const about = { judge, judgeFamily: judge.slice(0, 1), isPerson, a: side(left), b: side(right) };
        return { item: `i${index}`, ...about, order, value, p: isPerson ? null : p };
      }),
    );
  }).flat();
}

function rowOf(rows: readonly TidyRow[], statistic: string, judge: string, model: string) {
  return rows.find((row) => row.statistic === statistic && row.judge_a === judge && row.model === model && row.slice === null);
}

const fair = ["x-judge", "y-judge", "z-judge"].map((judge): Planted => ({ judge, own: 0 }));

test("a fair judge whose family is simply the best is not accused, although it prefers its own in three of four comparisons", () => {
  const { rows, sentence } = measureSelfPreference(planted(fair, 300, 3), { resampling });
  expect(rowOf(rows, "own-probability", "x-judge", "x1")?.estimate).toBeGreaterThan(0.72);
  const difference = rowOf(rows, "difference-in-differences", "x-judge", "x");
  expect(difference?.low).toBeLessThan(0);
  expect(difference?.high).toBeGreaterThan(0);
  expect(sentence).toMatch(/^None of 3 judges is shown to favour its own family/);
  expect(sentence).toMatch(/Families: x \(x1, x-judge\), y \(y1, y-judge\), z \(z1, z-judge\)\.$/);
});

test("a planted preference for the own family is found, and nobody else is accused for standing opposite to it", () => {
  const judges = fair.map((each) => (each.judge === "y-judge" ? { ...each, own: 1.5 } : each));
  const { rows, sentence } = measureSelfPreference(planted(judges, 300, 4), { resampling });
  expect(rowOf(rows, "difference-in-differences", "y-judge", "y")?.low).toBeGreaterThan(0.2);
  expect(rowOf(rows, "length-matched difference-in-differences", "y-judge", "y")?.low).toBeGreaterThan(0.2);
  for (const judge of ["x", "z"]) expect(rowOf(rows, "difference-in-differences", `${judge}-judge`, judge)?.low).toBeLessThan(0);
  expect(sentence).toMatch(/adjusted for 3 tests: y-judge favours y by \d+ points/);
  expect(rowOf(rows, "difference-in-differences", "y-judge", "y")?.p_value).toBeLessThan(0.001);
  expect(rowOf(rows, "difference-in-differences", "y-judge", "x")?.p_value).toBeNull();
});

test("a fair judge that tells good from bad more sharply than the others is not accused of favouring a strong family", () => {
  const judges = fair.map((each) => ({ ...each, sharpness: each.judge === "x-judge" ? 3 : 1 }));
  const { rows, sentence } = measureSelfPreference(planted(judges, 300, 12), { resampling });
  expect(rowOf(rows, "difference-in-differences", "x-judge", "x")?.low).toBeGreaterThan(0.2);
  expect(rowOf(rows, "discernment-matched difference-in-differences", "x-judge", "x")?.low).toBeLessThan(0);
  expect(sentence).toMatch(/^None of 3 .*; x-judge's lead for x of 31 points .* is .* once sharper judging is allowed for/);
  const swayed = judges.map((each) => (each.judge === "x-judge" ? { ...each, own: 2, sharpness: 1 } : { ...each, sharpness: 1 }));
  const found = measureSelfPreference(planted(swayed, 300, 12), { resampling });
  expect(rowOf(found.rows, "discernment-matched difference-in-differences", "x-judge", "x")?.low).toBeGreaterThan(0);
  expect(found.sentence).toMatch(/adjusted for 3 tests: x-judge favours x/);
});

test("among fair judges false accusations stay as rare as the level says", () => {
  const studies = Array.from({ length: 30 }, (_, seed) =>
    measureSelfPreference(planted(fair, 90, 100 + seed), { resampling: { draws: 200, seed } }),
  );
  const accused = studies.filter(({ sentence }) => !sentence.startsWith("None of 3"));
  expect(accused.length).toBeLessThanOrEqual(4);
});

/** One word an item: the judge's verdict, the person's, the own side being a. */
function labelled(words: readonly string[], judge = "x-judge"): readonly Judgement[] {
  const letters: { readonly [letter: string]: string | null } = { a: "a", b: "b", t: "tie", ".": null };
  return words.flatMap((word, index) => {
    const shared = { item: `i${index}`, a: side("x1"), b: side("y1") };
    const [own = ".", person = "."] = word;
    return [
      { ...shared, judge, value: letters[own] ?? null },
      { ...shared, judge: "anna", isPerson: true, value: letters[person] ?? null },
    ];
  });
}
const times = (count: number, word: string) => Array<string>(count).fill(word);

test("excess win rate and equal-opportunity gap, by hand", () => {
  // People: 24 for own, 20 for other, 6 ties. The judge follows 21 of the 24, 15 of the 20.
  const words = [...times(21, "aa"), ...times(3, "ba"), ...times(15, "bb"), ...times(5, "ab"), ...times(6, "tt")];
  const { rows } = measureSelfPreference(labelled(words), { resampling });
  expect(rowOf(rows, "excess win rate", "x-judge", "x1")?.estimate).toBeCloseTo((26 + 3) / 50 - (24 + 3) / 50, 12);
  expect(rowOf(rows, "equal-opportunity gap", "x-judge", "x1")?.estimate).toBeCloseTo(21 / 24 - 15 / 20, 12);
  expect(rowOf(rows, "equal-opportunity gap", "x-judge", "y1")?.estimate).toBeCloseTo(15 / 20 - 21 / 24, 12);
  expect(rowOf(rows, "own-probability", "x-judge", "x1")?.estimate).toBeCloseTo((26 + 3) / 50, 12);
  expect(rowOf(rows, "zapped share", "x-judge", "x1")?.estimate).toBeCloseTo((26 + 3) / 50, 12);
});

test("what is missing is said: few labels, no people, two judges, no own answers, unmatched lengths", () => {
  const few = measureSelfPreference(labelled(times(12, "aa")), { resampling });
  expect(rowOf(few.rows, "equal-opportunity gap", "x-judge", "x1")?.reason).toMatch(/12 times and the other's 0 times, and each needs 20/);
  expect(rowOf(few.rows, "difference-in-differences", "x-judge", "x")).toMatchObject({
    estimate: null,
    reason: "it needs three judges and there is one",
  });
  const alone = measureSelfPreference(
    labelled(times(12, "a.")).filter(({ isPerson }) => !isPerson),
    { resampling },
  );
  expect(rowOf(alone.rows, "excess win rate", "x-judge", "x1")?.reason).toBe("no other judge, and no person, judged these comparisons");
  expect(rowOf(alone.rows, "equal-opportunity gap", "x-judge", "x1")?.reason).toMatch(/^no person judged/);
  const stranger = measureSelfPreference(labelled(times(12, "aa"), "q-judge"), { resampling });
  expect(stranger.sentence).toMatch(/^No judge here is of a family that wrote any/);
  const lengths = planted(fair, 60, 5).map((each) => ({ ...each, a: { ...side("x1"), length: null }, b: side("y1") }));
  const missing = measureSelfPreference(lengths, { resampling });
  expect(rowOf(missing.rows, "length-matched difference-in-differences", "x-judge", "x")?.reason).toMatch(/^no comparison has two lengths/);
});

test("no sides, scores, unknown words, all ties and one prompt never become a figure that is not true", () => {
  expect(measureSelfPreference([]).sentence).toMatch(/undefined: there are no judgements/);
  expect(measureSelfPreference([{ item: "i", judge: "j", value: "a" }]).sentence).toMatch(/no row names the models/);
  expect(measureSelfPreference([{ item: "i", judge: "j", value: 3 }]).sentence).toMatch(/scores of single answers/);
  expect(measureSelfPreference([{ item: "i", judge: "j", value: "win", a: side("x1"), b: side("y1") }]).sentence).toMatch(/names no side/);
  const ties = measureSelfPreference(labelled(times(30, "tt")), { resampling });
  expect(rowOf(ties.rows, "own-probability", "x-judge", "x1")).toMatchObject({ estimate: 0.5, low: null });
  const onePrompt = planted(fair, 30, 6).map((each) => ({ ...each, cluster: "p" }));
  const row = rowOf(measureSelfPreference(onePrompt, { resampling }).rows, "difference-in-differences", "x-judge", "x");
  expect(row).toMatchObject({ low: null, high: null, clusters: 1, p_value: null });
});

test("an unreadable order leaves no preference, and is counted", () => {
  const judgements = planted(fair, 30, 7).map((each, index) => (index === 0 ? { ...each, value: null, p: null } : each));
  expect(rowOf(measureSelfPreference(judgements, { resampling }).rows, "excess win rate", "x-judge", "x1")?.dropped).toBe(1);
});

test("families chosen in the options stand above those of the rows", () => {
  const { rows, sentence } = measureSelfPreference(planted(fair, 60, 8), { resampling, families: { "x-judge": "y", z1: "y" } });
  expect(sentence).toContain("y (y1, z1, x-judge, y-judge)");
  const own = rows.filter(({ statistic, judge_a }) => statistic === "own family" && judge_a === "x-judge");
  expect(own.map(({ model }) => model)).toEqual(["y", "y1", "z1"]);
  expect(rowOf(rows, "family own-probability", "x-judge", "y")?.estimate).not.toBeNull();
});

test("turning any rows round and shuffling them changes nothing", () => {
  const judgements = planted(fair.slice(0, 2), 12, 9);
  const expected = measureSelfPreference(judgements, { resampling: { draws: 50, seed: 1 } });
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }), fc.nat(), (turns, seed) => {
      const bits = randomBits(seed);
      const changed = judgements
        .map((each, index) => ({ each: turns[index] ? turned(each) : each, place: uniform(bits) }))
        .sort((left, right) => left.place - right.place)
        .map(({ each }) => each);
      const found = measureSelfPreference(changed, { resampling: { draws: 50, seed: 1 } });
      expect(found.sentence).toBe(expected.sentence);
      found.rows.forEach((row, index) => {
        expect(row.statistic).toBe(expected.rows[index]?.statistic);
        expect(row.estimate ?? -9).toBeCloseTo(expected.rows[index]?.estimate ?? -9, 10);
      });
    }),
    { numRuns: 25 },
  );
});

test("other names for the teachers change no figure", () => {
  const judgements = planted(fair, 60, 10);
  const names: { readonly [model: string]: string } = { x1: "zoe", y1: "adam", z1: "mia" };
  const renamed = judgements.map((each): Judgement => {
    const other = (of: Side | undefined): Side => ({ ...(of ?? side("x1")), model: names[of?.model ?? ""] ?? "" });
    return { ...each, a: other(each.a), b: other(each.b) };
  });
  const [before, after] = [judgements, renamed].map((each) => measureSelfPreference(each, { resampling }).rows);
  for (const [model, name] of Object.entries(names)) {
    for (const statistic of ["own-probability", "excess win rate"]) {
      const [left, right] = [rowOf(before ?? [], statistic, "y-judge", model), rowOf(after ?? [], statistic, "y-judge", name)];
      expect(right?.estimate).toBeCloseTo(left?.estimate ?? Number.NaN, 12);
    }
  }
});
