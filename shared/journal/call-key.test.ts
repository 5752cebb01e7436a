import { describe, expect, it } from "vitest";
import type { CallRequest } from "./call.ts";
import { callKey } from "./call-key.ts";

const request: CallRequest = {
  model: "openai/gpt-4o",
  messages: [{ role: "user", content: "What is 2 + 2?" }],
  parameters: { temperature: 0.7, max_tokens: 100, extra: { tools: [{ type: "function" }] } },
  schema: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
  sample: 0,
};

describe("callKey", () => {
  it("stays the same when only the order of keys differs", () => {
    const shuffled: CallRequest = {
      sample: 0,
      schema: { properties: { b: { type: "string" }, a: { type: "string" } }, type: "object" },
      parameters: { extra: { tools: [{ type: "function" }] }, max_tokens: 100, temperature: 0.7 },
      messages: [{ content: "What is 2 + 2?", role: "user" }],
      model: "openai/gpt-4o",
    };
    expect(callKey(shuffled)).toBe(callKey(request));
    expect(callKey(request)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("changes with everything that is asked", () => {
    const variants: CallRequest[] = [
      request,
      { ...request, model: "openai/gpt-4o-mini" },
      { ...request, messages: [{ role: "user", content: "What is 2 + 3?" }] },
      { ...request, messages: [{ role: "system", content: "What is 2 + 2?" }] },
      { ...request, messages: [...request.messages, { role: "user", content: "" }] },
      { ...request, parameters: { ...request.parameters, temperature: 0.8 } },
      { ...request, parameters: { ...request.parameters, extra: {} } },
      { ...request, schema: undefined },
      { ...request, sample: 1 },
    ];
    expect(new Set(variants.map(callKey)).size).toBe(variants.length);
  });

  it("is pinned, because stored journals are found by it", () => {
    expect(callKey({ model: "sim/basalt-large", messages: [{ role: "user", content: "é" }], parameters: {}, sample: 0 })).toBe(
      "d17f24ad01334520914c9277ec780aa6e1273caf3e67695c0d4e21101797fc3e",
    );
  });

  it("of a chat request is what it was before there were other purposes", () => {
    const chat: CallRequest = {
      model: "openai/gpt-4o",
      messages: [{ role: "user", content: "What is 2 + 2?" }],
      parameters: { temperature: 0.7 },
      sample: 0,
    };
    expect(callKey(chat)).toBe("5f1e151e68a2381ac9a7d3a273a39141f85175026972a7d258df086a3698bfb5");
    expect(callKey({ ...chat, purpose: "embedding" })).not.toBe(callKey(chat));
  });
});
