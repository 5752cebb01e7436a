import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { providerSettings } from "#shared/contract/models.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { createModelGateway } from "./gateway.ts";
import { createMemoryStore } from "./memory-store.ts";

type Seen = { readonly url: string; readonly headers: IncomingMessage["headers"]; readonly body: string };

const openBudget = { reserve: () => true, settle: () => undefined };
const always = { signal: new AbortController().signal, budget: openBudget };
const request: CallRequest = { model: "local/small", messages: [{ role: "user", content: "What is 2 + 2?" }], parameters: {}, sample: 0 };
const completion =
  '{"choices": [ {"message":{"content":"4"},"finish_reason":"stop"}],\n "usage":{"prompt_tokens":1000,"completion_tokens":2000}}';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

/** A real server on the loopback that answers as told, and what it saw. */
async function serve(status: number, body: string, headers: { readonly [name: string]: string } = {}) {
  const seen: Seen[] = [];
  const server = createServer((incoming, response) => {
    let text = "";
    incoming.on("data", (chunk) => {
      text += chunk;
    });
    incoming.on("end", () => {
      seen.push({ url: incoming.url ?? "", headers: incoming.headers, body: text });
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return { seen, baseUrl: `http://127.0.0.1:${port}/v1` };
}

function gatewayTo(baseUrl: string, key: string | null = null, rest: object = {}) {
  const provider = providerSettings.parse({ id: "local", baseUrl, ...rest });
  const gateway = createModelGateway({ store: createMemoryStore([provider], key === null ? {} : { local: key }) });
  closing.unshift(gateway.close);
  return gateway;
}

describe("a call", () => {
  it("comes back byte for byte as the server sent it", async () => {
    const { baseUrl, seen } = await serve(200, completion);
    const outcome = await gatewayTo(baseUrl, "sk-abcdef").ask(request, always);
    expect(outcome).toMatchObject({ type: "replied", body: completion, origin: new URL(baseUrl).origin, attempts: 1 });
    expect(seen[0]?.url).toBe("/v1/chat/completions");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ model: "small", messages: request.messages });
  });

  it("sends the key to its origin and nothing about this machine", async () => {
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1");
    vi.stubEnv("OPENAI_API_KEY", "sk-from-environment");
    vi.stubEnv("OPENAI_ORG_ID", "org-1");
    const { baseUrl, seen } = await serve(200, completion);
    await gatewayTo(baseUrl, "sk-abcdef").ask(request, always);
    await gatewayTo(baseUrl).ask(request, always);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer sk-abcdef", undefined]);
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "authorization",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
    ]);
    expect(JSON.stringify(seen)).not.toContain("environment");
  });

  it("carries parameters, draws and schema, and cannot be bent by extra fields", async () => {
    const { baseUrl, seen } = await serve(200, completion);
    const schema = { type: "object", properties: { answer: { type: "number" } } };
    const parameters = { temperature: 0.3, seed: 10, extra: { top_k: 5, model: "expensive", messages: [], stream: true, n: 9 } };
    const capabilities = { json_schema: true };
    await gatewayTo(baseUrl, null, { models: [{ name: "small", capabilities }] }).ask(
      { ...request, parameters, schema, sample: 2 },
      always,
    );
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      top_k: 5,
      temperature: 0.3,
      seed: 12,
      response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema } },
      model: "small",
      messages: request.messages,
    });
  });

  it("puts the schema into words for models that do not take one", async () => {
    const { baseUrl, seen } = await serve(200, completion);
    await gatewayTo(baseUrl).ask({ ...request, schema: { type: "object" } }, always);
    const body = JSON.parse(seen[0]?.body ?? "");
    expect(body.response_format).toBeUndefined();
    expect(body.messages[0].content).toContain('fit this JSON Schema:\n{"type":"object"}');
  });

  it("does not follow a redirect, so the key goes nowhere else", async () => {
    const elsewhere = await serve(200, completion);
    const { baseUrl } = await serve(307, "", { location: `${elsewhere.baseUrl}/chat/completions` });
    const outcome = await gatewayTo(baseUrl, "sk-abcdef").ask(request, always);
    expect(outcome).toMatchObject({
      type: "failed",
      failure: { cause: "bad-request", final: true, sentence: expect.stringContaining("redirects to") },
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it("needs no socket to fail for want of a key the settings call for", async () => {
    const gateway = gatewayTo("http://127.0.0.1:9/v1", null, { keyEnvironment: "SOME_UNSET_KEY" });
    expect(await gateway.ask(request, always)).toMatchObject({
      attempts: 0,
      failure: { cause: "unauthorised", sentence: expect.stringContaining("SOME_UNSET_KEY") },
    });
  });

  it("says what happened when no server is there", async () => {
    const time = {
      now: () => performance.now(),
      unixMs: () => 0,
      random: () => 0,
      schedule: (_ms: number, run: () => void) => {
        const waiting = setImmediate(run);
        return () => clearImmediate(waiting);
      },
    };
    const gateway = createModelGateway({ store: createMemoryStore([{ id: "local", baseUrl: "http://127.0.0.1:9/v1" }]), time });
    const outcome = await gateway.ask(request, always);
    expect(outcome).toMatchObject({ type: "failed", attempts: 6, failure: { cause: "network", final: true, possiblyPaid: false } });
  });

  it("reserves the most it can cost and settles what it did", async () => {
    const { baseUrl } = await serve(200, completion);
    const gateway = gatewayTo(baseUrl, null, { models: [{ name: "small", inputUsdPerMillion: 1, outputUsdPerMillion: 10 }] });
    const seen: (number | null)[] = [];
    const budget = {
      reserve: (usd: number | null) => seen.push(usd) > 0,
      settle: (reserved: number | null, actual: number | null) => void seen.push(reserved, actual),
    };
    await gateway.ask({ ...request, parameters: { max_tokens: 5_000 } }, { ...always, budget });
    expect(seen[0]).toBeGreaterThan(0.05);
    expect(seen[0]).toBeLessThan(0.0501);
    expect(seen.slice(1)).toEqual([seen[0], 0.021]);
    const refused = await gateway.ask(request, { ...always, budget: { ...budget, reserve: () => false } });
    expect(refused).toMatchObject({ failure: { cause: "stopped", possiblyPaid: false }, attempts: 0 });
  });
});

describe("simulated models", () => {
  it("answer through the same client, with their own latency and different draws for samples", async () => {
    const gateway = createModelGateway({ store: createMemoryStore() });
    const ask = (sample: number) => gateway.ask({ ...request, model: "sim/willow-small", sample }, always);
    const [first, again, other] = [await ask(0), await ask(0), await ask(1)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first).toMatchObject({ type: "replied", origin: "simulated" });
    if (first.type === "replied") expect(readAnswer(first.body)).toMatchObject({ ok: true, answer: { finishReason: "stop" } });
  });
});

describe("testing a provider", () => {
  const list = JSON.stringify({ object: "list", data: [{ id: "small" }, { id: "large" }] });

  it("lists its models and says which of ours it lacks", async () => {
    const { baseUrl, seen } = await serve(200, list);
    const tested = await gatewayTo(baseUrl, "sk-abcdef", { models: [{ name: "gone" }] }).testProvider("local", always.signal);
    expect(tested).toMatchObject({ ok: true, models: ["small", "large"], sentence: "local answers with 2 models; it does not list gone." });
    expect(seen[0]?.url).toBe("/v1/models");
  });

  it.each([
    [200, "<html></html>", "not as a model server"],
    [401, '{"error":{"message":"who are you"}}', "wants a key"],
    [404, "", "does not know this model or address"],
    [500, "oops", "failed (500): oops"],
  ])("says in one sentence what %i means", async (status, body, sentence) => {
    const { baseUrl } = await serve(status, body);
    const tested = await gatewayTo(baseUrl).testProvider("local", always.signal);
    expect(tested).toMatchObject({ ok: false, models: [], sentence: expect.stringContaining(sentence) });
  });
});

describe("counting and pricing", () => {
  it("counts by o200k once a priced model is known", async () => {
    const gateway = gatewayTo("http://127.0.0.1:9/v1", null, {
      models: [{ name: "small", inputUsdPerMillion: 2, outputUsdPerMillion: 8 }],
    });
    expect(gateway.countTokens("antidisestablishmentarianism <|endoftext|>")).toBe(11);
    const description = await gateway.describe("local/small");
    expect(gateway.countTokens("hello world")).toBe(2);
    expect(gateway.countTokens("<|endoftext|>")).toBeGreaterThan(1);
    expect(gateway.cost(description, 1_000_000, 500_000)).toBe(6);
    expect(gateway.cost({ ...description, outputUsdPerMillion: null }, 1, 1)).toBeNull();
  });
});

describe("an embedding", () => {
  const wanted: CallRequest = { ...request, parameters: { extra: { dimensions: 2, input: "other", model: "dear" } }, purpose: "embedding" };
  const vector =
    '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.6,0.8]}],"usage":{"prompt_tokens":7,"total_tokens":7}}';

  it("is asked of its own endpoint and comes back as it was sent", async () => {
    const { baseUrl, seen } = await serve(200, vector);
    const outcome = await gatewayTo(baseUrl).ask(wanted, always);
    expect(outcome).toMatchObject({ type: "replied", body: vector });
    expect(seen[0]?.url).toBe("/v1/embeddings");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ dimensions: 2, model: "small", input: "What is 2 + 2?" });
  });

  it("reserves and costs its text alone, for there is no completion", async () => {
    const { baseUrl } = await serve(200, vector);
    const models = [{ name: "small", inputUsdPerMillion: 1_000_000, outputUsdPerMillion: 1_000_000 }];
    const reserved: (number | null)[] = [];
    const settled: (number | null)[] = [];
    const budget = {
      reserve: (usd: number | null) => reserved.push(usd) > 0,
      settle: (_: number | null, usd: number | null) => void settled.push(usd),
    };
    await gatewayTo(baseUrl, null, { models }).ask(wanted, { ...always, budget });
    expect(reserved[0]).toBeLessThan(50);
    expect(settled).toEqual([7]);
  });
});
