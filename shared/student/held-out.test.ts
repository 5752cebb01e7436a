import { describe, expect, test } from "vitest";
import { drawLoss, drawStudent, drawVocabulary } from "../charts/draw-student.ts";
import { studentChain } from "./generations.ts";
import { holdOut, type LearnedText } from "./held-out.ts";
import { lossRows, lossWords } from "./loss-rows.ts";
import { vocabularyRows, vocabularySentence } from "./vocabulary-rows.ts";

const text = (item: string, words: string): LearnedText => ({ item, tokens: words.split(" ") });
const four = [
  text("a", "the owl sat on the wall ."),
  text("a", "the owl sang on the old tram ."),
  text("b", "a kite sat on the old wall ."),
  text("b", "the kite is not an owl ."),
];
/** Sixty regular texts: what follows is known from the two words before. */
const regular = Array.from({ length: 60 }, (_, at) => text(`i${at}`, `so ${at % 5} then n${at % 5} and ${at % 3} then m${at % 3} end`));
const settings = { order: 3, smoothing: "kneser-ney", seed: 1 } as const;
const context = { table: "chains", simulated: false };

describe("a student's held-out loss", () => {
  // A second implementation in Python 3.11: dictionaries of tuples, one recursion a level, the two items held out in turn.
  test.each([
    [1, 4.382116344693759],
    [2, 3.599881466321232],
    [3, 3.579674409450251],
  ])("at order %i is what another implementation gives", (order, reference) => {
    const held = holdOut(four, settings)?.byOrder.find((student) => student.order === order)?.texts ?? [];
    const sum = (of: (each: (typeof held)[number]) => number): number => held.reduce((all, each) => all + of(each), 0);
    expect(sum(({ tokens }) => tokens)).toBe(34);
    expect(sum(({ bits }) => bits) / 34).toBeCloseTo(reference, 12);
  });

  test("falls with the order and with what was read, where there is something to learn; every figure has its interval", () => {
    const rows = lossRows(holdOut(regular, settings), 3);
    const at = (statistic: string) =>
      rows.filter((row) => row.statistic === statistic).map(({ x, estimate }) => [x, estimate ?? -1] as const);
    const byOrder = at("cross-entropy by order").map(([, bits]) => bits);
    expect(byOrder).toHaveLength(4);
    expect(byOrder[2]).toBeLessThan(byOrder[0] ?? 0);
    const bySize = at("cross-entropy by texts");
    expect(bySize.map(([texts]) => texts)).toEqual([6, 12, 24, 48]);
    expect(bySize.at(-1)?.[1]).toBeLessThan(bySize[0]?.[1] ?? 0);
    expect(bySize.at(-1)?.[1]).toBe(byOrder[2]);
    expect(rows.every(({ estimate, low, reason }) => estimate !== null && (low !== null || reason !== null))).toBe(true);
    expect(rows[0]?.sentence).toMatch(
      /^A 3-gram student needs \d\.\d\d \[.*\] bits for a token of texts it never saw, tried on 600 tokens\.$/,
    );
    expect(lossWords(rows)).toMatch(/^\d\.\d\d \[.*\] bits a token held out$/);
  });

  test("tells how many n-grams are in no text that was trained on", () => {
    const unseen = lossRows(holdOut(four, settings), 3).filter(({ statistic }) => statistic === "unseen n-grams");
    // Of 7 + 8 tokens of a, sang and tram are not in b; of 8 + 7 of b: a, kite twice, is, not, an.
    expect(unseen.map(({ x, estimate, n }) => [x, estimate, n])[0]).toEqual([1, 8 / 30, 30]);
    expect(unseen.map(({ x }) => x)).toEqual([1, 2, 3]);
  });

  test("is undefined, with the reason, of one item alone and without smoothing", () => {
    const [one] = lossRows(holdOut(four.slice(0, 2), settings), 3);
    expect(one).toMatchObject({ estimate: null, reason: "it takes texts of two items to hold one out" });
    expect(holdOut([text("a", "x"), { item: "b", tokens: [] }], settings)).toBeNull();
    const none = lossRows(holdOut(four, { ...settings, smoothing: "none" }), 3);
    expect(none[0]).toMatchObject({ estimate: null, reason: expect.stringMatching(/^\d+ of 34 tokens have no chance without smoothing/) });
    expect(lossWords(none)).toBe("");
    expect(none.find(({ statistic, x }) => statistic === "impossible tokens" && x === 1)?.estimate).toBeCloseTo(8 / 34, 12);
  });

  test("of many tokens is told of whole items drawn with the seed, and says so", () => {
    const many = Array.from({ length: 900 }, (_, at) =>
      text(`i${at}`, Array.from({ length: 40 }, (__, word) => `w${(at * word) % 37}`).join(" ")),
    );
    const held = holdOut(many, { ...settings, order: 1 });
    expect(held?.texts).toBe(900);
    expect(held?.drawn).toBe(501);
    expect(lossRows(held, 1)[0]?.reason).toContain("of 501 texts drawn from 900");
  });
});

