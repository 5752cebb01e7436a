import { afterAll, expect, test } from "vitest";
import { arrowCodec } from "#main/tables/arrow.ts";
import { AssayError } from "#shared/assay-error.ts";
import { measure } from "#shared/cells/measure.ts";
import { measureTables } from "#shared/charts/measure-tables.ts";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import { measureAgreement } from "#shared/statistics/agreement/measure-agreement.ts";
import type { Judgement } from "#shared/statistics/judgement.ts";
import { createCompute } from "./create-compute.ts";

const compute = createCompute();
afterAll(() => compute.close());

const judgements: readonly Judgement[] = [..."abbaabbaabab"].flatMap((value, item) => [
  { item: `i${item}`, judge: "x", value },
  { item: `i${item}`, judge: "y", value: item % 4 === 0 ? "a" : value },
]);
const machine = { compressedSize: () => 1, tokens: { name: "none", count: () => 0 } };
const never = new AbortController().signal;

test("a measure comes back from the thread exactly as computed here", async () => {
  const options = { resampling: { draws: 300, seed: 4 } };
  const result = await compute.measure({ method: "agreement", judgements, options }, never);
  expect(result).toEqual(measureAgreement(judgements, options));
  expect(result.rows.length).toBeGreaterThan(4);
});

const votes = schemaOf([
  ["item", text],
  ["judge", text],
  ["verdict", text],
]);
const voteRows = judgements.map(({ item, judge, value }) => ({ item, judge, verdict: String(value) }));

function tablesTask(given: object) {
  const reading = measure.read(JSON.stringify({ method: "agreement", from: "votes", draws: 300, ...given }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  return { body: reading.body, tables: [{ table: "votes", ipc: arrowCodec.encode(votes, voteRows) }], families: {}, simulated: false };
}

test("tables are read, measured and drawn in the thread, their bytes handed over", async () => {
  const task = tablesTask({});
  const measured = await compute.measureTables(task, never);
  expect(measured).toEqual(measureTables(task.body, [{ table: "votes", schema: votes, rows: voteRows }], task, machine));
  expect(measured.drawing?.drillTable).toBe("votes");
  expect(task.tables[0]?.ipc.byteLength).toBe(0);
});

test("bytes that are part of something larger stay whole for the others", async () => {
  const task = tablesTask({});
  const whole = task.tables[0]?.ipc ?? new Uint8Array();
  const size = whole.byteLength + 64;
  const larger = new Uint8Array(size);
  larger.set(whole, 64);
  const part = { ...task, tables: [{ table: "votes", ipc: larger.subarray(64) }] };
  expect((await compute.measureTables(part, never)).rows).toEqual((await compute.measureTables(task, never)).rows);
  expect(larger.byteLength).toBe(size);
});

test("a column that is not there is named with its place in the cell", async () => {
  const failure = await compute.measureTables(tablesTask({ columns: { judge: "jugde" } }), never).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AssayError);
  expect(failure).toMatchObject({ code: "column-missing", place: { key: "columns.judge" }, hint: expect.stringContaining("judge") });
});

test("a failure the user can act on comes back as the same AssayError", async () => {
  const schema = {
    columns: [
      { name: "judge", type: text },
      { name: "wins", type: integer },
    ],
  };
  const ipc = arrowCodec.encode(schema, [{ judge: "x", wins: 1 }]);
  const task = { body: { type: "bar", x: "jugde", agg: "count" } as const, table: { table: "counts", ipc }, context: {} };
  const failure = await compute.chart(task, never).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AssayError);
  expect(failure).toMatchObject({ code: "column-missing", place: { key: "x" }, hint: expect.stringContaining("judge") });
});

test("an abort stops a running computation at once and leaves the pool usable", async () => {
  const controller = new AbortController();
  const endless = compute.measure(
    { method: "agreement", judgements, options: { resampling: { draws: 20_000_000, seed: 1 } } },
    controller.signal,
  );
  const rejection = endless.catch((error: unknown) => error);
  // The task is on its thread once a second one, queued behind it on another, has come back.
  await compute.measure({ method: "position", judgements, options: {} }, never);
  const started = performance.now();
  controller.abort();
  expect(await rejection).toMatchObject({ code: "stopped" });
  expect(performance.now() - started).toBeLessThan(2000);
  const after = await compute.measure({ method: "position", judgements, options: {} }, never);
  expect(after.rows.length).toBeGreaterThan(0);
});

test("an aborted signal starts nothing", async () => {
  await expect(compute.measure({ method: "position", judgements, options: {} }, AbortSignal.abort())).rejects.toMatchObject({
    code: "stopped",
  });
});

test("a closed pool computes nothing more", async () => {
  const short = createCompute();
  await short.close();
  await expect(short.measure({ method: "position", judgements, options: {} }, never)).rejects.toMatchObject({ code: "stopped" });
});
