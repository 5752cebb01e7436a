import { expect, test } from "vitest";
import { canonicalComparison, type Judgement } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import { measurePosition, type PositionOptions } from "./measure-position.ts";

const letters: { readonly [letter: string]: string | null } = { a: "a", b: "b", t: "tie", ".": null };

/** One item a word: its verdict in order ab, then in order ba. */
function bothOrders(judge: string, words: string, clusters = Number.POSITIVE_INFINITY): readonly Judgement[] {
  return words.split(" ").flatMap((word, index) => {
    const [ab = ".", ba = "."] = word;
    const shared = { item: `i${index}`, judge, cluster: `c${index % clusters}` };
    return [
      { ...shared, order: "ab" as const, value: letters[ab] ?? null },
      { ...shared, order: "ba" as const, value: letters[ba] ?? null },
    ];
  });
}

function figure(judgements: readonly Judgement[], statistic: string, options: PositionOptions = {}) {
  return measurePosition(judgements, options).rows.find((row) => row.statistic === statistic);
}

// The nine pairs of verdicts: three consistent, three that lean to the first shown, three to the second.
const mixed = "aa bb tt ab at tb ba bt ta";

test("conflicts are counted with their direction, ties on one side included", () => {
  const judgements = bothOrders("x", mixed);
  expect(figure(judgements, "conflict rate")).toMatchObject({ estimate: 6 / 9, interval: "wilson", n: 9 });
  expect(figure(judgements, "conflicts towards first")?.estimate).toBeCloseTo(3 / 9, 12);
  expect(figure(judgements, "conflicts towards second")?.estimate).toBeCloseTo(3 / 9, 12);
  expect(figure(judgements, "position consistency")?.estimate).toBeCloseTo(3 / 9, 12);
  expect(figure(judgements, "preference fairness")?.estimate).toBe(0);
  expect(figure(judgements, "conflict rate")?.sentence).toMatch(/3 towards the first shown, 3 towards the second/);
});

test("a judge that always takes the first shown conflicts everywhere, although its mean preference of a side is one half", () => {
  const judgements = bothOrders("x", Array(20).fill("ab").join(" "));
  expect(figure(judgements, "conflict rate")?.estimate).toBe(1);
  expect(figure(judgements, "preference fairness")?.estimate).toBe(-1);
  expect(figure(judgements, "first preference")?.estimate).toBe(1);
});

test("all ties are consistent, and have no first preference", () => {
  const judgements = bothOrders("x", "tt tt tt");
  expect(figure(judgements, "conflict rate")?.estimate).toBe(0);
  expect(figure(judgements, "first preference")).toMatchObject({
    estimate: null,
    ties: 6,
    reason: "no verdict is decisive: all are ties or unreadable",
  });
});

test("a pair with an unreadable order is left out and counted", () => {
  expect(figure(bothOrders("x", "aa .b ab"), "conflict rate")).toMatchObject({ estimate: 0.5, n: 2, dropped: 1 });
});

test("items that share a prompt get a cluster bootstrap, and too few prompts none", () => {
  const words = Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? "ab" : "aa")).join(" ");
  expect(figure(bothOrders("x", words, 20), "conflict rate")).toMatchObject({ interval: "cluster bootstrap", clusters: 20 });
  expect(figure(bothOrders("x", words, 3), "conflict rate")).toMatchObject({ estimate: 0.25, low: null, clusters: 3 });
});

