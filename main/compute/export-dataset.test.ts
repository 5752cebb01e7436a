import { afterAll, expect, test } from "vitest";
import { createTokenCounter } from "#main/models/token-counter.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { AssayError } from "#shared/assay-error.ts";
import { exportKind } from "#shared/cells/export.ts";
import { integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import type { ExportTask } from "#shared/export/export-task.ts";
import { createCompute } from "./create-compute.ts";
import { exportDataset } from "./export-dataset.ts";

const compute = createCompute();
afterAll(() => compute.close());
const never = new AbortController().signal;

const answerSchema = schemaOf([
  ["item", text],
  ["prompt", text],
  ["model", text],
  ["family", text],
  ["response", text],
]);
const sums = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    item: `t${at}`,
    prompt: `What is ${at} + ${at}?`,
    model: at % 2 === 0 ? "sim/a" : "lab/b",
    family: at % 2 === 0 ? "a" : null,
    response: at % 5 === 4 ? "" : `It is ${"certainly ".repeat(at % 5)}${at + at}.`,
  }));

function task(given: object, rows: readonly Row[] = sums(20), others: ExportTask["others"] = []): ExportTask {
  const reading = exportKind.read(JSON.stringify({ from: "answers", format: "sft", path: "out", ...given }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  return {
    body: reading.body,
    from: { table: "answers", ipc: arrowCodec.encode(answerSchema, rows) },
    others,
    origins: { parameters: new Map([["sim/a", '{"temperature":0.5}']]), rubricVersion: "house@0123456789ab" },
  };
}

async function failureOf(given: ExportTask): Promise<unknown> {
  return compute.exportDataset(given, never).catch((error: unknown) => error);
}

test("rows are shaped, held against the limit and divided in the thread, their bytes handed over", async () => {
  const given = { max_length: 21, split: { test: 0.25, seed: 1 } };
  const counter = createTokenCounter();
  await counter.load();
  const here = exportDataset(task(given), arrowCodec, { name: "o200k_base", count: counter.count });
  const asked = task(given);
  const dataset = await compute.exportDataset(asked, never);
  expect(dataset).toEqual(here);
  expect(asked.from.ipc.byteLength).toBe(0);

  const { ledger, leftOut, splits, tokens } = dataset;
  expect(ledger).toMatchObject({ requested: 20, failed: { "empty answer": 4 }, filtered: { "more than 21 tokens": expect.any(Number) } });
  expect(ledger.kept).toBeGreaterThan(0);
  expect(splits.map(({ name }) => name)).toEqual(["train", "test"]);
  expect(splits.reduce((sum, split) => sum + arrowCodec.schema(split.ipc).rows, 0)).toBe(ledger.kept);
  expect(arrowCodec.schema(leftOut.ipc).rows).toBe(20 - ledger.kept);
  expect(tokens).toMatchObject({ tokenizer: "o200k_base", limit: 21 });
  expect(tokens?.longest).toBeLessThanOrEqual(21);
});

test("who wrote the rows comes back with them, as the cells above told it", async () => {
  const { credits, provenance } = await compute.exportDataset(task({}), never);
  expect(credits.teachers).toEqual([
    { model: "sim/a", family: "a", rows: 10, isRevision: false, simulated: true, parameters: '{"temperature":0.5}' },
    { model: "lab/b", family: "", rows: 10, isRevision: false, simulated: false, parameters: null },
  ]);
  expect(credits.judges).toEqual([]);
  const [first] = arrowCodec.decode(provenance).rows;
  expect(first).toMatchObject({
    assay_model: "sim/a",
    assay_simulated: true,
    assay_prompt_sha256: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test("failures name the cell's key as they do without a thread", async () => {
  const notes = { table: "notes", ipc: arrowCodec.encode(schemaOf([["note", text]]), [{ note: "x" }]) };
  const failures = await Promise.all([
    failureOf(task({ max_length: 12, over_long: "refuse" })),
    failureOf(task({ format: "preference" })),
    failureOf(task({ format: "prompts-rubric", rubric: "notes" }, sums(3), [notes])),
  ]);
  for (const failure of failures) expect(failure).toBeInstanceOf(AssayError);
  expect(failures).toMatchObject([
    { code: "data-unreadable", place: { key: "max_length", row: expect.any(Number) } },
    { code: "column-missing" },
    { code: "column-missing", place: { key: "rubric" } },
  ]);
});

test("an export for KTO is refused where the length leaves answers of one kind", async () => {
  const scored = schemaOf([...answerSchema.columns.map(({ name, type }) => [name, type] as const), ["score", integer]]);
  const rows = sums(12).map((row, at) => ({
    ...row,
    response: at % 2 === 0 ? "Short." : `It is ${"certainly ".repeat(30)}so.`,
    score: at % 2,
  }));
  const given = { ...task({ format: "unpaired", threshold: 1 }), from: { table: "answers", ipc: arrowCodec.encode(scored, rows) } };
  expect((await compute.exportDataset(given, never)).ledger).toMatchObject({ kept: 12 });
  const limited = {
    ...task({ format: "unpaired", threshold: 1, max_length: 25 }),
    from: { table: "answers", ipc: arrowCodec.encode(scored, rows) },
  };
  expect(await failureOf(limited)).toMatchObject({
    code: "column-missing",
    message: "Every answer of the split train would be undesirable; KTO learns from both.",
    place: { key: "from" },
  });
});

test("an abort ends the shaping of many rows", async () => {
  const controller = new AbortController();
  const rejection = compute.exportDataset(task({ max_length: 400 }, sums(60_000)), controller.signal).catch((error: unknown) => error);
  // The task is on its thread once a second one has come back from another.
  await compute.exportDataset(task({}), never);
  controller.abort();
  expect(await rejection).toMatchObject({ code: "stopped" });
  expect((await compute.exportDataset(task({}), never)).ledger.kept).toBe(16);
});
