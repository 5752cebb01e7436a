import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ItemRule } from "#main/engine/parts/data.ts";
import { integer, schemaOf } from "#shared/data/table.ts";
import { drawRows } from "#shared/import/draw.ts";
import { arrowCodec } from "../arrow.ts";
import { parquetFromIpc } from "../parquet-bytes.ts";
import { inspectData } from "./inspect-data.ts";
import { type ReadOptions, readData } from "./read-data.ts";

const { signal } = new AbortController();
const byKey: ItemRule = { cell: "rows", columns: {}, id: "key" };
const numbered: ItemRule = { ...byKey, id: null };
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-items-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return { path, name, size: (await stat(path)).size, modifiedMs: 0 };
}

const jsonl = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join("\n");
const options = (given: Partial<ReadOptions>): ReadOptions => ({ badRows: "skip", sample: null, items: byKey, ...given });

test("rows without an id of their own are left out and told by file and line, as is the row that has it", async () => {
  const a = await fileOf("a.jsonl", `${jsonl([{ key: "x" }, { key: "y" }])}\n\n${jsonl([{ key: "x" }])}`);
  const b = await fileOf("b.jsonl", jsonl([{ key: "z" }, { key: "y" }, { other: 1 }]));
  const { ipc, report, lines, read } = await readData([a, b], options({}), signal);
  expect(arrowCodec.decode(ipc).rows.map(({ item }) => item)).toEqual(["x", "y", "z"]);
  expect([[...(lines ?? [])], read, report.bad]).toEqual([[1, 2, 1], 6, { "duplicate id": 2, "no id": 1 }]);
  expect(report.first.map(({ sentence }) => sentence)).toEqual([
    'a.jsonl line 4: its `key` "x" is that of line 1.',
    'b.jsonl line 2: its `key` "y" is that of line 2 of a.jsonl.',
    "b.jsonl line 3: the row has no `key`.",
  ]);
  await expect(readData([a, b], options({ badRows: "stop" }), signal)).rejects.toMatchObject({
    code: "data-unreadable",
    message: expect.stringContaining("In all 3 rows are bad: then line 2; line 3."),
    place: { file: "a.jsonl", line: 4 },
  });
});

test("a sample of Parquet is drawn while it is read, is what a file of lines would give, and has their numbers", async () => {
  const rows = Array.from({ length: 45_000 }, (_, n) => ({ n }));
  const parquet = parquetFromIpc(arrowCodec.encode(schemaOf([["n", integer]]), rows));
  const files = [await fileOf("s.parquet", parquet), await fileOf("t.parquet", parquet)];
  const sample = { size: 50, seed: 7 };
  const lines = await readData([await fileOf("s.jsonl", jsonl(rows))], options({ items: numbered, sample }), signal);
  const one = await readData(files.slice(0, 1), options({ items: numbered, sample }), signal);
  expect(Buffer.compare(one.ipc, lines.ipc)).toBe(0);
  const both = await readData(files, options({ items: numbered, sample }), signal);
  const drawn = drawRows(90_000, 50, 7);
  expect(arrowCodec.decode(both.ipc).rows).toEqual(drawn.map((place) => ({ item: String(place + 1), n: place % 45_000 })));
  expect([both.read, [...(both.places ?? [])]]).toEqual([90_000, drawn]);
});

test("a column that the cell names may come with a late row; one that never comes is told", async () => {
  const late = await fileOf("late.jsonl", jsonl(Array.from({ length: 1500 }, (_, n) => (n === 1400 ? { n, key: "only" } : { n }))));
  const { ipc, report } = await readData([late], options({}), signal);
  expect(arrowCodec.decode(ipc).rows).toEqual([{ item: "only", n: 1400, key: "only" }]);
  expect(report.bad).toEqual({ "no id": 1499 });
  const missing = readData([late], options({ items: { ...byKey, id: "kez" } }), signal);
  await expect(missing).rejects.toMatchObject({ code: "column-missing", place: { key: "id" } });
});

test("reading a Parquet file stops when told to", async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => ({ n }));
  const file = await fileOf("stop.parquet", parquetFromIpc(arrowCodec.encode(schemaOf([["n", integer]]), rows)));
  await expect(readData([file], options({ items: null }), AbortSignal.abort())).rejects.toMatchObject({ code: "stopped" });
});

test.each([
  ["half.jsonl", jsonl(Array.from({ length: 1500 }, (_, n) => ({ n, v: n < 1200 ? n : "high" }))), 1201],
  ["half.csv", `n,v\n${Array.from({ length: 1500 }, (_, n) => `${n},${n < 1200 ? n : "high"}`).join("\n")}`, 1202],
])("a column of %s that changes its type half-way is told with its line, by a look and by reading, and loses nothing", async (name, text, line) => {
  const file = await fileOf(name, text);
  const told = `${name} line ${line.toLocaleString("en")}: v has another type here than in the rows before; the column was read as text.`;
  const seen = await inspectData([file], signal, () => undefined);
  const { ipc, report, notes } = await readData([file], options({ items: numbered }), signal);
  for (const found of [seen.report, report]) {
    expect(found.changed).toEqual({ "type change": 1 });
    expect(found.first).toMatchObject([{ line, sentence: told, kept: true }]);
  }
  expect(notes).toEqual([told]);
  const values = arrowCodec.decode(ipc).rows.map(({ v }) => v);
  expect([values.length, values[0], values[1199], values[1200]]).toEqual([1500, "0", "1199", "high"]);
});
