import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { type Row, schemaOf, type TableSchema } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { createDataReaders } from "./data-readers.ts";
import { parquetFromIpc } from "./parquet-bytes.ts";
import { emptyRow, everyType, fullRow } from "./test-tables.ts";

const readers = createDataReaders();
const signal = new AbortController().signal;
let root = "";
let folder = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-readers-"));
  folder = join(root, "notebook");
  await mkdir(folder);
});
afterAll(async () => {
  await readers.close();
  await rm(root, { recursive: true });
});

type Read = { readonly schema: TableSchema; readonly rows: Row[]; readonly notes: readonly string[]; readonly files: readonly string[] };

async function readPath(path: string, allowOutside = false): Promise<Read> {
  const { ipc, notes, files } = await readers.read(folder, path, { signal, allowOutside });
  return { ...arrowCodec.decode(ipc), notes, files };
}

/** Writes the file and reads it. */
async function read(name: string, content: string | Uint8Array): Promise<Read> {
  await writeFile(join(folder, name), content);
  return await readPath(name);
}

async function failure(work: Promise<unknown>): Promise<AssayError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AssayError) return error;
  throw error ?? new Error("Nothing was thrown.");
}

function types(schema: TableSchema): { readonly [column: string]: unknown } {
  return Object.fromEntries(schema.columns.map(({ name, type }) => [name, type.type]));
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

describe("JSONL", () => {
  test("becomes columns in the order their keys first appear", async () => {
    const { schema, rows } = await read("order.jsonl", '{"b": 1, "a": "x"}\r\n\r\n{"c": true, "a": null}\n');
    expect(schema).toEqual(
      schemaOf([
        ["b", { type: "integer" }],
        ["a", { type: "text" }],
        ["c", { type: "boolean" }],
      ]),
    );
    expect(rows).toEqual([
      { b: 1, a: "x", c: null },
      { b: null, a: null, c: true },
    ]);
  });

  test("keeps nested lists and objects, with the fields of all rows", async () => {
    const messages = [{ role: "user", content: "hi" }];
    const { schema, rows } = await read("nested.jsonl", lines([{ messages }, { messages: [{ role: "assistant", score: 0.5 }], tags: [] }]));
    expect(rows).toEqual([
      { messages: [{ role: "user", content: "hi", score: null }], tags: null },
      { messages: [{ role: "assistant", content: null, score: 0.5 }], tags: [] },
    ]);
    expect(schema.columns[0]?.type).toEqual({
      type: "list",
      item: {
        type: "struct",
        fields: [
          { name: "role", type: { type: "text" } },
          { name: "content", type: { type: "text" } },
          { name: "score", type: { type: "double" } },
        ],
      },
    });
  });

  test("takes types from the last row as much as from the first", async () => {
    const rows: unknown[] = Array.from({ length: 5000 }, (_, n) => ({ n, score: 1 }));
    const { schema, rows: read_ } = await read("late.jsonl", lines([...rows, { n: 5000, score: 0.5, late: "x" }]));
    expect(types(schema)).toEqual({ n: "integer", score: "double", late: "text" });
    expect([read_.length, read_[0], read_[5000]]).toEqual([5001, { n: 0, score: 1, late: null }, { n: 5000, score: 0.5, late: "x" }]);
  });

  test("turns what has no common type into text, and says so", async () => {
    const { schema, rows, notes } = await read(
      "mixed.jsonl",
      lines([
        { v: 1, w: { x: [1] } },
        { v: "one", w: { x: ["a"] } },
        { v: { a: [1, null] }, w: { x: [true] } },
      ]),
    );
    expect(types(schema)).toEqual({ v: "text", w: "struct" });
    expect(rows.map((row) => row.v)).toEqual(["1", "one", '{"a":[1,null]}']);
    expect(rows.map((row) => row.w)).toEqual([{ x: ["1"] }, { x: ["a"] }, { x: ["true"] }]);
    expect(notes).toEqual([
      "mixed.jsonl line 2: v has another type here than in the rows before; the column was read as text.",
      "mixed.jsonl line 2: w.x[] has another type here than in the rows before; the column was read as text.",
    ]);
  });

  test("keeps every digit of large integers", async () => {
    const { schema, rows } = await read(
      "large.jsonl",
      '{"id": 9007199254740993, "text": "9007199254740993", "f": 0.12345678901234567}\n{"id": 1, "text": "x"}\n{"id": -9223372036854775808}',
    );
    expect(types(schema)).toEqual({ id: "integer", text: "text", f: "double" });
    expect(rows.map((row) => row.id)).toEqual([9007199254740993n, 1, -(2n ** 63n)]);
    expect(rows[0]?.text).toBe("9007199254740993");
    const beyond = await read("beyond.jsonl", '{"id": 123456789012345678901234567890}');
    expect(beyond.rows).toEqual([{ id: "123456789012345678901234567890" }]);
  });

  test("has no common number for large integers and fractions", async () => {
    const { rows } = await read("both.jsonl", '{"v": 9007199254740993}\n{"v": 0.5}');
    expect(rows).toEqual([{ v: "9007199254740993" }, { v: "0.5" }]);
  });

  test("treats __proto__ and constructor as names like any other", async () => {
    const { rows } = await read("proto.jsonl", '{"__proto__": {"polluted": true}, "constructor": 1}\n{"x": 1}');
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ["__proto__", { polluted: true }],
      ["constructor", 1],
      ["x", null],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("tells names apart that differ in case only", async () => {
    const { rows } = await read("case.jsonl", '{"Name": 1, "name": 2, "": 3, "in": {"A": 1, "a": 2}}');
    expect(rows).toEqual([{ Name: 1, name_1: 2, unnamed: 3, in: { A: 1, a_1: 2 } }]);
  });

  test("replaces half characters and says where", async () => {
    const { rows, notes } = await read("surrogate.jsonl", '{"v": "ok \\ud83d\\ude42"}\n{"v": "half \\ud83d"}');
    expect(rows).toEqual([{ v: "ok 🙂" }, { v: "half \ufffd" }]);
    expect(notes.join()).toContain("surrogate.jsonl line 2");
  });

  test("replaces bytes that are no UTF-8 and says so; drops a byte order mark", async () => {
    const { rows, notes } = await read(
      "bytes.jsonl",
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"v": "'), Buffer.from([0xff]), Buffer.from('"}')]),
    );
    expect(rows).toEqual([{ v: "\ufffd" }]);
    expect(notes).toHaveLength(1);
  });

  test("keeps dictionaries with many keys as JSON text", async () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`key${n}`, n]));
    const { schema, rows } = await read("wide.jsonl", lines([{ counts: wide, empty: {} }]));
    expect(types(schema)).toEqual({ counts: "text", empty: "text" });
    expect(rows).toEqual([{ counts: JSON.stringify(wide), empty: "{}" }]);
  });

  test.each([
    ['{"a": 1}\n{"a": 2,}\n', 2, 9],
    ['{"a": 1}\n{"a": [1\n', 2, 9],
    ['{"a": 1}\n\n[1]\n', 3, 1],
    ['{"a": 1}\n{"a": NaN}', 2, 7],
  ])("names line and column of what is wrong in %j", async (content, line, column) => {
    const error = await failure(read("bad.jsonl", content));
    expect(error).toMatchObject({ code: "data-unreadable", place: { file: "bad.jsonl", line, column } });
    expect(error.message).toContain(`JSONL line ${line}`);
    expect(error.hint).toBeTruthy();
  });

  test("names a line far down with its thousands", async () => {
    const error = await failure(read("far.jsonl", `${'{"a": 1}\n'.repeat(40_000)}{"a": "x`));
    expect(error.message).toContain("far.jsonl, JSONL line 40,001, column 7: a text is opened and never closed");
  });

  test.each(["", "\n\n"])("refuses a file without rows (%j)", async (content) => {
    expect((await failure(read("empty.jsonl", content))).message).toContain("empty.jsonl is empty");
  });
});

