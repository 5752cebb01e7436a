import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, type Side, turned } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import type { MeasureResult } from "../tidy-row.ts";
import { measureLength } from "./measure-length.ts";

const resampling = { draws: 400, seed: 1 };

function rowOf({ rows }: MeasureResult, statistic: string, judge: string, model: string | null = null) {
  return rows.find((row) => row.statistic === statistic && row.judge_a === judge && row.model === model && row.slice === null);
}

const side = (model: string, length: number | null): Side => ({ model, family: null, length, style: null });

/** One comparison a word, such as "a:200:100"; people and a judge may differ. */
function compared(words: string, judge: string, isPerson = false): readonly Judgement[] {
  return words.split(" ").map((word, index): Judgement => {
    const [verdict = "", a, b] = word.split(":");
    return {
      item: `i${index}`,
      judge,
      isPerson,
      value: verdict === "t" ? "tie" : verdict === "." ? null : verdict,
      a: side("m", a === undefined ? null : Number(a)),
      b: side("n", b === undefined ? null : Number(b)),
    };
  });
}

test("the longer is preferred in three of four decisive verdicts that differ by more than 30 characters", () => {
  const result = measureLength(compared("a:200:100 b:100:131 a:131:100 b:200:100 a:130:100 t:900:1 .:900:1", "j"), { resampling });
  expect(rowOf(result, "prefers longer", "j")).toMatchObject({ estimate: 0.75, n: 4, ties: 1, dropped: 1 });
  expect(rowOf(result, "excess: prefers longer", "j")).toMatchObject({ estimate: null, reason: "no person judged these comparisons" });
  expect(result.sentence).toMatch(/no person judged these items, so it may be a preference for quality\.$/);
});

test("people's preference on the same items is taken off, and the trivial judge stands beside it", () => {
  const judge = compared("a:200:100 b:100:200 a:200:100 a:100:200 a:200:100", "j");
  const person = compared("a:200:100 b:100:200 b:200:100 a:100:200 t:200:100", "anna", true);
  const result = measureLength([...judge, ...person], { resampling });
  expect(rowOf(result, "people prefer longer", "j")).toMatchObject({ estimate: 0.5, n: 4, judge_b: "people" });
  expect(rowOf(result, "excess: prefers longer", "j")?.estimate).toBeCloseTo(0.75 - 0.5, 12);
  expect(rowOf(result, "baseline: always longer", "people")).toMatchObject({ estimate: 0.5, n: 4, ties: 1 });
  expect(rowOf(result, "sides with people: length", "j")).toMatchObject({ estimate: 0.75, n: 4 });
});

/** Quality and length each move a judge's log-odds by what is planted; people follow quality alone. */
function planted(slope: number, items: number, seed: number): readonly Judgement[] {
  const bits = randomBits(seed);
  return Array.from({ length: items }, (_, index) => {
    const [a, b] = [50 + Math.floor(uniform(bits) * 400), 50 + Math.floor(uniform(bits) * 400)];
    const quality = (uniform(bits) - 0.5) * 3;
    const verdict = (logit: number) => (uniform(bits) < 1 / (1 + Math.exp(-logit)) ? "a" : "b");
    const about = { item: `i${index}`, a: side("m", a), b: side(index % 2 ? "n" : "base", b) };
    return [
      { ...about, judge: "swayed", value: verdict(quality + slope * Math.log(a / b)) },
      { ...about, judge: "anna", isPerson: true, value: verdict(quality) },
    ];
  }).flat();
}

test("a planted preference for length is found against people, and a judge without one is not accused", () => {
  const swayed = measureLength(planted(1.5, 300, 1), { resampling });
  expect(rowOf(swayed, "excess: prefers longer", "swayed")?.low).toBeGreaterThan(0.1);
  expect(rowOf(swayed, "excess slope: length", "swayed")?.low).toBeGreaterThan(0.4);
  expect(swayed.sentence).toMatch(/^swayed's preference for the answer with more characters minus people's on the same items: \d+ points/);
  const fair = measureLength(planted(0, 300, 2), { resampling });
  expect(fair.sentence).toMatch(/^No judge is shown to differ from people; furthest is swayed/);
});

