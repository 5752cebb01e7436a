import { afterEach, describe, expect, it, vi } from "vitest";
import { createModelGateway } from "#main/models/gateway.ts";
import { createMemoryStore } from "#main/models/memory-store.ts";
import { AssayError } from "#shared/assay-error.ts";
import { providerSettings } from "#shared/contract/models.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallOutcome, CallRequest } from "#shared/journal/call.ts";
import { readPairVerdict } from "#shared/prompts/verdict.ts";
import { drawFault, type faultKinds, readFaults } from "./faults.ts";
import { type SimulationServer, startSimulationServer } from "./server.ts";

const openBudget = { reserve: () => true, settle: () => undefined };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type World = { readonly server: SimulationServer; readonly gateway: ReturnType<typeof createModelGateway> };

async function connect(
  faults: string,
  options: { latencyMs?: number; timeoutMs?: number; maxConcurrency?: number; prices?: object } = {},
): Promise<World> {
  const server = await startSimulationServer({ port: 0, faults: readFaults(faults), latencyMs: options.latencyMs ?? 0 });
  const { timeoutMs = 5_000, maxConcurrency = 64 } = options;
  const models = options.prices === undefined ? [] : [{ name: "basalt-large", ...options.prices }];
  const provider = providerSettings.parse({ id: "http", baseUrl: server.url, timeoutMs, maxConcurrency, models });
  const gateway = createModelGateway({ store: createMemoryStore([provider], { http: "sk-top-secret-0001" }) });
  closing.push(gateway.close, server.close);
  return { server, gateway };
}

const question = (index: number): CallRequest => ({
  model: "http/basalt-large",
  messages: [{ role: "user", content: `What is ${index} + 1?` }],
  parameters: { max_tokens: 50 },
  sample: 0,
});

function askAll(
  { gateway }: World,
  count: number,
  options: { signal?: AbortSignal; budget?: typeof openBudget } = {},
): Promise<readonly CallOutcome[]> {
  const { signal = new AbortController().signal, budget = openBudget } = options;
  return Promise.all(Array.from({ length: count }, (_, index) => gateway.ask(question(index), { signal, budget })));
}

function expectAllAnswered(outcomes: readonly CallOutcome[]): void {
  for (const outcome of outcomes) {
    if (outcome.type === "failed") throw new Error(JSON.stringify(outcome.failure));
    const read = readAnswer(outcome.body);
    if (!read.ok) throw new Error(read.sentence);
    expect(read.answer.text).toMatch(/^Answer: -?\d+$/);
  }
}

describe("the pool against a failing server", () => {
  it.each([
    "429=0.1",
    "500=0.3",
    "503=0.1",
    "truncate=0.3",
    "reset=0.3",
    "malformed=0.3",
    "html=0.3",
    "wrong-types=0.3",
  ])("loses nothing with %s on first attempts, and pays for no answer twice", async (faults) => {
    const world = await connect(`${faults},attempts=1`);
    expectAllAnswered(await askAll(world, 200));
    const stats = world.server.stats();
    expect(stats).toMatchObject({ different: 200, answeredTwice: 0 });
    expect(Object.values(stats.byFault)[0]).toBeGreaterThan(8);
  });

  it("gives up on a stall after the time limit and asks again", async () => {
    const world = await connect("stall=0.2,attempts=1", { timeoutMs: 300 });
    const outcomes = await askAll(world, 60);
    expectAllAnswered(outcomes);
    expect(outcomes.some(({ attempts }) => attempts > 1)).toBe(true);
  });

  it("survives a mixture of faults on every attempt", async () => {
    const world = await connect("429=0.02,500=0.03,truncate=0.02,reset=0.02,malformed=0.01,html=0.02", { latencyMs: 5 });
    expectAllAnswered(await askAll(world, 500));
    expect(world.server.stats()).toMatchObject({ answeredTwice: 0, different: 500 });
  });

  // How few 429s and how short a wall it takes is checked in virtual time, next to the pool.
  it("adapts to a small bucket and loses nothing", async () => {
    const world = await connect("rate=100,burst=100");
    expectAllAnswered(await askAll(world, 400));
    const { byStatus, requests } = world.server.stats();
    expect((byStatus["429"] ?? 0) / requests).toBeLessThan(0.3);
  });

  it("sends at most the calls in flight after a key is revoked, and never shows the key the server echoes", async () => {
    const world = await connect("revoke-after=100", { latencyMs: 10, maxConcurrency: 16 });
    const outcomes = await askAll(world, 400);
    expect(outcomes.filter(({ type }) => type === "replied")).toHaveLength(100);
    expect(world.server.stats().requests).toBeLessThanOrEqual(100 + 16);
    const failed = outcomes.filter((outcome) => outcome.type === "failed");
    for (const outcome of failed) expect(outcome).toMatchObject({ failure: { cause: "unauthorised", final: true, status: 401 } });
    expect(JSON.stringify(outcomes)).toContain("Incorrect API key provided: [key]");
    expect(JSON.stringify(outcomes)).not.toContain("top-secret");
  });

  it("never exceeds a budget, faults or not", async () => {
    const world = await connect("500=0.1,stall=0.05,429=0.05", {
      timeoutMs: 1_500,
      prices: { inputUsdPerMillion: 1_000, outputUsdPerMillion: 1_000 },
    });
    let [spent, reserved, worst] = [0, 0, 0];
    const budget = {
      reserve: (usd: number | null = null) => {
        if (spent + reserved + (usd ?? 0) > 5) return false;
        reserved += usd ?? 0;
        worst = Math.max(worst, spent + reserved);
        return true;
      },
      settle: (held: number | null = null, actual: number | null = null) => {
        reserved -= held ?? 0;
        spent += actual ?? 0;
        return undefined;
      },
    };
    const outcomes = await askAll(world, 400, { budget });
    const billed = outcomes.reduce((sum, outcome) => {
      const read = outcome.type === "replied" ? readAnswer(outcome.body) : null;
      return sum + (read?.ok ? ((read.answer.promptTokens ?? 0) + (read.answer.completionTokens ?? 0)) / 1_000 : 0);
    }, 0);
    expect(billed).toBeGreaterThan(0.5);
    expect(billed).toBeLessThanOrEqual(5);
    expect(worst).toBeLessThanOrEqual(5);
    expect(Math.abs(reserved)).toBeLessThan(1e-9);
    expect(outcomes.some((outcome) => outcome.type === "failed" && outcome.failure.cause === "stopped")).toBe(true);
  });

  it("stops at once: nothing leaves any more, what waits ends", async () => {
    const world = await connect("", { latencyMs: 100, maxConcurrency: 8 });
    const controller = new AbortController();
    const asking = askAll(world, 200, { signal: controller.signal });
    await vi.waitFor(() => expect(world.server.stats().requests).toBeGreaterThanOrEqual(16), { interval: 5 });
    const stoppedAt = performance.now();
    controller.abort();
    const before = world.server.stats().requests;
    const outcomes = await asking;
    // Eight at a time and 100 ms each, the rest would have taken two seconds more.
    expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    expect(world.server.stats().requests).toBeLessThanOrEqual(before + 8);
    expect(outcomes.filter((outcome) => outcome.type === "failed" && outcome.failure.cause === "stopped").length).toBeGreaterThan(150);
  });
});

