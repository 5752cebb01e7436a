import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { noFaults } from "#main/hosts/simulate/faults.ts";
import { startSimulationServer } from "#main/hosts/simulate/server.ts";
import { createModelGateway } from "#main/models/gateway.ts";
import { createMemoryStore } from "#main/models/memory-store.ts";
import { nodeFileSystem } from "#main/storage/file-system.ts";
import { openNotebookFolder } from "#main/storage/folder.ts";
import { providerSettings } from "#shared/contract/models.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { createBudget } from "../budget.ts";
import { submitRequests } from "./submit.ts";

const clock = { now: Date.now, monotonicMs: () => performance.now() };
const parquet = { encodeParquet: async () => new Uint8Array(), decodeParquet: async () => new Uint8Array() };
const whose = { run: "run-1", notebook: "n.assay.md", cell: "answers", recipe: "r", retry: false, limitUsd: null };
const { signal } = new AbortController();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function submit(count: number, limits: { readonly requests: number; readonly bytes: number }) {
  const path = await mkdtemp(join(tmpdir(), "assay-submit-"));
  const server = await startSimulationServer({ port: 0, faults: noFaults });
  const models = ["willow-large", "basalt-large"].map((name) => ({ name, capabilities: { batch: true } }));
  const gateway = createModelGateway({ store: createMemoryStore([providerSettings.parse({ id: "http", baseUrl: server.url, models })]) });
  const folder = openNotebookFolder(path, { fs: nodeFileSystem, clock, ...parquet });
  closing.push(folder.close, gateway.close, server.close, () => rm(path, { recursive: true, force: true }));
  let made = 0;
  const parts = {
    models: { ...gateway, batches: { ...gateway.batches, limits } },
    clock,
    createIdentifier: () => `batch-${made++}`,
  };
  async function* wave(): AsyncGenerator<{ readonly key: string; readonly request: CallRequest }> {
    for (let at = 0; at < count; at += 1) {
      const model = at % 2 === 0 ? "http/willow-large" : "http/basalt-large";
      const request = { model, messages: [{ role: "user", content: `What is ${at} + 1?` }], parameters: {}, sample: 0 } as const;
      yield { key: `key-${at}`, request };
    }
  }
  const submitted = await submitRequests(wave(), whose, {
    ...{ parts, batches: folder.batches, journal: folder.journal, budget: createBudget(null), signal },
  });
  const run = (await folder.batches.read()).get("run-1");
  return { submitted, batches: [...(run?.batches.values() ?? [])].map(({ model, requests, stage }) => [model, requests, stage]) };
}

it("starts as many batches as files hold the requests, one model a file", async () => {
  const { submitted, batches } = await submit(25, { requests: 5, bytes: 1_000_000 });
  expect(submitted).toEqual({ requests: 25, halt: null });
  expect(batches.map(String).sort()).toEqual([
    "http/basalt-large,2,started",
    "http/basalt-large,5,started",
    "http/basalt-large,5,started",
    "http/willow-large,3,started",
    "http/willow-large,5,started",
    "http/willow-large,5,started",
  ]);
});

it("keeps each file below its limit of bytes", async () => {
  const { submitted, batches } = await submit(20, { requests: 1_000, bytes: 1_200 });
  expect(submitted.requests).toBe(20);
  expect(batches.length).toBeGreaterThan(2);
  expect(batches.reduce((sum, [, requests]) => sum + Number(requests), 0)).toBe(20);
});

it("starts nothing where there is nothing to ask", async () => {
  expect(await submit(0, { requests: 5, bytes: 1_000 })).toEqual({ submitted: { requests: 0, halt: null }, batches: [] });
});
