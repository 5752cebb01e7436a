import { expect, test } from "vitest";
import { arrowCodec } from "#main/tables/arrow.ts";
import { boolean, double, integer, messages, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import type { Filtered, FilterTask } from "#shared/filter/filter-task.ts";
import { stepSchema } from "#shared/filter/step-schema.ts";
import { filterRows, textsReaching } from "./filter-rows.ts";

const schema = schemaOf([
  ["item", text],
  ["response", text],
  ["rank", double],
  ["good", boolean],
  ["messages", messages],
]);
const rows: readonly Row[] = [
  { item: "a", response: "one 🦊 two", rank: 1.5, good: true, messages: [{ role: "user", content: "say one" }] },
  { item: "b", response: "ONE 🦊 TWO", rank: null, good: null, messages: null },
  { item: "c", response: null, rank: 2, good: false, messages: [] },
  { item: "d", response: "", rank: 3, good: true, messages: [{ role: "user", content: "nothing" }] },
  { item: "e", response: "four five six", rank: 4, good: true, messages: null },
];

function taskOf(
  steps: readonly object[],
  given: Partial<FilterTask> = {},
  table: TableSchema = schema,
  values: readonly Row[] = rows,
): FilterTask {
  return {
    body: { column: "response", seed: 0, steps: steps.map((step) => stepSchema.parse(step)) },
    from: { table: "answers", ipc: arrowCodec.encode(table, values) },
    others: [],
    rows: null,
    conditions: [],
    embeddings: null,
    ...given,
  };
}

const tableOf = ({ tables }: Filtered, part: string) =>
  arrowCodec.decode(tables.find((table) => table.part === part)?.ipc ?? new Uint8Array());
const run = (task: FilterTask): Filtered => filterRows(task, arrowCodec, (each) => each.length);

test("kept and dropped rows keep every column as it was, and the table itself is untouched where nothing is dropped", () => {
  const filtered = run(taskOf([{ type: "exact" }, { type: "length", min: 1 }]));
  expect(tableOf(filtered, "").schema).toEqual(schema);
  expect(tableOf(filtered, "").rows).toEqual([rows[0], rows[4]]);
  expect(tableOf(filtered, "dropped").rows).toMatchObject([
    { ...rows[1], step: "exact", step_index: 1, matched: "a", similarity: 1 },
    { ...rows[2], step: "length", step_index: 2, matched: null, similarity: null },
    { ...rows[3], reason: "0 words, fewer than 1" },
  ]);
  const all = taskOf([{ type: "length", max: 9 }], {}, schema, [rows[0] ?? {}]);
  expect(run(all).tables[0]?.ipc).toBe(all.from.ipc);
});

test("a try sees only its rows, and conditions follow them", () => {
  const task = taskOf([{ type: "where", sql: "x" }], {
    rows: [0, 2, 4],
    conditions: [{ step: 0, holds: Uint8Array.from([1, 1, 0, 1, 2]) }],
  });
  const filtered = run(task);
  expect(filtered.ledger).toMatchObject({ requested: 3, kept: 1, filtered: { "1 where": 2 } });
  expect(tableOf(filtered, "").rows.map(({ item }) => item)).toEqual(["a"]);
  expect(tableOf(filtered, "dropped").rows.map(({ item, reason }) => [item, reason])).toEqual([
    ["c", "the condition does not hold"],
    ["e", "the condition is null"],
  ]);
});

test("rows mixed in take the table's columns, whole numbers where it has fractions", () => {
  const people = schemaOf([
    ["response", text],
    ["item", text],
    ["rank", integer],
    ["hat", text],
  ]);
  const ipc = arrowCodec.encode(people, [{ response: "by hand", item: "h1", rank: 7, hat: "red" }]);
  const filtered = run(
    taskOf(
      [
        { type: "sample", rows: 1 },
        { type: "mix", table: "people", share: 0.5 },
      ],
      { others: [{ table: "people", ipc }] },
    ),
  );
  expect(tableOf(filtered, "").rows[1]).toEqual({ item: "h1", response: "by hand", rank: 7, good: null, messages: null });
  expect(filtered.ledger).toMatchObject({ requested: 5, kept: 1, added: { people: 1 } });
});

test("a table whose first column is no text, and one without rows, are filtered as well", () => {
  const numbers = schemaOf([
    ["n", integer],
    ["response", text],
  ]);
  const filtered = run(
    taskOf([{ type: "exact" }], {}, numbers, [
      { n: 1, response: "x" },
      { n: 2, response: "X" },
    ]),
  );
  expect(tableOf(filtered, "").rows).toEqual([{ n: 1, response: "x" }]);
  expect(tableOf(filtered, "dropped").rows).toMatchObject([{ n: 2, matched: "row 1", reason: "the same text as that of row 1" }]);
  expect(run(taskOf([{ type: "near" }], {}, schema, [])).ledger).toMatchObject({ requested: 0, kept: 0 });
});

test("vectors that were bought stay beside their rows where asked for, with the model's name", () => {
  const task = taskOf([{ type: "semantic", model: "sim/embed", vectors: true }], {
    embeddings: {
      texts: ["one 🦊 two", "ONE 🦊 TWO", "four five six"],
      dimensions: 2,
      vectors: Float32Array.from([1, 0, 1, 0, 0, 0]),
      states: Uint8Array.from([0, 0, 2]),
      failures: [null, null, "refused"],
    },
  });
  const { schema: columns, rows: kept } = tableOf(run(task), "");
  expect(columns.columns.slice(schema.columns.length).map(({ name }) => name)).toEqual(["embedding", "embedding_model"]);
  expect(kept.map(({ item, embedding, embedding_model }) => [item, embedding, embedding_model])).toEqual([
    ["a", [1, 0], "sim/embed"],
    ["c", null, null],
    ["d", null, null],
  ]);
  expect(
    tableOf(run({ ...task, body: { ...task.body, steps: [stepSchema.parse({ type: "semantic", model: "sim/embed" })] } }), "").schema,
  ).toEqual(schema);
});

test("texts to embed are those that reach the step, each once and none empty; messages by what they say", () => {
  const steps = [
    { type: "length", unit: "characters", max: 11 },
    { type: "semantic", model: "sim/embed" },
  ];
  expect(textsReaching({ ...taskOf(steps), until: 1 }, arrowCodec, () => 0)).toEqual(["one 🦊 two", "ONE 🦊 TWO"]);
  const said = [{ type: "semantic", model: "sim/embed", column: "messages" }];
  expect(textsReaching({ ...taskOf(said), until: 0 }, arrowCodec, () => 0)).toEqual(["say one", "nothing"]);
});
