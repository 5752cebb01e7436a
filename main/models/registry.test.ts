import { describe, expect, it } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { providerSettings } from "#shared/contract/models.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createRegistry } from "./registry.ts";

const settings = (id: string, baseUrl: string, models: readonly string[] = []) =>
  providerSettings.parse({ id, baseUrl, models: models.map((name) => ({ name })) });

async function errorOf(work: Promise<unknown>): Promise<AssayError> {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof AssayError) return error;
  throw new Error("no AssayError was thrown");
}

describe("models", () => {
  it("are found by provider and name, slashes in the name included", async () => {
    const registry = createRegistry(
      createMemoryStore([settings("openrouter", "https://openrouter.ai/api/v1", ["meta-llama/llama-3.3-70b"])]),
    );
    const { description, name } = await registry.resolve("openrouter/meta-llama/llama-3.3-70b");
    expect(name).toBe("meta-llama/llama-3.3-70b");
    expect(description).toMatchObject({ family: "llama", origin: "https://openrouter.ai", simulated: false, keyState: "missing" });
  });

  it("that are unknown are named with the nearest ones", async () => {
    const registry = createRegistry(createMemoryStore([settings("openai", "https://api.openai.com/v1", ["gpt-4o", "gpt-4o-mini"])]));
    expect(await errorOf(registry.resolve("openai/gpt4o"))).toMatchObject({
      code: "model-unknown",
      hint: expect.stringContaining("`openai/gpt-4o`"),
    });
    expect((await errorOf(registry.resolve("sim/willow-larg"))).hint).toContain("`sim/willow-large`");
    const foreign = await errorOf(registry.resolve("elsewhere/model"));
    expect(foreign.message).toContain("no provider `elsewhere`");
    expect(foreign.hint).toContain("a notebook can't bring its own");
    expect((await errorOf(registry.resolve("nonsense"))).code).toBe("model-unknown");
  });

  it("of a provider without a list may have any name", async () => {
    const registry = createRegistry(createMemoryStore([settings("vllm", "http://127.0.0.1:8000/v1")]));
    expect((await registry.resolve("vllm/anything")).description).toMatchObject({ inputUsdPerMillion: null, keyState: "not-needed" });
  });

  it("that are simulated are built in, free, and say what is planted", async () => {
    const registry = createRegistry(createMemoryStore());
    const { description } = await registry.resolve("sim/judge:position=0.5,noise=0.1");
    expect(description).toMatchObject({ simulated: true, inputUsdPerMillion: 0, note: expect.stringContaining("position=0.5") });
    expect((await registry.list()).every(({ simulated }) => simulated)).toBe(true);
  });
});

describe("keys", () => {
  it("are dropped when their provider moves to another origin, and stay when only the path changes", async () => {
    const store = createMemoryStore([settings("openai", "https://api.openai.com/v1", ["gpt-4o"])], { openai: "sk-1" });
    const registry = createRegistry(store);
    const keyState = async () => (await registry.resolve("openai/gpt-4o")).description.keyState;
    expect(await keyState()).toBe("session");
    await registry.save(settings("openai", "https://api.openai.com/v2", ["gpt-4o"]), null);
    expect(await keyState()).toBe("session");
    await registry.save(settings("openai", "https://attacker.example/v1", ["gpt-4o"]), null);
    expect(await keyState()).toBe("missing");
    await registry.save(settings("openai", "https://api.openai.com/v1", ["gpt-4o"]), null);
    expect(await keyState()).toBe("missing");
  });

  it("are removed with their provider", async () => {
    const store = createMemoryStore([settings("openai", "https://api.openai.com/v1")], { openai: "sk-1" });
    const registry = createRegistry(store);
    await registry.remove("openai");
    expect(await registry.providers()).toEqual([]);
    expect(await store.readKey(settings("openai", "https://api.openai.com/v1"))).toBeNull();
  });
});

it("refuses providers that would shadow the simulated one or hide a password in the address", async () => {
  const registry = createRegistry(createMemoryStore());
  expect((await errorOf(registry.save(settings("sim", "https://api.example.com/v1"), null))).code).toBe("name-taken");
  expect((await errorOf(registry.save(settings("x", "https://user:pass@api.example.com/v1"), null))).code).toBe("forbidden");
  expect((await errorOf(registry.save(settings("x", "file:///etc/passwd"), null))).code).toBe("forbidden");
});