describe("JSON", () => {
  test("may be an array of rows or hold one under data", async () => {
    expect((await read("array.json", '[{"a": 1}, {"a": 9007199254740993}]')).rows).toEqual([{ a: 1 }, { a: 9007199254740993n }]);
    expect((await read("data.json", '{"data": [{"a": "x"}], "version": 1}')).rows).toEqual([{ a: "x" }]);
  });

  test("says what is wrong where", async () => {
    expect(await failure(read("bad.json", '[{"a": 1},\n {"a": }]'))).toMatchObject({
      code: "data-unreadable",
      place: { line: 2, column: 8 },
    });
    expect((await failure(read("bad.json", '{"rows": 1}'))).message).toContain("bad.json holds no list of rows");
    expect(await failure(read("bad.json", '[{"a": 1}, 2]'))).toMatchObject({ place: { row: 2 } });
  });
});

describe("CSV", () => {
  test("reads quotes, doubled quotes, line breaks in quotes, CRLF and a byte order mark", async () => {
    const { rows } = await read("quotes.csv", '\ufeffname,said\r\n"Ada, Lady","She said ""hi"".\nTwice."\r\nBob,\r\n');
    expect(rows).toEqual([
      { name: "Ada, Lady", said: 'She said "hi".\nTwice.' },
      { name: "Bob", said: null },
    ]);
  });

  test("gives a column a type only when every cell fits", async () => {
    const csv =
      "i,d,b,day,at,zip,mix,none,long\n1,1,true,2024-01-31,2024-01-31 10:00:00.5,01234,1,,9007199254740993\n-2,2.5e3,FALSE,2024-02-29,2024-02-29,99999,x,,1\n,,,,,,,,\n";
    const { schema, rows } = await read("types.csv", csv);
    expect(types(schema)).toEqual({
      i: "integer",
      d: "double",
      b: "boolean",
      day: "date",
      at: "timestamp",
      zip: "text",
      mix: "text",
      none: "text",
      long: "integer",
    });
    expect(rows[0]).toEqual({
      i: 1,
      d: 1,
      b: true,
      day: "2024-01-31",
      at: "2024-01-31T10:00:00.500Z",
      zip: "01234",
      mix: "1",
      none: null,
      long: 9007199254740993n,
    });
    expect(rows[1]?.at).toBe("2024-02-29T00:00:00Z");
    expect(Object.values(rows[2] ?? {}).every((value) => value === null)).toBe(true);
  });

  test("takes types from the last record as much as from the first", async () => {
    const { schema, rows } = await read("late.csv", `n,s\n${Array.from({ length: 3000 }, (_, n) => `${n},${n}`).join("\n")}\n3000,x`);
    expect(types(schema)).toEqual({ n: "integer", s: "text" });
    expect([rows.length, rows[7]?.s, rows[3000]?.s]).toEqual([3001, "7", "x"]);
  });

  test("tells an empty text in quotes from no value", async () => {
    expect((await read("empty-text.csv", 'a,b\n"",\n')).rows).toEqual([{ a: "", b: null }]);
  });

  test.each([
    ["semi.csv", "a;b\n1;2,5\n"],
    ["tab.tsv", "a\tb\n1\t2,5\n"],
    ["bar.csv", "a|b\n1|2,5\n"],
  ])("finds the delimiter of %s", async (name, content) => {
    expect((await read(name, content)).rows).toEqual([{ a: 1, b: "2,5" }]);
  });

  test("names columns that come twice or have no name", async () => {
    expect((await read("names.csv", "a,A,,a\n1,2,3,4\n")).rows).toEqual([{ a: 1, A_1: 2, column3: 3, a_2: 4 }]);
  });

  test("keeps the columns of a file without records", async () => {
    expect(await read("header.csv", "a,b\n")).toMatchObject({
      schema: schemaOf([
        ["a", { type: "text" }],
        ["b", { type: "text" }],
      ]),
      rows: [],
    });
  });

  test("reads what spreadsheets call Unicode text", async () => {
    expect((await read("utf16.tsv", Buffer.from("\ufeffname\tn\nÄsop\t1\n", "utf16le"))).rows).toEqual([{ name: "Äsop", n: 1 }]);
  });

  test.each([
    ["a,b\n1,2,3\n", 2, "3 values"],
    ["a,b\n1,2\n\n1\n", 4, "1 value, and the header names 2 columns"],
    ['a,b\n1,"x\n"y\n', 3, "after the closing quote"],
    ['a,b\n1,2\n3,"x\ny', 3, "never closed"],
  ])("names the line of what is wrong in %j", async (content, line, words) => {
    const error = await failure(read("bad.csv", content));
    expect(error).toMatchObject({ code: "data-unreadable", place: { file: "bad.csv", line } });
    expect(error.message).toContain(words);
  });

  test("reads records that lie across the pieces a file is read in", async () => {
    const text = 'é"'.repeat(50);
    const quoted = text.replaceAll('"', '""');
    const csv = `n,t\n${Array.from({ length: 45_000 }, (_, n) => `${n},"${quoted}"`).join("\r\n")}`;
    const { rows } = await read("pieces.csv", csv);
    expect(rows.length).toBe(45_000);
    expect(rows.every((row, n) => row.n === n && row.t === text)).toBe(true);
  });
});

