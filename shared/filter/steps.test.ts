import { expect, test } from "vitest";
import type { Row } from "../data/table.ts";
import { runSteps } from "./run-steps.ts";
import type { FilterTable } from "./step.ts";
import { stepSchema } from "./step-schema.ts";
import { stepKinds } from "./steps.ts";
import { noEmbeddings, tableOf } from "./test-tables.ts";

/** What one step drops, by item, with why. */
function dropsOf(step: object, rows: readonly Row[], others: readonly FilterTable[] = [], holds: readonly (boolean | null)[] = []) {
  const run = runSteps(
    { seed: 0, steps: [stepSchema.parse(step)] },
    {
      table: tableOf("answers", rows),
      other: (name) => others.find((table) => table.name === name) ?? tableOf(name, []),
      conditions: new Map([[0, holds]]),
      embeddings: noEmbeddings,
      countTokens: (text) => text.length,
    },
  );
  return {
    dropped: Object.fromEntries(run.dropped.map(({ row, reason }) => [String(rows[row]?.item), reason])),
    note: run.steps[0]?.note,
    drops: run.dropped,
    matches: run.matches.map(({ item, matched, matchedTable, isDropped }) => [item, matched, matchedTable, isDropped]),
  };
}

const responses = (texts: { readonly [item: string]: string | null }): readonly Row[] =>
  Object.entries(texts).map(([item, response]) => ({ item, response }));

test("length counts words, characters or tokens; a row without text can't be measured", () => {
  const rows = responses({ short: "one", right: "one two", long: "one two three 🦊", none: null });
  expect(dropsOf({ type: "length", min: 2, max: 2 }, rows).dropped).toEqual({
    short: "1 words, fewer than 2",
    long: "3 words, more than 2",
    none: "no text to measure",
  });
  expect(dropsOf({ type: "length", unit: "characters", max: 14 }, rows).dropped).toMatchObject({ long: "15 characters, more than 14" });
  expect(Object.keys(dropsOf({ type: "length", unit: "tokens", max: 7 }, rows).dropped)).toEqual(["long", "none"]);
});

test("a pattern is required or rejected, and none takes longer for a text made to stall it", () => {
  const rows = responses({ link: "see https://x.y", plain: "nothing", none: null, trap: "a".repeat(20_000) });
  expect(Object.keys(dropsOf({ type: "pattern", reject: "https?://" }, rows).dropped)).toEqual(["link"]);
  expect(Object.keys(dropsOf({ type: "pattern", require: "https?://" }, rows).dropped)).toEqual(["plain", "none", "trap"]);
  expect(Object.keys(dropsOf({ type: "pattern", reject: "(a+)+$" }, rows.slice(3)).dropped)).toEqual(["trap"]);
});

test("refusals are found near the beginning, further phrases and openers where asked", () => {
  const rows = responses({
    refusal: "I’m sorry,  but I can’t help with that.",
    quoted: `${"A long explanation of many words. ".repeat(10)} I cannot assist.`,
    opener: "Sure, here is a list of five ideas:",
    own: "Computer says no.",
    none: null,
  });
  expect(dropsOf({ type: "refusal" }, rows).dropped).toEqual({ refusal: expect.stringContaining("refusal:") });
  expect(Object.keys(dropsOf({ type: "refusal", openers: true, also: ["computer says NO"] }, rows).dropped)).toEqual([
    "refusal",
    "opener",
    "own",
  ]);
});

test("the script's share is of letters; a text without letters tells nothing and stays", () => {
  const rows = responses({ latin: "Hello 123!", mixed: "Hello мир мир мир", digits: "42 🦊", cyrillic: "Привет" });
  const { dropped, note } = dropsOf({ type: "language", script: "latin", share: 0.8 }, rows);
  expect(dropped).toEqual({ mixed: "36 % of 14 letters latin", cyrillic: "0 % of 6 letters latin" });
  expect(note).toBe("1 without letters stays");
  expect(Object.keys(dropsOf({ type: "language", script: ["latin", "cyrillic"] }, rows).dropped)).toEqual([]);
});

const scored = tableOf("scores", [
  { item: "a", model: "m", judge: "x", score: 2 },
  { item: "a", model: "m", judge: "y", score: 4 },
  { item: "b", model: "m", judge: "x", score: 5 },
  { item: "c", model: "m", judge: "x", score: 3 },
  { item: "d", model: "other", judge: "x", score: 5 },
]);

