import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { drawRows } from "#shared/import/draw.ts";
import { countOf } from "#shared/import/row-problem.ts";
import { arrowCodec } from "../arrow.ts";
import { inspectData } from "./inspect-data.ts";
import { type ReadOptions, readData } from "./read-data.ts";

const signal = new AbortController().signal;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-any-bytes-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, name, size: bytes.length, modifiedMs: 0 };
}

/** Bytes that are often nearly data, and often not. */
const someBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '{"a":1}',
        '{"__proto__":{"x":1}}',
        '{"a":"\\ud800"}',
        "[1]",
        "\n",
        ",",
        '"',
        "a,b",
        "\ufeff",
        "{",
        "\t",
        "\r\n",
        "1e999",
      ),
    )
    .map((parts) => new TextEncoder().encode(parts.join(""))),
);

test.each([
  "x.jsonl",
  "x.json",
  "x.csv",
  "x.tsv",
  "x.parquet",
])("any bytes as %s are rows or an error that says what to do", async (name) => {
  await fc.assert(
    fc.asyncProperty(someBytes, fc.constantFrom("stop" as const, "skip" as const), async (bytes, badRows) => {
      const file = await fileOf(name, bytes);
      const read = readData([file], { badRows, sample: null, items: null }, signal).catch((error: unknown) => error);
      const result = await read;
      if (result instanceof AssayError) expect(result.hint).toBeTruthy();
      else expect(arrowCodec.schema((result as { ipc: Uint8Array }).ipc).rows).toBeGreaterThanOrEqual(0);
      const seen = await inspectData([file], signal, () => undefined).catch((error: unknown) => error);
      if (seen instanceof Error) expect(seen).toBeInstanceOf(AssayError);
      expect(({} as { x?: unknown }).x).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("bad rows that are skipped are counted, told by line, and the others are all there", async () => {
  const lines = fc.array(fc.constantFrom('{"a":1}', '{"a":"x"}', "{", "7", "", '{"a":null,"b":[1]}'), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(lines, async (all) => {
      const good = all.filter((line) => line.startsWith('{"'));
      const bad = all.flatMap((line, index) => (line === "{" || line === "7" ? [index + 1] : []));
      if (good.length === 0) return;
      const file = await fileOf("lines.jsonl", new TextEncoder().encode(all.join("\n")));
      const { ipc, report, lines: where } = await readData([file], { badRows: "skip", sample: null, items: null }, signal);
      expect(arrowCodec.schema(ipc).rows).toBe(good.length);
      expect(countOf(report.bad)).toBe(bad.length);
      expect(report.first.filter(({ kept }) => !kept).map(({ line }) => line)).toEqual(bad);
      expect([...(where ?? [])].map((line) => all[line - 1])).toEqual(good);
    }),
    { numRuns: 60 },
  );
});

test("a sample is the same rows in every format of lines, typed by all of them", async () => {
  const rows = Array.from({ length: 500 }, (_, n) => ({ n, v: n === 499 ? 0.5 : 1 }));
  const options: ReadOptions = { badRows: "stop", sample: { size: 20, seed: 3 }, items: null };
  const jsonl = await fileOf("s.jsonl", new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join("\n")));
  const csv = await fileOf("s.csv", new TextEncoder().encode(["n,v", ...rows.map(({ n, v }) => `${n},${v}`)].join("\n")));
  const read = await Promise.all([jsonl, csv].map((file) => readData([file], options, signal)));
  const tables = read.map(({ ipc }) => arrowCodec.decode(ipc));
  expect(tables[0]).toEqual(tables[1]);
  expect(tables[0]?.rows.map(({ n }) => n)).toEqual([...drawRows(500, 20, 3)]);
  expect(tables[0]?.schema.columns[1]?.type).toEqual({ type: "double" });
  expect(read.map((each) => each.read)).toEqual([500, 500]);
});

test("a ragged record, a broken quote and a type change half-way are each told with their line", async () => {
  const csv = await fileOf("bad.csv", new TextEncoder().encode('a,b\n1,2\n1,2,3\n"x"y,2\n3,4\n'));
  const { ipc, report } = await readData([csv], { badRows: "skip", sample: null, items: null }, signal);
  expect(arrowCodec.decode(ipc).rows).toEqual([
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ]);
  expect(report.first.map(({ line, reason }) => [line, reason])).toEqual([
    [3, "ragged row"],
    [4, "broken quotes"],
  ]);
  const many = [...Array.from({ length: 1500 }, () => '{"v":1}'), '{"v":"x"}', "{"].join("\n");
  const late = await readData(
    [await fileOf("late.jsonl", new TextEncoder().encode(many))],
    { badRows: "skip", sample: null, items: null },
    signal,
  );
  expect(late.report.first.map(({ line, reason, kept }) => [line, reason, kept])).toEqual([
    [1501, "type change", true],
    [1502, "unreadable JSON", false],
  ]);
});

test("what is too large to be read whole says so with the way out, and a sample of it is drawn all the same", async () => {
  const file = { ...(await fileOf("huge.jsonl", new TextEncoder().encode('{"a":1}\n{"a":2}'))), size: 3e9 };
  const whole = await readData([file], { badRows: "stop", sample: null, items: null }, signal).catch((error: unknown) => error);
  expect(whole).toMatchObject({ code: "memory", hint: expect.stringContaining("`sample: 50000`") });
  expect(String(whole)).toContain("huge.jsonl holds 3.0 GB; read whole,");
  const sample = await readData([file], { badRows: "stop", sample: { size: 1, seed: 0 }, items: null }, signal);
  expect(arrowCodec.schema(sample.ipc).rows).toBe(1);
});
