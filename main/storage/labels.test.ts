import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeFileSystem } from "./file-system.ts";
import { createLabelStore, type Label } from "./labels.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-labels-"));
});
afterEach(() => rm(folder, { recursive: true }));

const labelOf = (item: string, verdict: Label["verdict"] = "first"): Label => ({ item, who: "ada", at: 5, verdict, shown: ["b", "a"] });

it("appends labels and gives them back in order", async () => {
  const store = createLabelStore(join(folder, "labels"), nodeFileSystem);
  expect(await store.read("hard")).toEqual({ labels: [], unreadable: [] });
  const labels = [labelOf("1"), labelOf("2", 4), labelOf("3", { clear: true, score: 2 })];
  await Promise.all(labels.map((each) => store.append("hard", each)));
  expect(await createLabelStore(join(folder, "labels"), nodeFileSystem).read("hard")).toEqual({ labels, unreadable: [] });
});

it("names lines that are no labels, leaves them alone and never writes on to a torn one", async () => {
  const store = createLabelStore(folder, nodeFileSystem);
  await store.append("hard", labelOf("1"));
  await appendFile(join(folder, "hard.jsonl"), '<<<<<<< mine\n{"item":"torn"');
  await store.append("hard", labelOf("2"));
  expect(await store.read("hard")).toEqual({ labels: [labelOf("1"), labelOf("2")], unreadable: [2, 3] });
  expect(await readFile(join(folder, "hard.jsonl"), "utf8")).toContain('<<<<<<< mine\n{"item":"torn"\n{');
});

it("takes no cell name that leads out of the folder", async () => {
  await expect(createLabelStore(folder, nodeFileSystem).read("../x")).rejects.toThrow("not a cell name");
});