test("one order throughout is refused, since better answers may stand there", () => {
  const judgements = bothOrders("x", "aa ab bb").filter(({ order }) => order === "ab");
  expect(figure(judgements, "first preference")?.reason).toMatch(/can't be told from better answers/);
  expect(figure(bothOrders("x", "aa"), "first preference", { orders: "fixed" })?.estimate).toBeNull();
});

test("a random order measures the preference planted in it", () => {
  const bits = randomBits(5);
  const judgements = Array.from({ length: 2000 }, (_, item): Judgement => {
    const order = uniform(bits) < 0.5 ? "ab" : "ba";
    const first = uniform(bits) < 0.62;
    return { item: String(item), judge: "x", order, value: (order === "ab") === first ? "a" : "b" };
  });
  const row = figure(judgements, "first preference", { orders: "random" });
  expect(row?.interval).toBe("wilson");
  expect(row?.low).toBeLessThan(0.62);
  expect(row?.high).toBeGreaterThan(0.62);
  expect(figure(judgements, "conflict rate")).toBeUndefined();
});

test("repeats in one order tell noise from position", () => {
  const repeats = ["a", "a", "b"].map((value, repeat): Judgement => ({ item: "i", judge: "x", order: "ab", repeat, value }));
  expect(figure(repeats, "repetition stability")?.estimate).toBeCloseTo(2 / 3, 12);
  expect(figure(repeats, "flip rate of repeats")?.estimate).toBeCloseTo(2 / 3, 12);
  expect(figure(bothOrders("x", mixed), "flip rate of repeats")?.reason).toMatch(/^no item was asked twice in the same order/);
});

test("conflicts no commoner than flips of repeats are noise; a judge that follows the order has more", () => {
  const asked = (judge: string, values: (item: number) => readonly [string, string, string, string]) =>
    Array.from({ length: 40 }, (_, item) =>
      values(item).map((value, index): Judgement => {
        return { item: `i${item}`, judge, order: index < 2 ? "ab" : "ba", repeat: index % 2, value };
      }),
    ).flat();
  // Half the items waver with no regard to the order; the others never do.
  const wavering = asked("wavering", (item) => (item % 2 ? ["a", "a", "a", "a"] : item % 4 ? ["a", "b", "a", "b"] : ["a", "b", "b", "a"]));
  const swayed = asked("swayed", (item) => (item % 2 ? ["a", "a", "a", "a"] : ["a", "a", "b", "b"]));
  expect(figure(wavering, "conflict rate beyond repeats")?.estimate).toBeCloseTo(0.25 - 0.5, 12);
  const row = figure(swayed, "conflict rate beyond repeats");
  expect(row).toMatchObject({ estimate: 0.5, items: 40 });
  expect(row?.low).toBeGreaterThan(0);
  expect(figure(bothOrders("x", mixed), "conflict rate beyond repeats")?.reason).toMatch(/readable verdict|asked twice/);
});

test("scores, unknown verdicts and unknown orders are told in words", () => {
  expect(figure([{ item: "i", judge: "x", value: 7 }], "first preference")?.reason).toMatch(/scores to single answers/);
  expect(figure([{ item: "i", judge: "x", value: "win", order: "ab" }], "first preference")?.reason).toMatch(/"win" names no side/);
  expect(figure([{ item: "i", judge: "x", value: "a" }], "first preference")?.reason).toMatch(/was not recorded/);
  expect(measurePosition([]).sentence).toBe("There are no judgements.");
});

test("two judges are compared on the items both decided, and the sentence names most and least", () => {
  const judgements = [
    ...bothOrders("steady", Array(30).fill("aa").join(" ")),
    ...bothOrders("swayed", "ab ab ab ".repeat(5) + Array(15).fill("aa").join(" ")),
  ];
  const gap = figure(judgements, "difference of conflict rate");
  expect(gap).toMatchObject({ judge_a: "steady", judge_b: "swayed", estimate: -0.5, items: 30 });
  expect(gap?.high).toBeLessThan(0);
  // statsmodels 0.13.5: mcnemar([[0, 0], [15, 0]], exact=True).pvalue
  expect(gap?.p_value).toBeCloseTo(6.103515625e-5, 12);
  expect(gap?.sentence).toMatch(/McNemar's exact test, p < 0\.001/);
  const sharing = judgements.map((each) => ({ ...each, cluster: `c${Number(each.item.slice(1)) % 15}` }));
  expect(figure(sharing, "difference of conflict rate")?.p_value).toBeNull();
  expect(measurePosition(judgements).sentence).toMatch(
    /^swayed changes its verdict with the order in 50 % .*; least of 2 judges, steady in 0 %/,
  );
});

test("turning every item round changes nothing that position measures", () => {
  const judgements = bothOrders("x", mixed);
  const turned = judgements.map((each): Judgement => {
    const comparison = canonicalComparison({
      prompt: each.item,
      modelA: "z",
      modelB: "m",
      verdict: String(each.value),
      order: each.order ?? null,
    });
    return { ...each, value: comparison.verdict, order: comparison.order };
  });
  expect(turned).not.toEqual(judgements);
  expect(measurePosition(turned).rows).toEqual(measurePosition(judgements).rows);
});

test("a comparison and its mirror image are the same item", () => {
  const stored = canonicalComparison({ prompt: "p", modelA: "m", modelB: "z", verdict: "a", order: "ab" });
  const mirrored = canonicalComparison({ prompt: "p", modelA: "z", modelB: "m", verdict: "b", order: "ba" });
  expect(mirrored).toEqual(stored);
});

test("without repeats the conflict rate beyond them says that repeats are missing, not orders", () => {
  expect(figure(bothOrders("x", mixed), "conflict rate beyond repeats")).toMatchObject({
    estimate: null,
    reason: expect.stringContaining("no item was asked twice in the same order"),
  });
});
