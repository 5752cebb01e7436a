import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchEvent } from "#shared/journal/batch-log.ts";
import { nodeFileSystem } from "./file-system.ts";
import { openNotebookFolder } from "./folder.ts";

let folder = "";
const clock = { now: Date.now, monotonicMs: () => performance.now() };
const parquet = { encodeParquet: async () => new Uint8Array(), decodeParquet: async () => new Uint8Array() };
const open = () => openNotebookFolder(folder, { fs: nodeFileSystem, clock, ...parquet });
const planned = (id: string): BatchEvent => ({
  ...{ type: "planned", id, at: 1, run: "run-1", notebook: "n.assay.md", cell: "answers", recipe: "r", retry: false, limitUsd: null },
  ...{ model: "local/a", requests: 2, reservedUsd: null },
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-batches-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the batches of a folder", () => {
  it("are seen by every process on it, and a line torn by a crash swallows no other", async () => {
    const [one, two] = [open(), open()];
    await one.batches.append(planned("a"));
    expect([...((await two.batches.read()).get("run-1")?.batches.keys() ?? [])]).toEqual(["a"]);
    await appendFile(join(folder, ".assay", "batches.jsonl"), '{"type":"starting","id":"a","a');
    await two.batches.append(planned("b"));
    expect([...((await one.batches.read()).get("run-1")?.batches.values() ?? [])].map(({ id, stage }) => [id, stage])).toEqual([
      ["a", "planned"],
      ["b", "planned"],
    ]);
    await Promise.all([one.close(), two.close()]);
  });

  it("keep requests as lines and give their keys, until they are back", async () => {
    const { batches, close } = open();
    const input = await batches.createInput("a");
    await input.write("key-1", '{"custom_id":"key-1"}');
    await input.write("key-2", '{"custom_id":"é"}');
    await input.close();
    expect([input.requests(), input.bytes()]).toEqual([2, 41]);
    await batches.append(planned("a"));
    let text = "";
    for await (const piece of batches.readInput("a")) text += Buffer.from(piece).toString("utf8");
    expect(text).toBe('{"custom_id":"key-1"}\n{"custom_id":"é"}\n');
    expect(await batches.openKeys()).toEqual(new Set(["key-1", "key-2"]));
    await batches.append({ type: "gone", id: "a", at: 2, sentence: "gone" });
    expect(await batches.openKeys()).toEqual(new Set());
    await close();
  });

  it("are worked on by one at a time", async () => {
    const [one, two] = [open(), open()];
    const { signal } = new AbortController();
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await one.batches.read();
      inside -= 1;
    };
    await Promise.all([one, two, one, two].map(({ batches }) => batches.exclusively(signal, work)));
    expect(most).toBe(1);
    const stopped = new AbortController();
    stopped.abort();
    await expect(two.batches.exclusively(stopped.signal, work)).rejects.toThrow("Stopped");
    await Promise.all([one.close(), two.close()]);
  });
});