describe("the server", () => {
  const post = (server: SimulationServer, body: object, path = "/chat/completions", headers = {}) =>
    fetch(server.url + path, { method: "POST", body: JSON.stringify(body), headers });
  const body = { model: "basalt-large", messages: [{ role: "user", content: "What is 2 + 2?" }] };

  it("answers as the built-in models do, lists them, and counts", async () => {
    const { server } = await connect("");
    const answered = await post(server, body);
    expect(await answered.json()).toMatchObject({ choices: [{ message: { content: "Answer: 4" } }] });
    expect(Number(answered.headers.get("x-simulated-latency-ms"))).toBeGreaterThan(0);
    expect(await (await fetch(`${server.url}/models`)).json()).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ id: "judge-fair" })]),
    });
    expect(await (await fetch(`${server.url.replace("/v1", "")}/stats`)).json()).toMatchObject({ requests: 1, byStatus: { 200: 1 } });
    const embedding = await post(server, { model: "embed", input: "four" }, "/embeddings");
    expect(await embedding.json()).toMatchObject({ data: [{ index: 0, embedding: expect.any(Array) }] });
    expect((await post(server, body, "/completions")).status).toBe(404);
    expect((await post(server, { ...body, messages: "no" })).status).toBe(400);
  });

  it("fails on demand by query, by header and by the model's name", async () => {
    const { server } = await connect("");
    expect((await post(server, body, "/chat/completions?faults=500")).status).toBe(500);
    const limited = await post(server, body, "/chat/completions", { "x-assay-faults": "429" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await (await post(server, { ...body, model: "basalt-large!html" })).text()).toContain("<h1>");
    expect((await post(server, { ...body, model: "basalt-large!nonsense" })).status).toBe(400);
    expect((await post(server, body)).status).toBe(200);
  });

  it("can answer without a readable verdict", async () => {
    const { server } = await connect("prose");
    const read = readAnswer(await (await post(server, body)).text());
    expect(read.ok && readPairVerdict(read.answer.text)).toMatchObject({ ok: false, reason: "prose" });
  });

  it("refuses requests over 8 MB and ports that are taken", async () => {
    const { server } = await connect("");
    expect((await post(server, { ...body, padding: "x".repeat(9_000_000) })).status).toBe(413);
    await expect(startSimulationServer({ port: server.port })).rejects.toThrow(`Port ${server.port} can't be used`);
  });

  it("ends with its signal, stalled connections included", async () => {
    const controller = new AbortController();
    const server = await startSimulationServer({ port: 0, faults: readFaults("stall"), signal: controller.signal });
    const stalled = post(server, body).catch(() => "cut");
    await vi.waitFor(() => expect(server.stats().byFault.stall).toBe(1), { interval: 5 });
    controller.abort();
    expect(await stalled).toBe("cut");
    await expect(fetch(`${server.url}/models`)).rejects.toThrow();
  });
});

describe("faults", () => {
  it("are read from text, and what is no fault is named", () => {
    expect(readFaults("429=0.1, stall, rate=50,burst=20,revoke-after=9,attempts=1")).toEqual({
      shares: { 429: 0.1, stall: 1 },
      rate: 50,
      burst: 20,
      revokeAfter: 9,
      batchMs: 0,
      attempts: 1,
    });
    for (const wrong of ["slow", "500=2", "rate=x", "stall=-1"]) expect(() => readFaults(wrong)).toThrow(AssayError);
  });

  it("befall their share of requests, the same ones every time", () => {
    const faults = readFaults("429=0.1,500=0.2");
    const drawn = Array.from({ length: 4_000 }, (_, index) => drawFault(faults, `body ${index}`, 0));
    expect(drawn).toEqual(Array.from({ length: 4_000 }, (_, index) => drawFault(faults, `body ${index}`, 0)));
    const share = (kind: (typeof faultKinds)[number]) => drawn.filter((fault) => fault === kind).length / drawn.length;
    expect(Math.abs(share("429") - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(share("500") - 0.2)).toBeLessThan(0.02);
    expect(share("html")).toBe(0);
  });
});
