import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomBits } from "../statistics/random.ts";
import { studentChain } from "./generations.ts";
import { chanceOf, contextOf, nextDistribution, sampleText, trainNGram } from "./n-gram-model.ts";
import { tokensOfText } from "./tokens-of-text.ts";

const said = ["the cat sat on the mat", "the cat sat on a mat near the door", "dogs bark at night, and the cat sleeps"];
const texts = said.map((text) => tokensOfText(text, "word"));

describe("tokens", () => {
  test("join back to the text, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("word" as const, "character" as const), (text, unit) => {
        expect(tokensOfText(text, unit).join("")).toBe(text);
      }),
    );
  });
});

describe("an n-gram student", () => {
  test.each([1, 2, 3, 4])("of order %i foretells with chances that sum to 1, after anything", (order) => {
    const model = trainNGram(texts, order);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...model.vocabulary.slice(1), "never seen")), (tokens) => {
        const chances = nextDistribution(model, contextOf(model, tokens));
        expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...chances)).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    "kneser-ney",
    "none",
  ] as const)("with smoothing %s tells the chance of one token as its whole distribution does", (smoothing) => {
    const model = trainNGram(texts, 3, smoothing);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...model.vocabulary.slice(1), "never seen")), (tokens) => {
        const context = contextOf(model, tokens);
        const chances = nextDistribution(model, context);
        for (let token = 0; token < model.vocabulary.length; token++)
          expect(chanceOf(model, context, token)).toBeCloseTo(chances[token] ?? -1, 12);
        expect(chanceOf(model, context, -1)).toBeCloseTo(chances.at(-1) ?? -1, 12);
      }),
      { numRuns: 30 },
    );
  });

  test("discounts what it saw and leaves the rest to shorter contexts", () => {
    const model = trainNGram(texts, 2);
    const discount = model.levels[1]?.discount ?? 0;
    const chances = nextDistribution(model, contextOf(model, [" cat"]));
    const lower = nextDistribution({ ...model, levels: model.levels.slice(0, 1) }, []);
    const sat = model.numberOf.get(" sat") ?? -1;
    const followers = model.levels[1]?.contexts.get(String(model.numberOf.get(" cat")));
    expect([followers?.total, followers?.counts.get(sat)]).toEqual([3, 2]);
    expect(chances[sat]).toBeCloseTo((2 - discount) / 3 + ((2 * discount) / 3) * (lower[sat] ?? 0), 12);
  });

  // A second implementation in Python 3.11, dictionaries of tuples and one recursion a level; it also gives every one of the 4,385
  // log-probabilities of the soft-distillation notebook's students to 1e-14.
  test.each([
    [["the", "owl"], "sat", 0.45830158730158727],
    [["the", "owl"], "kite", 0.028142857142857143],
    [["on", "the"], "old", 0.3446142857142857],
    [[], "the", 0.3870178571428571],
    [["unheard", "the"], "wall", 0.06727999999999999],
  ])("after %j gives %s what another implementation gives", (before, token, reference) => {
    const texts = [
      "the owl sat on the wall .",
      "the owl sat on the old tram and the owl sang .",
      "a kite is not an owl .",
      "rain fell on the old wall , and on the kite .",
    ];
    const model = trainNGram(
      texts.map((each) => each.split(" ")),
      3,
    );
    const chances = nextDistribution(model, contextOf(model, before));
    expect(chances[model.numberOf.get(token) ?? -1]).toBeCloseTo(reference, 12);
  });

  test("without smoothing goes by how often a token stands in the texts where its context was never seen", () => {
    // Twelve tokens with the ends of texts, three of them "a", which follows one word only.
    const model = trainNGram(
      [
        ["x", "a"],
        ["x", "a"],
        ["x", "a"],
        ["y", "b"],
      ],
      2,
      "none",
    );
    const chances = nextDistribution(model, contextOf(model, ["unheard"]));
    expect([chances[model.numberOf.get("a") ?? -1], chances[model.numberOf.get("y") ?? -1], chances[0]]).toEqual([3 / 12, 1 / 12, 4 / 12]);
  });

  test("writes as often as its distribution says", () => {
    const model = trainNGram(texts, 3);
    const chances = nextDistribution(model, contextOf(model, []));
    const bits = randomBits(1);
    const drawn = 20_000;
    const counts = new Map<string, number>();
    for (let draw = 0; draw < drawn; draw++) {
      const [token = ""] = sampleText(model, bits, { most: 1, temperature: 1 });
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    for (const [number, token] of model.vocabulary.entries()) {
      expect(Math.abs((counts.get(token) ?? 0) / drawn - (chances[number] ?? 0)), token).toBeLessThan(0.02);
    }
  });

  test("is refused without a token to learn from", () => {
    expect(() => trainNGram([[], []], 2)).toThrow("no text has a token");
  });
});

describe("a chain of students", () => {
  const settings = {
    order: 2,
    smoothing: "kneser-ney" as const,
    samples: 40,
    maxTokens: 20,
    temperature: 1,
    generations: 6,
    keep: "replace" as const,
    realShare: 0,
    prefix: 0,
    seed: 3,
  };
  const many = Array.from({ length: 40 }, (_, index) => [`word${index}`, `then${index % 7}`, `end${index}`]);
  const typesIn = (rows: ReturnType<typeof studentChain>, generation: number) =>
    new Set(rows.filter((row) => row.generation === generation).flatMap(({ tokens }) => tokens)).size;

  test("that keeps only its last data set loses words; one that keeps all loses fewer", () => {
    const replaced = studentChain(many, settings);
    const accumulated = studentChain(many, { ...settings, keep: "accumulate" });
    expect(typesIn(replaced, 6)).toBeLessThan(typesIn(replaced, 0) / 2);
    expect(typesIn(accumulated, 6)).toBeGreaterThan(typesIn(replaced, 6));
  });

  test("mixes in as many real texts as asked, each told by its place", () => {
    const rows = studentChain(many, { ...settings, realShare: 0.25 });
    for (let generation = 1; generation <= 6; generation++) {
      const own = rows.filter((row) => row.generation === generation);
      expect(own.length).toBe(40);
      const real = own.filter(({ source }) => source !== null);
      expect(new Set(real.map(({ source }) => source)).size).toBe(10);
      for (const { source, tokens } of real) expect(tokens).toEqual(many[source ?? -1]);
    }
  });

  test("begins each written text as some real one does, where asked", () => {
    const rows = studentChain(many, { ...settings, generations: 2, prefix: 2 });
    for (const { source, tokens, begins } of rows.filter(({ generation }) => generation > 0)) {
      expect([source, begins]).toEqual([null, 2]);
      expect(many.map((text) => text.slice(0, 2))).toContainEqual(tokens.slice(0, 2));
    }
  });

  test("is the same from the same seed", () => {
    expect(studentChain(many, settings)).toEqual(studentChain(many, settings));
    expect(studentChain(many, { ...settings, seed: 4 })).not.toEqual(studentChain(many, settings));
  });
});
