import { describe, expect, it } from "vitest";
import { readRevisePrompt } from "#shared/prompts/revise-prompts.ts";
import type { Reply } from "../cell-runner.ts";
import { type ChainStart, followChain } from "./chain.ts";
import { roundPrinciples } from "./principles.ts";

const principle = (id: string) => ({ id, text: `Be ${id}.`, critique: null, revision: null });
const start: ChainStart = {
  question: "Why?",
  response: "first",
  principles: [principle("brief"), principle("fair"), principle("true")],
  model: "sim/willow-large",
  sample: 0,
  prompts: { critique: readRevisePrompt("critique", undefined), revision: readRevisePrompt("revision", undefined) },
  parameters: {},
};

function said(text: string, finishReason: "stop" | "length" | "content_filter" = "stop", refusal: string | null = null): Reply {
  const answer = { text, finishReason, refusal, reasoning: null, promptTokens: 1, completionTokens: 1, logprobs: null };
  return { type: "answered", key: "key", record: {}, answer, costUsd: 0, latencyMs: 1 } as unknown as Reply;
}
const fault = said('Too long.\n{"found": "fault"}');
const nothing = said('Fine.\n{"found": "nothing"}');

describe("a chain", () => {
  it("criticises the latest draft each time, and passes over what finds nothing", () => {
    const last = (replies: readonly Reply[]) => followChain(start, replies).next?.messages.map(({ content }) => content) ?? [];
    expect(followChain(start, [])).toMatchObject({ rounds: [], response: "first", follows: 5 });
    expect(last([]).join("\n")).toContain("Be brief.");
    expect(followChain(start, [fault]).follows).toBe(4);
    expect(last([fault])).toContain("Too long.");
    const second = last([fault, said("second")]).join("\n");
    expect([second.includes("Be fair."), second.includes("\nsecond\n"), second.includes("\nfirst\n")]).toEqual([true, true, false]);
    const third = followChain(start, [fault, said("second"), nothing]);
    expect(third).toMatchObject({ response: "second", follows: 1 });
    const end = followChain(start, [fault, said("second"), nothing, fault, said("third")]);
    expect(end).toMatchObject({
      next: null,
      response: "third",
      rounds: [{ revision: "second" }, { revision: null, revisionReply: null }, { draft: "second", revision: "third" }],
    });
  });

  it("takes a revision to the same words for the draft itself", () => {
    const padded = { ...start, response: " first\n", principles: start.principles.slice(0, 1) };
    expect(followChain(padded, [fault, said("first")])).toMatchObject({ response: " first\n", rounds: [{ revision: " first\n" }] });
  });

  it("revises by a critique that does not say what it found, in the critique's own words", () => {
    const { next, rounds } = followChain(start, [said("It rambles.")]);
    expect(rounds).toEqual([]);
    expect(next?.messages.at(-2)).toEqual({ role: "assistant", content: "It rambles." });
  });

  it.each([
    ["a call that failed", { type: "failed", key: "k", cause: "timeout", sentence: "Too slow.", latencyMs: 1 } as Reply, "timeout"],
    ["a reply cut off", said("It ram", "length"), "truncated"],
    ["a reply withheld", said("It", "content_filter"), "filtered"],
    ["a refusal", said("", "stop", "I won't."), "refused"],
    ["an empty reply", said(" \n"), "empty"],
  ])("ends with what is there after %s", (_, reply, cause) => {
    const broken = [followChain(start, [fault, said("second"), reply]), followChain(start, [fault, said("second"), fault, reply])];
    for (const chain of broken)
      expect(chain).toMatchObject({ next: null, response: "second", rounds: [{ failure: null }, { failure: { cause }, revision: null }] });
  });
});

it("draws each round's principle by seed, answer and round, whatever else is there", () => {
  const principles = Array.from({ length: 16 }, (_, at) => principle(`p${at}`));
  const drawn = (answer: string, rounds: number, seed = 1) =>
    roundPrinciples(principles, { pick: "random", rounds, seed }, answer).map(({ id }) => id);
  expect(drawn("a", 4)).toEqual(drawn("a", 4));
  expect(drawn("a", 9).slice(0, 4)).toEqual(drawn("a", 4));
  expect(drawn("a", 8, 2)).not.toEqual(drawn("a", 8));
  const counts = new Map<string, number>();
  for (const id of Array.from({ length: 400 }, (_, at) => drawn(`t${at}`, 4)).flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  // 100 of each are expected, with a standard deviation of 9.7.
  expect(Math.min(...counts.values())).toBeGreaterThan(60);
  expect(Math.max(...counts.values())).toBeLessThan(140);
  expect(roundPrinciples(principles.slice(0, 2), { pick: "all", rounds: 2, seed: 1 }, "a").map(({ id }) => id)).toEqual([
    "p0",
    "p1",
    "p0",
    "p1",
  ]);
});
