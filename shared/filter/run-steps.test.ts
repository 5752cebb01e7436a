import fc from "fast-check";
import { expect, test } from "vitest";
import { AssayError } from "../assay-error.ts";
import { ledgerAddsUp } from "../data/row-ledger.ts";
import type { Row } from "../data/table.ts";
import { runSteps, type StepsBody, type StepsGiven } from "./run-steps.ts";
import { type FilterStep, stepSchema } from "./step-schema.ts";
import { noEmbeddings, tableOf } from "./test-tables.ts";

const others = {
  humans: tableOf("humans", [
    { item: "h1", response: "Written by a person, with care." },
    { item: "h2", response: "Another person wrote this one." },
    { item: "h3", response: "A third, quite short." },
  ]),
  scores: tableOf("scores", [
    { item: "q0", model: "a", score: 5 },
    { item: "q1", model: "a", score: 1 },
    { item: "q2", model: "b", score: 3 },
  ]),
  exam: tableOf("exam", [{ item: "e1", response: "one two three four five six seven eight nine ten" }]),
};

function run(rows: readonly Row[], steps: readonly unknown[], given: Partial<StepsGiven> = {}, seed = 0) {
  const body: StepsBody = { column: "response", seed, steps: steps.map((step) => stepSchema.parse(step)) };
  return runSteps(body, {
    table: tableOf("answers", rows),
    other: (name) => others[name as keyof typeof others],
    conditions: new Map(),
    embeddings: noEmbeddings,
    countTokens: (text) => Math.ceil(text.length / 4),
    ...given,
  });
}

const texts = [
  "same",
  "Same ",
  "one two three four five six seven eight nine ten",
  "I'm sorry, but I can't do that.",
  "",
  null,
  "日本語です",
  "🦊",
  "x\ud83dy",
  "a longer text of some words",
];
const anyRow = fc.record({
  response: fc.constantFrom(...texts),
  model: fc.constantFrom("a", "b", "c", null),
  rank: fc.option(fc.integer({ min: 0, max: 9 })),
  origin: fc.constantFrom("human", "synthetic"),
});
const anyTable = fc.array(anyRow, { minLength: 0, maxLength: 25 }).map((rows) => rows.map((row, at) => ({ item: `q${at}`, ...row })));
const anyStep: fc.Arbitrary<FilterStep> = fc
  .constantFrom<unknown[]>(
    { type: "exact", keep: "longest" },
    { type: "exact", column: ["response", "model"], keep: "highest", of: "rank" },
    { type: "near", shingle: 2, threshold: 0.5 },
    { type: "length", unit: "words", min: 1, max: 6 },
    { type: "length", unit: "tokens", min: 1 },
    { type: "length", unit: "characters", max: 12 },
    { type: "pattern", reject: "s.me", flags: "i" },
    { type: "pattern", require: "[a-z]" },
    { type: "refusal" },
    { type: "language", script: "latin", share: 0.6 },
    { type: "score", table: "scores", min: 2, missing: "keep" },
    { type: "score", table: "scores", top: 0.5 },
    { type: "decontaminate", tables: "exam", column: "response", n: 4 },
    { type: "mix", table: "humans", share: 0.3 },
    { type: "mix", column: "origin", share: 0.4 },
    { type: "cap", by: "model", most: 2, pick: "random" },
    { type: "balance", by: "model", ratio: 2 },
    { type: "sample", share: 0.7 },
    { type: "sample", rows: 3, off: true },
  )
  .map((step) => stepSchema.parse(step));

/** A mix that finds nobody's rows is refused; the property is about runs that end. */
function runOrRefuse(rows: readonly Row[], steps: readonly object[], seed: number): ReturnType<typeof run> {
  try {
    return run(rows, steps, {}, seed);
  } catch (error) {
    fc.pre(!(error instanceof AssayError && error.message.endsWith("by people cannot be reached.")));
    throw error;
  }
}

