import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExportJob } from "#main/engine/parts/exports.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { parquetFromIpc } from "#main/tables/parquet-bytes.ts";
import { messages, type Row, schemaOf, text } from "#shared/data/table.ts";
import { encodeFile } from "./encode-file.ts";
import { createExportWriter } from "./export-writer.ts";
import { type FileCalls, nodeFileCalls } from "./file-calls.ts";

const signal = new AbortController().signal;
const encodeParquet = async (ipc: Uint8Array) => parquetFromIpc(ipc);
const writer = (files?: FileCalls) => createExportWriter(encodeParquet, arrowCodec, files);
const schema = schemaOf([
  ["messages", messages],
  ["note", text],
]);
const rows: Row[] = [
  { messages: [{ role: "user", content: 'say "hi"\n😀\u2028' }], note: "=1+1" },
  { messages: [{ role: "user", content: "b" }], note: null },
];
const ipc = arrowCodec.encode(schema, rows);
const job = (path: string, texts: ExportJob["texts"] = [{ path: "README.md", text: "---\n---\n" }]): ExportJob => ({
  path,
  overwrite: false,
  texts,
  tables: [
    { path: "data/train.jsonl", format: "jsonl", ipc },
    { path: "data/train.parquet", format: "parquet", ipc },
    { path: "table.csv", format: "csv", ipc },
  ],
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-export-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const content = (path: string) => readFile(join(folder, path), "utf8");
const everything = async () => (await readdir(folder, { recursive: true })).sort();

describe("createExportWriter", () => {
  it("writes every file, says what it wrote, and leaves nothing else behind", async () => {
    const written = await writer().dataset(folder, job("exports/sft"), signal);
    expect(await everything()).toEqual(
      [
        "exports",
        "exports/sft",
        "exports/sft/README.md",
        "exports/sft/assay-export.json",
        "exports/sft/data",
        "exports/sft/data/train.jsonl",
        "exports/sft/data/train.parquet",
        "exports/sft/table.csv",
      ].sort(),
    );
    expect(written.map(({ path, rows: count }) => [path, count])).toEqual([
      ["data/train.jsonl", 2],
      ["data/train.parquet", 2],
      ["table.csv", 2],
      ["README.md", 0],
    ]);
    const lines = (await content("exports/sft/data/train.jsonl")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
    expect(await content("exports/sft/table.csv")).toBe(
      `messages,note\n"[{""role"":""user"",""content"":""say \\""hi\\""\\n😀\u2028""}]",=1+1\n"[{""role"":""user"",""content"":""b""}]",\n`,
    );
    expect((await readFile(join(folder, "exports/sft/data/train.parquet"))).subarray(0, 4).toString()).toBe("PAR1");
    expect(JSON.parse(await content("exports/sft/assay-export.json"))).toEqual({ assay: 1, files: written });
  });

  it("replaces what it wrote before, whole", async () => {
    await writer().dataset(folder, job("out", [{ path: "old.md", text: "old" }]), signal);
    await writer().dataset(folder, job("out"), signal);
    expect(await readdir(join(folder, "out"))).not.toContain("old.md");
    expect(await readdir(folder)).toEqual(["out"]);
  });

  it("writes into an empty folder", async () => {
    await mkdir(join(folder, "out"));
    await writer().dataset(folder, job("out"), signal);
    expect(await content("out/README.md")).toBe("---\n---\n");
  });

  it.each([
    ["a folder of someone else", () => writeFile(join(folder, "out", "mine.txt"), "x"), "out exists and was not written by Assay."],
    [
      "a folder with a manifest of someone else",
      () => writeFile(join(folder, "out", "assay-export.json"), "{}"),
      "out exists and was not written by Assay.",
    ],
  ])("refuses %s and leaves it as it is", async (_, prepare, sentence) => {
    await mkdir(join(folder, "out"));
    await prepare();
    const before = await everything();
    await expect(writer().dataset(folder, job("out"), signal)).rejects.toMatchObject({ code: "forbidden", message: sentence });
    expect(await everything()).toEqual(before);
  });

  it("refuses its own folder when someone added a file or changed the card by hand", async () => {
    await writer().dataset(folder, job("out"), signal);
    await writeFile(join(folder, "out", "notes.txt"), "mine");
    await expect(writer().dataset(folder, job("out"), signal)).rejects.toThrow("out holds notes.txt, which Assay did not write.");
    await rm(join(folder, "out", "notes.txt"));
    await writeFile(join(folder, "out", "README.md"), "edited");
    await expect(writer().dataset(folder, job("out"), signal)).rejects.toThrow("out/README.md was changed since Assay wrote it.");
    expect(await content("out/README.md")).toBe("edited");
  });

  it("keeps rows that were edited by hand, unless the cell says overwrite; what is not Assay's stays in any case", async () => {
    await writer().dataset(folder, job("out"), signal);
    await writeFile(join(folder, "out", "data", "train.jsonl"), "{}\n");
    await expect(writer().dataset(folder, job("out"), signal)).rejects.toMatchObject({
      message: "out/data/train.jsonl was changed since Assay wrote it.",
      hint: expect.stringContaining("overwrite: true"),
    });
    expect(await content("out/data/train.jsonl")).toBe("{}\n");
    await writer().dataset(folder, { ...job("out"), overwrite: true }, signal);
    expect(await content("out/data/train.jsonl")).not.toBe("{}\n");
    await writeFile(join(folder, "out", "notes.txt"), "mine");
    await expect(writer().dataset(folder, { ...job("out"), overwrite: true }, signal)).rejects.toThrow("out holds notes.txt");
  });

  it("measures what it would write to the byte, and writes nothing", async () => {
    const measured = await writer().measure(folder, job("out"), signal);
    expect(await everything()).toEqual([]);
    expect(await writer().dataset(folder, job("out"), signal)).toEqual(measured);
    const bytes = await writer().read(folder, job("out"), "data/train.jsonl");
    expect(bytes.length).toBe(measured[0]?.bytes);
    await writeFile(join(folder, "out", "notes.txt"), "mine");
    await expect(writer().measure(folder, job("out"), signal)).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    "../out",
    "a/../../out",
    "/tmp/out",
    "C:\\out",
    "..\\out",
    "",
    ".",
    "a\0b",
    ".assay/out",
    "labels",
  ])("refuses the path %j", async (path) => {
    await expect(writer().dataset(folder, job(path), signal)).rejects.toMatchObject({ code: "outside-folder" });
    expect(await everything()).toEqual([]);
  });

  it("refuses a way out through a link, and a link as the folder itself", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "assay-elsewhere-"));
    await symlink(elsewhere, join(folder, "way-out"));
    await expect(writer().dataset(folder, job("way-out/deep/out"), signal)).rejects.toMatchObject({ code: "outside-folder" });
    await expect(writer().dataset(folder, job("way-out"), signal)).rejects.toThrow("way-out is a link.");
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(elsewhere, { recursive: true });
  });

  it("writes nothing when a row cannot be written, and names it", async () => {
    const bad = arrowCodec.encode(schemaOf([["score", { type: "double" }]]), [{ score: 1 }, { score: Number.NaN }]);
    const failing: ExportJob = { path: "out", overwrite: false, texts: [], tables: [{ path: "a.jsonl", format: "jsonl", ipc: bad }] };
    await expect(writer().dataset(folder, failing, signal)).rejects.toMatchObject({
      code: "data-unreadable",
      place: { row: 2, key: "score" },
    });
    expect(await everything()).toEqual([]);
  });

  it("writes nothing when it is stopped", async () => {
    await expect(writer().dataset(folder, job("out"), AbortSignal.abort())).rejects.toMatchObject({ code: "stopped" });
    expect(await everything()).toEqual([]);
  });

  it("keeps the earlier export whole, whichever file call fails", async () => {
    await writer().dataset(folder, job("out", [{ path: "old.md", text: "old" }]), signal);
    const before = await everything();
    let failures = 0;
    for (let nth = 0; ; nth += 1) {
      const failed = await writer(failingAt(nth))
        .dataset(folder, job("out"), signal)
        .then(
          () => null,
          (error: unknown) => error,
        );
      if (failed === null) break;
      failures += 1;
      expect(failed).toMatchObject({ code: "disk-full" });
      expect(await everything()).toEqual(before);
    }
    expect(failures).toBeGreaterThan(15);
    expect(await readdir(join(folder, "out"))).toContain("README.md");
  });

  it("leaves one export whole and no trace of the others when several are written to one folder at once", async () => {
    const texts = ["first", "second", "third"];
    for (let round = 0; round < 4; round += 1) {
      const outcomes = await Promise.allSettled(
        texts.map((each) => writer().dataset(folder, job("out", [{ path: `${each}.md`, text: each }]), signal)),
      );
      expect(await readdir(folder)).toEqual(["out"]);
      const found = (await readdir(join(folder, "out"))).filter((name) => name.endsWith(".md"));
      expect(found).toHaveLength(1);
      const { files } = JSON.parse(await content("out/assay-export.json"));
      const written = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(written).toContainEqual(files);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected")
          expect(outcome.reason).toMatchObject({
            code: "forbidden",
            message: "out changed while it was being written; this export was not.",
          });
      }
    }
  });

  it("says that it has no permission", async () => {
    const files: FileCalls = {
      ...nodeFileCalls,
      makeFolder: async () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })),
    };
    await expect(writer(files).dataset(folder, job("out"), signal)).rejects.toMatchObject({
      code: "read-only",
      message: "No permission to write out.",
    });
  });
});

