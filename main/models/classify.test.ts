import { expect, test } from "vitest";
import { judgeExchange } from "./classify.ts";
import type { Exchange } from "./reply.ts";

const reply = (body: object): Exchange => ({ type: "reply", reply: { status: 200, headers: {}, body: JSON.stringify(body) } });
const completion = reply({ choices: [{ message: { content: "4" } }], usage: { prompt_tokens: 1, completion_tokens: 2 } });
const embedding = reply({ data: [{ index: 0, embedding: [0.6, 0.8] }], usage: { prompt_tokens: 7, total_tokens: 7 } });

test("an embedding is no chat completion, and a completion no embedding: either is asked for once more", () => {
  expect(judgeExchange(completion, null)).toMatchObject({ type: "answered", usage: { promptTokens: 1, completionTokens: 2 } });
  expect(judgeExchange(embedding, null, "embedding")).toMatchObject({ type: "answered", usage: { promptTokens: 7, completionTokens: 0 } });
  expect(judgeExchange(completion, null, "embedding")).toMatchObject({
    again: true,
    failure: { sentence: "The server's JSON is no embedding." },
  });
  expect(judgeExchange(embedding, null)).toMatchObject({ again: true, failure: { sentence: "The server's JSON is no chat completion." } });
});
