import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer.ts";
import type { Answer } from "./call.ts";

const completion = (message: object, rest: object = {}, choice: object = {}): string =>
  JSON.stringify({ id: "x", choices: [{ index: 0, message, finish_reason: "stop", ...choice }], ...rest });

function answerOf(body: string): Answer {
  const read = readAnswer(body);
  if (!read.ok) throw new Error(read.sentence);
  return read.answer;
}

describe("readAnswer", () => {
  it("reads text, finish reason and usage, and ignores unknown fields", () => {
    const answer = answerOf(
      completion({ role: "assistant", content: "42", audio: null }, { usage: { prompt_tokens: 7, completion_tokens: 1, cost: 3 } }),
    );
    expect(answer).toEqual({
      text: "42",
      reasoning: null,
      finishReason: "stop",
      promptTokens: 7,
      completionTokens: 1,
      logprobs: null,
      refusal: null,
    });
  });

  it("takes reasoning from its field, from reasoning_content and from think blocks", () => {
    expect(answerOf(completion({ content: "42", reasoning: "six by seven" })).reasoning).toBe("six by seven");
    expect(answerOf(completion({ content: "42", reasoning_content: "six by seven" })).reasoning).toBe("six by seven");
    expect(answerOf(completion({ content: "<think>\nsix by seven\n</think>\n\n42" }))).toMatchObject({
      text: "42",
      reasoning: "six by seven",
    });
    expect(answerOf(completion({ content: "six by seven</think>42" }))).toMatchObject({ text: "42", reasoning: "six by seven" });
  });

  it("treats a thought that never ended as reasoning without an answer", () => {
    const body = completion({ content: "<think>six by" }, {}, { finish_reason: "length" });
    expect(answerOf(body)).toMatchObject({ text: "", reasoning: "six by", finishReason: "length" });
  });

  it("keeps logprobs, and reads damaged ones as absent", () => {
    const logprobs = { content: [{ token: "A", logprob: -0.1, top_logprobs: [{ token: "B", logprob: -2.4 }] }] };
    expect(answerOf(completion({ content: "A" }, {}, { logprobs })).logprobs).toEqual([
      { token: "A", logprob: -0.1, top: [{ token: "B", logprob: -2.4 }] },
    ]);
    expect(answerOf(completion({ content: "A" }, {}, { logprobs: { content: "no" } })).logprobs).toBeNull();
  });

  it("keeps refusals, filtered replies, truncated replies and list contents", () => {
    expect(answerOf(completion({ content: null, refusal: "I can't help with that." })).refusal).toBe("I can't help with that.");
    expect(answerOf(completion({ content: "" }, {}, { finish_reason: "content_filter" })).finishReason).toBe("content_filter");
    expect(answerOf(completion({ content: "" }, {}, { finish_reason: "length" })).finishReason).toBe("length");
    expect(answerOf(completion({ content: [{ type: "text", text: "a" }, { type: "image" }, { type: "text", text: "b" }] })).text).toBe(
      "ab",
    );
    expect(answerOf(completion({ content: "x" }, {}, { finish_reason: "weird" })).finishReason).toBe("unknown");
  });

  it("says why a reply is no completion", () => {
    const reasonOf = (body: string) => {
      const read = readAnswer(body);
      return read.ok ? "ok" : read.reason;
    };
    expect(reasonOf("")).toBe("empty");
    expect(reasonOf("<!DOCTYPE html><html></html>")).toBe("html");
    expect(reasonOf('{"choices":[{"mess')).toBe("not-json");
    expect(reasonOf('{"choices":[]}')).toBe("not-a-completion");
    expect(reasonOf('{"choices":[{"message":{"content":5}}]}')).toBe("not-a-completion");
    expect(reasonOf("null")).toBe("not-a-completion");
    expect(reasonOf(completion({ content: "" }))).toBe("empty");
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => typeof readAnswer(body).ok === "boolean"));
  });
});