test("scores are joined by item and model, judges averaged; a row without a score goes by its own rule", () => {
  const rows = ["a", "b", "c", "d"].map((item) => ({ item, model: "m" }));
  expect(dropsOf({ type: "score", table: "scores", min: 3.5 }, rows, [scored]).dropped).toEqual({
    a: "score 3, below 3.5",
    c: "score 3, below 3.5",
    d: "no score in scores",
  });
  expect(Object.keys(dropsOf({ type: "score", table: "scores", min: 3, judge: "x", missing: "keep" }, rows, [scored]).dropped)).toEqual([
    "a",
  ]);
});

test("the best share keeps ties at the cut together", () => {
  const rows = ["a", "b", "c"].map((item) => ({ item, model: "m" }));
  expect(dropsOf({ type: "score", table: "scores", top: 0.34 }, rows, [scored]).dropped).toEqual({});
  expect(Object.keys(dropsOf({ type: "score", table: "scores", top: 0.33 }, rows, [scored]).dropped)).toEqual(["a", "c"]);
});

test("a condition that is null does not hold, and is told apart", () => {
  expect(dropsOf({ type: "where", sql: "x" }, responses({ yes: "1", no: "0", unknown: null }), [], [true, false, null]).dropped).toEqual({
    no: "the condition does not hold",
    unknown: "the condition is null",
  });
});

test("evaluation data are found by the row's prompt, with the evaluation's row named", () => {
  const prompt = "Which planet of the solar system has the most moons that we know of today";
  const rows: readonly Row[] = [
    { item: "clean", question: "What is the capital of France?", response: prompt },
    { item: "dirty", question: `${prompt}? Explain.`, response: "Saturn." },
  ];
  const exam = tableOf("exam", [{ item: "e7", prompt }]);
  const { drops, note } = dropsOf({ type: "decontaminate", tables: "exam" }, rows, [exam]);
  expect(drops).toMatchObject([{ row: 1, reason: "covers 100 % of e7 in exam", matched: "e7", matchedTable: "exam", similarity: 1 }]);
  expect(note).toBe("1 of 1 instances of exam matched (100 % > 2 %): 1 row dropped");
});

test("rows that match an evaluation go only where more than the limit of its prompts match; other matches are told and stay", () => {
  const prompt = (at: number): string => Array.from({ length: 10 }, (_, word) => `w${at}x${word}`).join(" ");
  const set = (name: string, size: number, from: number): FilterTable =>
    tableOf(
      name,
      Array.from({ length: size }, (_, at) => ({ item: `${name}${at}`, prompt: prompt(from + at) })),
    );
  // Two of a hundred are not more than 2 %; two of ninety-nine are.
  const rows = [0, 1, 500, 501, 900].map((at) => ({ item: `q${at}`, question: prompt(at) }));
  const sets = [set("light", 100, 0), set("heavy", 99, 500), { ...set("none", 1, 0), size: 0, column: () => [] }];
  const { dropped, note, matches } = dropsOf({ type: "decontaminate", tables: ["light", "heavy", "none"] }, rows, sets);
  expect(dropped).toEqual({ q500: "covers 100 % of heavy0 in heavy", q501: "covers 100 % of heavy1 in heavy" });
  expect(note).toBe(
    "2 of 100 instances of light matched (2 % ≤ 2 %): 2 rows told, not dropped; " +
      "2 of 99 instances of heavy matched (2.02 % > 2 %): 2 rows dropped; none has no instance to match",
  );
  expect(matches).toEqual([
    ["q0", "light0", "light", false],
    ["q1", "light1", "light", false],
    ["q500", "heavy0", "heavy", true],
    ["q501", "heavy1", "heavy", true],
  ]);
  const strict = dropsOf({ type: "decontaminate", tables: ["light"], contaminated_above: 0 }, rows, sets);
  expect(Object.keys(strict.dropped)).toEqual(["q0", "q1"]);
  expect(dropsOf({ type: "decontaminate", tables: ["heavy"], contaminated_above: 0.5 }, rows, sets).dropped).toEqual({});
});

