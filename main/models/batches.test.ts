import { afterEach, describe, expect, it } from "vitest";
import { readFaults } from "#main/hosts/simulate/faults.ts";
import { startSimulationServer } from "#main/hosts/simulate/server.ts";
import { providerSettings } from "#shared/contract/models.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { createModelGateway } from "./gateway.ts";
import { createMemoryStore } from "./memory-store.ts";

const { signal } = new AbortController();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function connect(faults: string) {
  const server = await startSimulationServer({ port: 0, faults: readFaults(faults) });
  const models = [
    { name: "willow-large", capabilities: { batch: true }, inputUsdPerMillion: 10, outputUsdPerMillion: 10, batchPriceShare: 0.5 },
  ];
  const provider = providerSettings.parse({ id: "http", baseUrl: server.url, timeoutMs: 5_000, models });
  const gateway = createModelGateway({ store: createMemoryStore([provider], { http: "sk-top-secret-0001" }) });
  closing.push(gateway.close, server.close);
  return { server, batches: gateway.batches };
}

const request: CallRequest = {
  model: "http/willow-large",
  messages: [{ role: "user", content: "What is 2 + 2?" }],
  parameters: { max_tokens: 50, top_logprobs: 5 },
  sample: 0,
};

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe("a batch", () => {
  it("has lines with the provider's own model name, a relative url and alternatives only beside log-probabilities", async () => {
    const { batches } = await connect("");
    const { text, usd } = await batches.line("key-1", request);
    expect(JSON.parse(text)).toEqual({
      custom_id: "key-1",
      method: "POST",
      url: "/v1/chat/completions",
      body: { model: "willow-large", messages: request.messages, max_tokens: 50 },
    });
    const direct = ((12 * 1.25 + 50) * 10) / 1e6;
    expect(usd).toBeGreaterThan(direct / 4);
    expect(usd).toBeLessThan(direct);
    const withLogprobs = await batches.line("key-1", { ...request, parameters: { logprobs: true, top_logprobs: 5 } });
    expect(JSON.parse(withLogprobs.text).body).toMatchObject({ logprobs: true, top_logprobs: 5 });
    const embedding = await batches.line("key-2", { ...request, parameters: {}, purpose: "embedding" });
    expect(JSON.parse(embedding.text)).toMatchObject({ url: "/v1/embeddings", body: { input: "What is 2 + 2?" } });
  });

  it("is uploaded, started, looked at, found by its id and read through faults, and its key goes nowhere else", async () => {
    const { batches, server } = await connect("429=0.3,500=0.3,reset=0.2,attempts=1");
    const { text } = await batches.line("key-1", request);
    const file = await batches.upload(request.model, "assay-a.jsonl", () => once(`${text}\n`), signal);
    const started = await batches.start({ model: request.model, file, id: "a", purpose: undefined }, signal);
    expect(await batches.find(request.model, "a", signal)).toEqual(started);
    expect(await batches.find(request.model, "b", signal)).toBeNull();
    const over = await batches.look(request.model, started.batch, signal);
    expect(over).toMatchObject({ status: "completed", isOver: true, done: 1, total: 1 });
    const results: string[] = [];
    for (const each of over.files) for await (const line of batches.results(request.model, each, signal)) results.push(line);
    expect(results).toHaveLength(1);
    const result = await batches.readResult({ model: request.model, purpose: undefined }, results[0] ?? "");
    expect(result).toMatchObject({ type: "answered", key: "key-1", outcome: { origin: new URL(server.url).origin } });
  });

  it("ends in a sentence and a next step where the provider refuses", async () => {
    const { batches } = await connect("401");
    await expect(batches.look(request.model, "batch-1", signal)).rejects.toMatchObject({
      code: "model-unauthorised",
      message: expect.stringMatching(/did not accept the key.*\[key\]/),
    });
    await expect(batches.check("sim/willow-large")).rejects.toMatchObject({ code: "unsupported" });
    const stopped = new AbortController();
    stopped.abort();
    await expect(batches.look(request.model, "batch-1", stopped.signal)).rejects.toMatchObject({ code: "stopped" });
  });
});
