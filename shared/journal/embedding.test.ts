import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer.ts";

const reply = (embedding: unknown, usage: unknown = { prompt_tokens: 7, total_tokens: 7 }): string =>
  JSON.stringify({ object: "list", data: [{ object: "embedding", index: 0, embedding }], model: "m", usage });

describe("an embeddings reply", () => {
  it("is read as an answer without text, with its tokens", () => {
    const reading = readAnswer(reply([0.5, -0.25]));
    expect(reading).toMatchObject({ ok: true, answer: { text: "", promptTokens: 7, completionTokens: 0, finishReason: "stop" } });
    expect(reading.ok && [...(reading.answer.embedding ?? [])]).toEqual([0.5, -0.25]);
  });

  it("is read from base64 as well", () => {
    const floats = new Float32Array([0.5, -0.25, 3]);
    const reading = readAnswer(reply(Buffer.from(floats.buffer).toString("base64")));
    expect(reading.ok && reading.answer.embedding).toEqual(floats);
  });

  it.each([
    ["an empty list", []],
    ["a word among the numbers", [0.5, "x"]],
    ["nothing but zeros, which have no direction", [0, 0]],
    ["no base64", "&&&&"],
    ["base64 of three bytes", "AAAA"],
    ["null", null],
  ])("with %s is told as unreadable", (_, embedding) => {
    expect(readAnswer(reply(embedding))).toMatchObject({ ok: false, sentence: expect.stringContaining("embedding") });
  });

  it("without usage has no token count", () => {
    expect(readAnswer(reply([1], null))).toMatchObject({ ok: true, answer: { promptTokens: null } });
  });
});