/** Fails the n-th call that makes, writes or renames anything; the clean-up behind it works. */
function failingAt(nth: number): FileCalls {
  let calls = 0;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === nth + 1) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    return work();
  };
  return {
    ...nodeFileCalls,
    makeFolder: (path) => guard(() => nodeFileCalls.makeFolder(path)),
    create: async (path) => {
      const file = await guard(() => nodeFileCalls.create(path));
      return { write: (bytes) => guard(() => file.write(bytes)), close: () => file.close().then(() => guard(async () => undefined)) };
    },
    rename: (from, to) => guard(() => nodeFileCalls.rename(from, to)),
  };
}

describe("encodeFile", () => {
  const parts = { encodeParquet, batches: arrowCodec.batches };

  it("neutralises what a spreadsheet would run, in cells and header", async () => {
    const table = arrowCodec.encode(
      schemaOf([
        ["=cmd", text],
        ["n", { type: "integer" }],
      ]),
      ["=1", "+1", "-1", "@a", "\tx", "\rx", "a=1", "", null].map((value) => ({ "=cmd": value, n: -5 })),
    );
    const csv = await (await encodeFile(table, "csv", parts)).text();
    expect(csv).toBe(`'=cmd,n\n'=1,-5\n'+1,-5\n'-1,-5\n'@a,-5\n'\tx,-5\n"'\rx",-5\na=1,-5\n"",-5\n,-5\n`);
  });

  it("writes whole numbers beyond 2^53, bytes and nested values exactly", async () => {
    const table = arrowCodec.encode(
      schemaOf([
        ["big", { type: "integer" }],
        ["bytes", { type: "bytes" }],
        ["list", { type: "list", item: text }],
      ]),
      [{ big: 9007199254740993n, bytes: Uint8Array.of(1, 2), list: ["a", null] }],
    );
    expect(await (await encodeFile(table, "jsonl", parts)).text()).toBe('{"big":9007199254740993,"bytes":"AQI=","list":["a",null]}\n');
  });

  it("gives a Parquet file whole", async () => {
    const file = await encodeFile(ipc, "parquet", parts);
    expect(file.type).toBe("application/vnd.apache.parquet");
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(Uint8Array.from(parquetFromIpc(ipc)));
  });

  it("gives an empty table its header", async () => {
    expect(await (await encodeFile(arrowCodec.encode(schema, []), "csv", parts)).text()).toBe("messages,note\n");
  });
});
