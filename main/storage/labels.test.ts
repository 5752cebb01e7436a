import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LabelRecord } from "#shared/labelling/label-record.ts";
import { nodeFileSystem } from "./file-system.ts";
import { createLabelStore } from "./labels.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-labels-"));
});
afterEach(() => rm(folder, { recursive: true }));

const labelOf = (id: string, answer: { verdict?: "a" | "b"; score?: number; skipped?: true } = { verdict: "a" }): LabelRecord => ({
  type: "label",
  id,
  at: 5,
  annotator: "ada",
  key: "k",
  item: "1",
  shown: { order: "ba", question: { sha256: "q", chars: 1 }, texts: [{ sha256: "t", chars: 2 }] },
  selection_p: 0.5,
  ms: 900,
  ...answer,
});

it("appends labels and gives them back in order", async () => {
  const store = createLabelStore(join(folder, "labels"), nodeFileSystem);
  expect(await store.read("hard")).toEqual({ records: [], unreadable: [] });
  expect(await store.fingerprint("hard")).toBe("");
  const records: readonly LabelRecord[] = [
    labelOf("1"),
    labelOf("2", { score: 4 }),
    { type: "undo", id: "3", at: 6, annotator: "ada", undoes: "2" },
    { type: "note", id: "4", at: 7, annotator: "ada", key: "k", note: "both quote a source" },
  ];
  await Promise.all(records.map((each) => store.append("hard", [each])));
  expect(await createLabelStore(join(folder, "labels"), nodeFileSystem).read("hard")).toEqual({ records, unreadable: [] });
});

it("names lines that are no labels, leaves them alone and never writes on to a torn one", async () => {
  const store = createLabelStore(folder, nodeFileSystem);
  await store.append("hard", [labelOf("1")]);
  await appendFile(join(folder, "hard.jsonl"), '<<<<<<< mine\n{"type":"label","id":"torn"');
  await store.append("hard", [labelOf("2")]);
  expect(await store.read("hard")).toEqual({ records: [labelOf("1"), labelOf("2")], unreadable: [2, 3] });
  expect(await readFile(join(folder, "hard.jsonl"), "utf8")).toContain('<<<<<<< mine\n{"type":"label","id":"torn"\n{');
});

it("loses no line when two stores append at once", async () => {
  const stores = [createLabelStore(folder, nodeFileSystem), createLabelStore(folder, nodeFileSystem)];
  const ids = Array.from({ length: 60 }, (_, at) => `${at}`);
  await Promise.all(ids.map((id, at) => stores[at % 2]?.append("hard", [labelOf(id), labelOf(`${id}-next`)])));
  const { records, unreadable } = await createLabelStore(folder, nodeFileSystem).read("hard");
  expect(unreadable).toEqual([]);
  expect(records.map(({ id }) => id).sort()).toEqual(ids.flatMap((id) => [id, `${id}-next`]).sort());
  // What one call appends stays together.
  for (const id of ids) expect(records[records.findIndex((record) => record.id === id) + 1]?.id).toBe(`${id}-next`);
});

it("changes its fingerprint with every label and by hand edits", async () => {
  const store = createLabelStore(folder, nodeFileSystem);
  await store.append("hard", [labelOf("1")]);
  const first = await store.fingerprint("hard");
  await store.append("hard", [labelOf("2")]);
  const second = await store.fingerprint("hard");
  await appendFile(join(folder, "hard.jsonl"), "\n");
  expect(new Set([first, second, await store.fingerprint("hard")]).size).toBe(3);
});

it("takes no label that says two things, or none", async () => {
  await appendFile(
    join(folder, "hard.jsonl"),
    `${JSON.stringify(labelOf("1", { verdict: "a", skipped: true }))}\n${JSON.stringify(labelOf("2", {}))}\n`,
  );
  expect(await createLabelStore(folder, nodeFileSystem).read("hard")).toEqual({ records: [], unreadable: [1, 2] });
});

it("lists the cells that have labels, and no other file", async () => {
  const store = createLabelStore(folder, nodeFileSystem);
  expect(await createLabelStore(join(folder, "none"), nodeFileSystem).list()).toEqual([]);
  await store.append("hard", [labelOf("1")]);
  await appendFile(join(folder, "notes.txt"), "");
  expect(await store.list()).toEqual(["hard"]);
});

it("takes no cell name that leads out of the folder", async () => {
  await expect(createLabelStore(folder, nodeFileSystem).read("../x")).rejects.toThrow("not a cell name");
});

it("notices labels that anybody writes, in a folder that comes later too", async () => {
  const store = createLabelStore(join(folder, "labels"), nodeFileSystem);
  let seen = 0;
  const changes: (() => void)[] = [];
  const changed = () => new Promise<void>((resolve) => changes.push(resolve));
  const stop = store.watch(() => {
    seen += 1;
    for (const tell of changes.splice(0)) tell();
  });
  const made = changed();
  await createLabelStore(join(folder, "labels"), nodeFileSystem).append("hard", [labelOf("1")]);
  await made;
  const grown = changed();
  await appendFile(join(folder, "labels", "hard.jsonl"), `${JSON.stringify(labelOf("2"))}\n`);
  await grown;
  stop();
  expect(seen).toBeGreaterThanOrEqual(2);
}, 20_000);