test("a row that matches a clean and a contaminated evaluation goes for the contaminated one", () => {
  const words = (name: string, count: number): string => Array.from({ length: count }, (_, at) => `${name}${at}`).join(" ");
  const [whole, part] = [words("a", 12), words("b", 12)];
  const rows = [{ item: "both", question: `${whole} ${words("b", 10)}` }];
  const light = tableOf("light", [
    { item: "l", prompt: whole },
    ...Array.from({ length: 60 }, (_, at) => ({ item: `l${at}`, prompt: words(`c${at}x`, 9) })),
  ]);
  const heavy = tableOf("heavy", [{ item: "h", prompt: part }]);
  const { drops, matches } = dropsOf({ type: "decontaminate", tables: ["light", "heavy"] }, rows, [light, heavy]);
  expect(drops).toMatchObject([{ reason: "covers 83 % of h in heavy", matchedTable: "heavy" }]);
  expect(matches).toEqual([
    ["both", "l", "light", true],
    ["both", "h", "heavy", true],
  ]);
});

test("people's rows told by a column come to the share from whichever side is short", () => {
  const rows = [..."hhssssss"].map((letter, at) => ({ item: `q${at}`, origin: letter === "h" ? "human" : "synthetic" }));
  const { drops } = dropsOf({ type: "mix", column: "origin", share: 0.5 }, rows);
  expect(drops).toHaveLength(4);
  expect(drops.every(({ row }) => row >= 2)).toBe(true);
  expect(dropsOf({ type: "mix", column: "origin", share: 0.1 }, rows).drops).toMatchObject([{ row: expect.any(Number) }]);
});

test("of a judge of pairs, a score is the share of its comparisons that a model's answer won", () => {
  const rows = ["a", "b", "c"].map((model) => ({ item: model, model, response: "x" }));
  const battles = [
    { item: "a", a: "a", b: "z", outcome: "win", judge: "j" },
    { item: "a", a: "z", b: "a", outcome: "tie", judge: "j" },
    { item: "b", a: "b", b: "z", outcome: "loss", judge: "j" },
    { item: "b", a: "z", b: "b", outcome: "loss", judge: "other" },
    { item: "c", a: "c", b: "z", outcome: "inconsistent", judge: "j" },
  ];
  const verdicts = tableOf("verdicts", battles);
  const step = { type: "score", table: "verdicts", min: 0.5 };
  expect(dropsOf(step, rows, [verdicts]).dropped).toEqual({ c: "no share won in verdicts" });
  expect(dropsOf({ ...step, judge: "j" }, rows, [verdicts]).dropped).toEqual({
    b: "share won 0, below 0.5",
    c: "no share won in verdicts",
  });
  expect(() => dropsOf(step, rows, [tableOf("verdicts", [{ item: "a", verdict: "good" }])])).toThrow("no column `reward` or `score`");
});

test("a mix without any rows by people is refused, not answered by dropping everything", () => {
  const rows = [{ item: "q1", origin: "synthetic" }];
  expect(() => dropsOf({ type: "mix", table: "humans", share: 0.2 }, rows)).toThrow("`humans` has no rows to mix in, so 20 % by people");
  expect(() => dropsOf({ type: "mix", column: "origin", share: 0.2 }, rows)).toThrow("No row has `human` in `origin`");
  expect(dropsOf({ type: "mix", table: "humans", share: 0.2 }, []).drops).toEqual([]);
});

test("a cap keeps the first, drawn or highest rows of each key", () => {
  const rows = [3, 1, 2].map((rank, at) => ({ item: "q", model: "m", rank, at }));
  const dropped = (pick: object): readonly number[] =>
    dropsOf({ type: "cap", by: ["item", "model"], most: 1, ...pick }, rows).drops.map(({ row }) => row);
  expect(dropped({})).toEqual([1, 2]);
  expect(dropped({ pick: "highest", of: "rank" })).toEqual([1, 2]);
  expect(dropped({ pick: "random" })).toHaveLength(2);
});

test("balance holds within each prompt or over all, against the smallest group there is", () => {
  const rows = [..."aaab"].map((model, at) => ({ item: at < 2 ? "one" : "two", model }));
  expect(dropsOf({ type: "balance", ratio: 2 }, rows).drops).toHaveLength(1);
  expect(dropsOf({ type: "balance", within: "item" }, rows).drops).toEqual([]);
  expect(dropsOf({ type: "balance" }, rows).drops.map(({ reason }) => reason)).toEqual(["model a beyond 1", "model a beyond 1"]);
});

test("every step's starter is a step that can be read", () => {
  for (const kind of Object.values(stepKinds)) {
    const read = stepSchema.safeParse(kind.starter);
    expect(read.error?.issues, kind.type).toBeUndefined();
    expect(read.data?.type).toBe(kind.type);
  }
});
