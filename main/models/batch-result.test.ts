import { describe, expect, it } from "vitest";
import { readBatchResult } from "./batch-result.ts";

const facts = { origin: "https://api.example.com", key: "sk-secret-0001", purpose: undefined } as const;
const read = (line: unknown) => readBatchResult(typeof line === "string" ? line : JSON.stringify(line), facts);
const completion = { choices: [{ message: { content: "4" }, finish_reason: "stop" }] };

describe("a line of a batch's results", () => {
  it("is an answer with its body, as a direct call's", () => {
    expect(read({ id: "x", custom_id: "k", response: { status_code: 200, request_id: "r", body: completion }, error: null })).toEqual({
      type: "answered",
      key: "k",
      outcome: { type: "replied", body: JSON.stringify(completion), origin: "https://api.example.com", latencyMs: null, attempts: 1 },
    });
  });

  it.each([
    [{ custom_id: "k", response: null, error: { code: "batch_expired", message: "Too late." } }, "expired before their turn came"],
    [{ custom_id: "k", response: null, error: { code: "batch_cancelled", message: "" } }, "were cancelled before their turn came"],
    [{ custom_id: "k", response: null, error: { code: "odd", message: "Something else." } }, "failed (Something else)"],
    [{ custom_id: "k", response: { status_code: 500, body: { error: { message: "Oops" } } } }, "failed (The server failed (500): Oops)"],
    [
      { custom_id: "k", response: { status_code: 429, body: { error: { message: "Slow down" } } } },
      "failed (The provider's rate limit was reached: Slow down)",
    ],
  ])("says what was not carried out, so that it can be asked again: %j", (line, why) => {
    expect(read(line)).toEqual({ type: "undone", key: "k", why });
  });

  it("is a failure of its own request where the request is at fault, and never stops a run", () => {
    const body = {
      error: { message: "This model's maximum context length is 10 tokens; key sk-secret-0001", code: "context_length_exceeded" },
    };
    const result = read({ custom_id: "k", response: { status_code: 400, body } });
    expect(result).toMatchObject({ type: "failed", key: "k", outcome: { failure: { cause: "too-long", final: false } } });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it.each([
    "",
    "not json",
    '{"custom_id":"k","method":"POST","url":"/v1/chat/completions","body":{}}',
    "[]",
    '{"custom_id":7}',
    '{"response":{"status_code":200,"body":{}}}',
  ])("is unreadable, and said to be: %j", (line) => {
    expect(read(line)).toMatchObject({ type: "unreadable" });
  });

  it("counts a garbled completion as paid and failed", () => {
    expect(read({ custom_id: "k", response: { status_code: 200, body: "<html>" } })).toMatchObject({
      type: "failed",
      outcome: { failure: { cause: "malformed", possiblyPaid: true } },
    });
  });
});