describe("a chain's vocabulary", () => {
  const real = ["a b c", "a b d", "e f g"].map((words) => words.split(" "));
  const chain = studentChain(real, {
    order: 2,
    smoothing: "none",
    samples: 3,
    maxTokens: 6,
    temperature: 1,
    generations: 3,
    keep: "replace",
    realShare: 0,
    prefix: 0,
    seed: 5,
  });
  const rows = vocabularyRows("replace", chain, 2);
  const figure = (statistic: string, generation: number) => rows.find((row) => row.statistic === statistic && row.x === generation);

  test("is counted whole, generation by generation", () => {
    expect([figure("tokens", 0)?.estimate, figure("types", 0)?.estimate, figure("types seen once", 0)?.estimate]).toEqual([9, 7, 5]);
    const written = chain.filter(({ generation }) => generation === 1).map(({ tokens }) => tokens);
    expect(figure("types", 1)?.estimate).toBe(new Set(written.flat()).size);
    expect(figure("types left", 1)?.estimate).toBe(new Set(written.flat()).size / 7);
    const copied = written.filter((tokens) => real.some((each) => each.join() === tokens.join())).length;
    expect(figure("copied texts", 1)?.estimate).toBe(copied / 3);
    expect(figure("types left", 0)).toBeUndefined();
    expect(vocabularySentence(rows)).toMatch(/^\d+ % of the types of generation 0 are in texts of generation 3 \(replace\)\.$/);
  });

  test("says why a share is undefined", () => {
    const [still] = vocabularyRows(
      "replace",
      [...chain.filter(({ generation }) => generation === 0), { generation: 1, tokens: ["a"], source: 0, begins: 0 }],
      2,
    ).filter(({ estimate }) => estimate === null);
    expect(still).toMatchObject({ statistic: "new n-grams", reason: "no text is 3 tokens long" });
  });

  test("and loss are drawn in panels whose marks lead to their texts; what is not there is not drawn", () => {
    const loss = lossRows(holdOut(regular, settings), 3);
    expect(drawLoss(loss, context)?.panels.map(({ title }) => title)).toEqual([
      "Loss by order",
      "Loss by texts trained on",
      "N-grams not trained on",
    ]);
    const drawing = drawVocabulary(rows, context);
    expect(drawing?.panels.map(({ title }) => title)).toEqual([
      "Different tokens",
      "Types of generation 0 that are left",
      "N-grams that generation 0 does not have",
      "Texts copied from generation 0",
    ]);
    const [first] = drawing?.panels ?? [];
    expect(first?.plot.type === "line" && first.plot.series[0]?.points[2]).toMatchObject({
      x: 2,
      drillTable: "chains",
      drill: [
        { column: "chain", operator: "=", value: "replace" },
        { column: "generation", operator: "=", value: "2" },
      ],
    });
    expect(drawStudent(loss, rows, context)?.panels).toHaveLength(7);
    expect(
      drawStudent(
        lossRows(null, 3),
        rows.filter(({ x }) => x === 0),
        context,
      ),
    ).toBeNull();
  });
});
