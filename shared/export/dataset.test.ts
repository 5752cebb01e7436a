import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerAddsUp } from "../data/row-ledger.ts";
import { double, integer, schemaOf, text } from "../data/table.ts";
import { datasetOf } from "./dataset.ts";
import type { Example } from "./example.ts";
import { loadableColumns } from "./split-columns.ts";

const sft = { format: "sft", trainer: null, layout: "messages", reasoning: "none" } as const;
const table = schemaOf([
  ["item", text],
  ["score", double],
  ["note", text],
]);

function example(prompt: string, answer: string, provenance: Example["provenance"] = {}): Example {
  return {
    row: 1,
    item: prompt,
    prompt: [{ role: "user", content: prompt }],
    content: { type: "sft", completion: answer, reasoning: null },
    provenance,
  };
}

describe("datasetOf", () => {
  it("puts no prompt in two splits and loses no row, whatever prompts there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.nat(),
        (pairs, test, seed) => {
          const examples = pairs.map(([prompt, answer]) => example(`q${prompt}`, `a${answer}`, { assay_item: `q${prompt}` }));
          const dataset = datasetOf({ examples, leftOut: [] }, sft, { table, split: { test, seed } });
          const prompts = dataset.splits.map(
            ({ rows }) => new Set(Array.from(rows, (row) => JSON.stringify((row.messages as readonly unknown[])[0]))),
          );
          const [train = new Set(), held = new Set()] = prompts;
          expect([...train].filter((prompt) => held.has(prompt))).toEqual([]);
          expect(dataset.splits.reduce((sum, { size }) => sum + size, 0)).toBe(examples.length);
          expect(ledgerAddsUp(dataset.ledger)).toBe(true);
          expect([...dataset.provenance.rows]).toHaveLength(examples.length);
          expect(datasetOf({ examples, leftOut: [] }, sft, { table, split: { test, seed } })).toEqual(dataset);
        },
      ),
    );
  });

  it("keeps provenance beside rows whose trainer takes no other column", () => {
    const { splits, provenance, schema } = datasetOf(
      { examples: [example("q", "a", { assay_item: "q", assay_model: "m" })], leftOut: [] },
      sft,
      { table, split: null },
    );
    expect(schema.columns.map(({ name }) => name)).toEqual(["messages"]);
    expect(Object.keys([...(splits[0]?.rows ?? [])][0] ?? {})).toEqual(["messages"]);
    expect([...provenance.rows]).toEqual([{ split: "train", row: 0, assay_item: "q", assay_model: "m" }]);
  });

  it("writes no number that JSON has no word for, and says how many there were", () => {
    const row = { item: "1", score: Number.NaN, note: "n" };
    const examples: Example[] = [
      { row: 1, item: "1", prompt: [], content: { type: "all", row }, provenance: {} },
      { row: 2, item: "2", prompt: [], content: { type: "all", row: { item: "2", score: 1, note: null } }, provenance: {} },
    ];
    const dataset = datasetOf(
      { examples, leftOut: [] },
      { format: "all", trainer: null, layout: "prompt-completion", reasoning: "none" },
      { table, split: null },
    );
    expect([...(dataset.splits[0]?.rows ?? [])]).toEqual([
      { item: "1", score: null, note: "n" },
      { item: "2", score: 1, note: null },
    ]);
    expect(dataset.replacedNumbers).toBe(1);
  });
});

describe("a column without which a row says something else", () => {
  const shape = { format: "sft", trainer: "llama-factory", layout: "alpaca", reasoning: "none" } as const;
  const turns = (question: string): Example["prompt"] => [
    { role: "user", content: "Hello" },
    { role: "assistant", content: "Hello." },
    { role: "user", content: question },
  ];
  const of = (examples: readonly Example[], given: { test: number; seed: number }) =>
    datasetOf({ examples, leftOut: [] }, shape, { table, split: given });

  it("stands in every split, or the rows that fill it are counted", () => {
    const long = example("q0", "a");
    const examples = [{ ...long, prompt: turns("q0") }, ...Array.from({ length: 9 }, (_, at) => example(`q${at + 1}`, "a"))];
    const dataset = of(examples, { test: 0.2, seed: 1 });
    expect(dataset.schema.columns.map(({ name }) => name)).toEqual(["instruction", "output"]);
    expect(dataset.ledger).toMatchObject({
      requested: 10,
      kept: 9,
      filtered: { "history in one split only, which no loader can type": 1 },
    });
    const all = examples.map((each, at) => ({ ...each, prompt: turns(`q${at}`) }));
    expect(of(all, { test: 0.2, seed: 1 })).toMatchObject({ ledger: { kept: 10 }, schema: { columns: [{}, {}, { name: "history" }] } });
  });
});

describe("loadableColumns", () => {
  it("leaves out columns that hold nothing anywhere, and puts aside those that hold nothing in one split", () => {
    const schema = schemaOf([
      ["a", integer],
      ["b", integer],
      ["c", { type: "list", item: text }],
    ]);
    const found = loadableColumns(schema, [
      { name: "train", rows: [{ a: 1, b: 2, c: [] }] },
      { name: "test", rows: [{ a: 0, b: null, c: [] }] },
    ]);
    expect(found.schema.columns.map(({ name }) => name)).toEqual(["a"]);
    expect(found.aside.map(({ name }) => name)).toEqual(["b"]);
    expect(found.torn).toEqual(["b"]);
    expect(found.empty).toEqual(["c"]);
  });

  it("does so with fields inside a column, which then stands beside the data whole", () => {
    const schema = schemaOf([
      [
        "rubric",
        {
          type: "list",
          item: {
            type: "struct",
            fields: [
              { name: "id", type: text },
              { name: "levels", type: text },
              { name: "check", type: { type: "struct", fields: [{ name: "least", type: double }] } },
              { name: "scale", type: { type: "struct", fields: [{ name: "top", type: double }] } },
            ],
          },
        },
      ],
    ]);
    const criterion = (given: object) => ({ id: "right", levels: null, check: null, scale: null, ...given });
    const found = loadableColumns(schema, [
      { name: "train", rows: [{ rubric: [criterion({}), criterion({ levels: "[1]", scale: { top: null } })] }] },
      { name: "test", rows: [{ rubric: [] }, { rubric: [criterion({ scale: { top: 5 } })] }] },
    ]);
    expect(found.schema).toEqual(
      schemaOf([
        [
          "rubric",
          {
            type: "list",
            item: {
              type: "struct",
              fields: [{ name: "id", type: text }],
            },
          },
        ],
      ]),
    );
    expect(found.empty).toEqual(["rubric.check"]);
    expect(found.torn).toEqual(["rubric.levels", "rubric.scale"]);
    expect(found.aside).toEqual(schema.columns);
  });
});