describe("Parquet", () => {
  test("keeps every type", async () => {
    const { schema, rows } = await read("types.parquet", parquetFromIpc(arrowCodec.encode(everyType, [fullRow, emptyRow])));
    expect({ schema, rows }).toEqual({ schema: everyType, rows: [fullRow, emptyRow] });
  });

  test("joins files by column name", async () => {
    await mkdir(join(folder, "parts"));
    const part = async (name: string, type: "integer" | "double", rows: Row[], extra: boolean) => {
      const schema = schemaOf([...(extra ? ([["x", { type: "text" }]] as const) : []), ["v", { type }]]);
      await writeFile(join(folder, "parts", name), parquetFromIpc(arrowCodec.encode(schema, rows)));
    };
    await part("b.parquet", "double", [{ x: "b", v: 0.5 }], true);
    await part("a.parquet", "integer", [{ v: 1 }], false);
    expect(await readPath("parts/*.parquet")).toMatchObject({
      rows: [
        { v: 1, x: null },
        { v: 0.5, x: "b" },
      ],
      files: ["parts/a.parquet", "parts/b.parquet"],
    });
  });
});

describe("a path", () => {
  test("may be a glob, read in name order", async () => {
    await mkdir(join(folder, "globs", "deep"), { recursive: true });
    await writeFile(join(folder, "globs", "b.jsonl"), '{"n": 2}');
    await writeFile(join(folder, "globs", "a.jsonl"), '{"n": 1}\n');
    await writeFile(join(folder, "globs", "deep", "c.jsonl"), '{"n": 3}');
    await writeFile(join(folder, "globs", ".hidden.jsonl"), '{"n": 4}');
    expect((await readPath("globs/*.jsonl")).rows).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await readPath("globs/**/*.jsonl")).toMatchObject({
      rows: [{ n: 1 }, { n: 2 }, { n: 3 }],
      files: ["globs/a.jsonl", "globs/b.jsonl", "globs/deep/c.jsonl"],
    });
  });

  test("must stay in the notebook's folder unless that is allowed", async () => {
    await writeFile(join(root, "secret.jsonl"), '{"n": 1}');
    await symlink(join(root, "secret.jsonl"), join(folder, "link.jsonl"));
    for (const path of ["../secret.jsonl", join(root, "secret.jsonl"), "link.jsonl", "../*.jsonl", "lin?.jsonl"]) {
      expect((await failure(readPath(path))).code).toBe("outside-folder");
      expect((await failure(readers.fingerprint(folder, path))).code).toBe("outside-folder");
      expect((await readPath(path, true)).rows).toEqual([{ n: 1 }]);
    }
  });

  test("that leads nowhere is not found", async () => {
    expect((await failure(readPath("nowhere.jsonl"))).code).toBe("not-found");
    expect((await failure(readPath("none/*.jsonl"))).message).toContain("matches no file");
    expect((await failure(read("data.xlsx", "x"))).code).toBe("unsupported");
  });

  test("stops being read when told to", async () => {
    await writeFile(join(folder, "stop.jsonl"), '{"a": 1}\n'.repeat(400_000));
    const controller = new AbortController();
    const reading = readers.read(folder, "stop.jsonl", { signal: controller.signal, allowOutside: false });
    const refused = expect(reading).rejects.toMatchObject({ code: "stopped" });
    setImmediate(() => controller.abort());
    await refused;
  });
});

describe("a fingerprint", () => {
  test("changes with bytes and names, not with time", async () => {
    const path = join(folder, "print.jsonl");
    await writeFile(path, '{"a": 1}');
    const first = await readers.fingerprint(folder, "print.jsonl");
    await utimes(path, new Date(), new Date(0));
    expect(await readers.fingerprint(folder, "print.jsonl")).toBe(first);
    await writeFile(path, '{"a": 2}');
    expect(await readers.fingerprint(folder, "print.jsonl")).not.toBe(first);
    await writeFile(join(folder, "print2.jsonl"), '{"a": 2}');
    expect(await readers.fingerprint(folder, "print2.jsonl")).not.toBe(await readers.fingerprint(folder, "print.jsonl"));
  });
});
