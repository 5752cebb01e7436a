import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeFileSystem } from "./file-system.ts";
import { createRequestFiles } from "./request-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-requests-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lines = (from: number, count: number): readonly string[] => Array.from({ length: count }, (_, at) => `{"line":${from + at}}`);
const files = (limits: { readonly requests: number; readonly bytes: number }) =>
  createRequestFiles(nodeFileSystem, join(folder, "batch", "asked.jsonl"), limits);
const read = async (name: string): Promise<readonly string[]> =>
  (await readFile(join(folder, "batch", name), "utf8")).trimEnd().split("\n");

it("begins another file where one is full, by requests or by bytes, and numbers them so that they sort", async () => {
  const writing = files({ requests: 4, bytes: 1_000 });
  await writing.write("lab/small", lines(0, 30));
  await writing.write("lab/small", lines(30, 9));
  await writing.write("lab/large", lines(0, 4));
  const written = await writing.close();
  expect(written.map(({ model, requests }) => [model, requests])).toEqual([
    ...Array.from({ length: 9 }, () => ["lab/small", 4]),
    ["lab/small", 3],
    ["lab/large", 4],
  ]);
  const names = (await readdir(join(folder, "batch"))).sort();
  expect(names).toEqual([
    "asked-lab-large.jsonl",
    ...Array.from({ length: 10 }, (_, at) => `asked-lab-small-${String(at + 1).padStart(2, "0")}.jsonl`),
  ]);
  expect((await Promise.all(names.slice(1).map(read))).flat()).toEqual(lines(0, 39));
});

it("counts bytes as they are written, and gives a line that is too long a file of its own", async () => {
  const writing = files({ requests: 100, bytes: 30 });
  await writing.write("lab/small", ["ä".repeat(10), "ä".repeat(4), "b".repeat(200), "c"]);
  expect((await writing.close()).map(({ requests }) => requests)).toEqual([2, 1, 1]);
  expect(await read("asked-1.jsonl")).toEqual(["ä".repeat(10), "ä".repeat(4)]);
});

it("writes over nothing and leaves nothing half-written", async () => {
  const first = files({ requests: 2, bytes: 1_000 });
  await first.write("lab/small", lines(0, 3));
  await first.close();
  const again = files({ requests: 2, bytes: 1_000 });
  await again.write("lab/small", lines(0, 5));
  await expect(again.close()).rejects.toMatchObject({ code: "name-taken" });
  const left = files({ requests: 2, bytes: 1_000 });
  await left.write("lab/small", lines(0, 5));
  await left.discard();
  expect((await readdir(join(folder, "batch"))).sort()).toEqual(["asked-1.jsonl", "asked-2.jsonl"]);
});