test("with a baseline the win rate is told as it is and with lengths made equal", () => {
  const result = measureLength(planted(2, 300, 3), { resampling, baseline: "base" });
  const raw = rowOf(result, "win rate against baseline", "swayed", "m");
  const minimal = rowOf(result, "length-controlled win rate (minimal)", "swayed", "m");
  expect(raw?.n).toBe(150);
  expect(minimal?.low).toBeLessThan(minimal?.estimate ?? 0);
  expect(rowOf(result, "length-controlled win rate (difficulty)", "swayed", "m")).toBeUndefined();
  const unknown = measureLength(planted(2, 20, 3), { resampling, baseline: "nobody" });
  expect(rowOf(unknown, "length-controlled win rate (minimal)", "swayed")?.reason).toMatch(/^no answer of nobody was compared/);
});

test("length alone decides: a longer model's raw wins vanish once lengths are equal", () => {
  const bits = randomBits(9);
  const judgements = ["m1", "m2", "m3"].flatMap((model, add) =>
    Array.from({ length: 200 }, (_, index): Judgement => {
      const [a, b] = [100 + 60 * add + Math.floor(uniform(bits) * 300), 100 + Math.floor(uniform(bits) * 300)];
      const wins = uniform(bits) < 1 / (1 + Math.exp(-2.5 * Math.tanh((a - b) / 120)));
      return {
        item: `${model} ${index}`,
        cluster: `p${index}`,
        judge: "j",
        value: wins ? "b" : "a",
        a: side("base", b),
        b: side(model, a),
      };
    }),
  );
  const result = measureLength(judgements, { resampling: { draws: 200, seed: 1 }, baseline: "base" });
  expect(rowOf(result, "win rate against baseline", "j", "m3")?.low).toBeGreaterThan(0.6);
  for (const fit of ["minimal", "difficulty"]) {
    const controlled = rowOf(result, `length-controlled win rate (${fit})`, "j", "m3");
    expect(controlled?.low).toBeLessThan(0.5);
    expect(controlled?.high).toBeGreaterThan(0.5);
  }
});

test("undefined: missing lengths, equal lengths, all ties, one prompt, scores; separation is flagged", () => {
  expect(rowOf(measureLength(compared("a b", "j")), "prefers longer", "j")?.reason).toBe("no length of the answers compared is known");
  const equal = measureLength(compared("a:9:9 b:9:9", "j"), { baseline: "n" });
  expect(rowOf(equal, "slope: length", "j")?.reason).toBe("no two answers compared differ in length");
  expect(rowOf(equal, "length-controlled win rate (minimal)", "j", "m")?.reason).toMatch(/same amount throughout/);
  const ties = rowOf(measureLength(compared("t:100:1 t:1:100", "j")), "prefers longer", "j");
  expect(ties).toMatchObject({ estimate: null, ties: 2 });
  const onePrompt = compared("a:100:1 b:100:1 a:100:1", "j").map((each) => ({ ...each, cluster: "p" }));
  expect(rowOf(measureLength(onePrompt), "prefers longer", "j")).toMatchObject({ estimate: 2 / 3, low: null, clusters: 1 });
  expect(measureLength([{ item: "i", judge: "j", value: 3 }]).sentence).toMatch(/scores of single answers/);
  const separated = rowOf(measureLength(compared("a:100:1 b:1:100", "j")), "slope: length", "j");
  expect(separated?.reason).toMatch(/a ridge of 0.001 holds it/);
});

test("a vote given twice counts once, and not at all where the two differ", () => {
  const votes = compared("a:200:100 b:100:200 a:200:100", "j");
  const twice = [...votes, ...votes.slice(0, 1), ...votes.slice(1, 2).map((each) => ({ ...each, value: "a" }))];
  const result = measureLength(twice, { resampling });
  expect(rowOf(result, "prefers longer", "j")).toMatchObject({ estimate: 1, n: 2, dropped: 1 });
  expect(result.sentence).toMatch(/2 votes given more than once; 1 contradict each other and do not count\.$/);
});

test("turning rows round and shuffling them changes nothing", () => {
  const judgements = planted(1, 15, 4);
  const options = { resampling: { draws: 50, seed: 1 }, baseline: "base" };
  const expected = measureLength(judgements, options);
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), fc.nat(), (turns, seed) => {
      const bits = randomBits(seed);
      const changed = judgements
        .map((each, index) => ({ each: turns[index] ? turned(each) : each, place: uniform(bits) }))
        .sort((left, right) => left.place - right.place)
        .map(({ each }) => each);
      const found = measureLength(changed, options);
      found.rows.forEach((row, index) => {
        expect([row.statistic, row.n]).toEqual([expected.rows[index]?.statistic, expected.rows[index]?.n]);
        expect(row.estimate ?? -9).toBeCloseTo(expected.rows[index]?.estimate ?? -9, 9);
      });
    }),
    { numRuns: 20 },
  );
});