test("whatever the steps, each row ends in one place and the ledger adds up", () => {
  fc.assert(
    fc.property(anyTable, fc.array(anyStep, { maxLength: 6 }), fc.integer(), (rows, steps, seed) => {
      const { kept, dropped, ledger, steps: runs } = runOrRefuse(rows, steps, seed);
      expect(ledgerAddsUp(ledger)).toBe(true);
      const ended = [...kept, ...dropped.map(({ row }) => row)];
      expect(new Set(ended).size).toBe(ended.length);
      const mixedIn = runs.reduce((sum, step) => sum + step.mixedIn, 0);
      expect(ended.length).toBe(rows.length + mixedIn);
      expect([...kept].sort((a, b) => a - b)).toEqual(kept);
      let left = rows.length;
      for (const step of runs) {
        expect(step.entered).toBe(left);
        left = step.entered - step.dropped - step.undecided + step.mixedIn;
        expect(step.remaining).toBe(left);
      }
      expect(kept.length).toBe(left);
      const added = Object.values(ledger.added ?? {}).reduce((sum, count) => sum + count, 0);
      expect(ledger.kept + added).toBe(kept.length);
      for (const { similarity } of dropped) if (similarity !== undefined) expect(similarity).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test("the same rows, steps and seed give the same result; another seed draws others", () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ item: `q${at}`, response: `text ${at}`, model: "a" }));
  const steps = [{ type: "sample", rows: 10 }];
  expect(run(rows, steps).kept).toEqual(run(rows, steps).kept);
  expect(run(rows, steps, {}, 1).kept).not.toEqual(run(rows, steps).kept);
});

test("order matters: what an early step drops, a later one never sees", () => {
  const rows = [
    { item: "short", response: "yes yes", model: "a" },
    { item: "twin", response: "yes yes", model: "a" },
    { item: "other", response: "no", model: "a" },
  ];
  const capped = { type: "cap", by: "model", most: 1 };
  const long = { type: "length", unit: "words", max: 1 };
  expect(run(rows, [long, capped]).kept).toEqual([2]);
  expect(run(rows, [capped, long]).kept).toEqual([]);
});

test("a duplicate says which row it duplicates and how much; the rule says which one stays", () => {
  const rows = [
    { item: "q1", response: "Paris.", rank: 1 },
    { item: "q2", response: " paris. ", rank: 3 },
    { item: "q3", response: "PARIS.", rank: 2 },
  ];
  const first = run(rows, [{ type: "exact" }]);
  expect(first.kept).toEqual([0]);
  expect(first.dropped).toMatchObject([
    { row: 1, matched: "q1", matchedTable: "answers", similarity: 1, stepIndex: 0 },
    { row: 2, matched: "q1" },
  ]);
  expect(first.matches).toMatchObject([
    { item: "q2", step: "exact", matched: "q1", matchedTable: "answers", similarity: 1, isDropped: true },
    { item: "q3", matched: "q1" },
  ]);
  expect(run(rows, [{ type: "exact", keep: "highest", of: "rank" }]).kept).toEqual([1]);
  expect(run(rows, [{ type: "exact", keep: "longest" }]).kept).toEqual([1]);
  expect(run(rows, [{ type: "exact", normalise: "none" }]).kept).toEqual([0, 1, 2]);
});

test("a step that is off is skipped, and the others keep their numbers", () => {
  const { steps, dropped } = run(
    [{ item: "q", response: "x" }],
    [
      { type: "sample", rows: 1, off: true },
      { type: "length", min: 5 },
    ],
  );
  expect(steps.map(({ index, type }) => [index, type])).toEqual([[1, "length"]]);
  expect(dropped).toMatchObject([{ stepIndex: 1, reason: "1 words, fewer than 5" }]);
});

test("all rows may be dropped, and none may be there to begin with", () => {
  expect(run([{ item: "q", response: "x" }], [{ type: "length", min: 5 }]).ledger).toMatchObject({
    requested: 1,
    kept: 0,
    filtered: { "1 length": 1 },
  });
  expect(run([], [{ type: "near" }, { type: "balance" }, { type: "sample", share: 0.5 }]).ledger).toMatchObject({ requested: 0, kept: 0 });
});

test("rows mixed in come to the stated share, stand apart in the ledger, and later steps see them", () => {
  const rows = Array.from({ length: 4 }, (_, at) => ({ item: `q${at}`, response: `synthetic text number ${at}` }));
  const mixed = run(rows, [{ type: "mix", table: "humans", share: 0.2 }]);
  expect(mixed.kept).toHaveLength(5);
  expect(mixed.ledger).toMatchObject({ requested: 4, kept: 4, added: { humans: 1 } });
  expect(mixed.originOf(4)).toMatchObject({ table: "humans" });
  const scarce = run(rows, [{ type: "mix", table: "humans", share: 0.75 }]);
  expect(scarce.ledger).toMatchObject({ requested: 4, kept: 1, filtered: { "1 mix": 3 }, added: { humans: 3 } });
  const capped = run(rows, [
    { type: "mix", table: "humans", share: 0.4 },
    { type: "pattern", reject: "person" },
  ]);
  expect(capped.dropped.every(({ row }) => row >= 4)).toBe(true);
  expect(capped.ledger.filtered).toEqual({});
});

test("a text without embedding leaves its row undecided, and one that waits leaves it waiting", () => {
  const rows = ["near", "far", "broken", "late", null].map((response, at) => ({ item: `q${at}`, response }));
  const vectors: { readonly [text: string]: Float32Array } = { near: new Float32Array([1, 0]), far: new Float32Array([1, 0.01]) };
  const embeddings = {
    of: (text: string) => vectors[text] ?? null,
    failureOf: (text: string) => (text === "broken" ? "too-long" : null),
    isWaiting: (text: string) => text === "late",
  };
  const { kept, dropped, ledger, steps } = run(rows, [{ type: "semantic", model: "sim/embed" }], { embeddings });
  expect(kept).toEqual([0, 4]);
  expect(dropped).toMatchObject([
    { row: 1, matched: "q0" },
    { row: 2, reason: "undecided: too-long" },
  ]);
  expect(ledger).toEqual({ requested: 5, kept: 2, filtered: { "1 semantic": 1 }, failed: { "too-long": 1 }, unscored: {}, waiting: 1 });
  expect(steps[0]).toMatchObject({ undecided: 2, note: "every pair compared; 1 without text stays" });
});
