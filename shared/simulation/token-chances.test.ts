import { describe, expect, it } from "vitest";
import { readAnswer } from "../journal/answer.ts";
import type { Answer } from "../journal/call.ts";
import { simulate } from "./simulate.ts";

function ask(model: string, content: string, rest: object = {}): Answer {
  const read = readAnswer(simulate(JSON.stringify({ model, messages: [{ role: "user", content }], ...rest })).body);
  if (!read.ok) throw new Error(read.sentence);
  return read.answer;
}

const listed = { logprobs: true, top_logprobs: 20 };
const question = "What is 31 × 17?";

/** Token and chance, likeliest first, at each place of one draw. */
function placesOf(model: string, sample: number) {
  return (ask(model, question, { ...listed, sample }).logprobs ?? []).map(({ token, logprob, top }) => ({
    token,
    chance: Math.exp(logprob),
    top: top.map((each) => [each.token, Math.exp(each.logprob)] as const),
  }));
}

describe("what a simulated teacher held likely", () => {
  it("does not change what it writes or how its tokens are counted", () => {
    for (const model of ["willow-small", "basalt-large", "cedar-small"]) {
      const { text, completionTokens, logprobs } = ask(model, question, listed);
      expect(ask(model, question)).toMatchObject({ text, completionTokens });
      expect(logprobs?.map(({ token }) => token).join("")).toBe(text);
    }
  });

  it("is several tokens a place, which with a tail make 1", () => {
    for (const { chance, token, top } of placesOf("willow-small", 0)) {
      const sum = top.reduce((all, [, each]) => all + each, 0);
      expect(top.length).toBeGreaterThan(3);
      expect([sum < 1 - 1e-4, sum > 0.9, new Map(top).get(token)]).toEqual([true, true, chance]);
    }
  });

  it("is one distribution after one beginning, whatever was then drawn", () => {
    const tops = Array.from({ length: 12 }, (_, sample) => JSON.stringify(placesOf("willow-small", sample)[0]?.top));
    expect(new Set(tops).size).toBe(1);
  });

  it("holds the openings equally likely, as they are drawn", () => {
    const top = new Map(placesOf("willow-large", 0)[0]?.top);
    for (const opening of ["Let", "Good", "Happ"]) expect(top.get(opening)).toBeCloseTo(top.get("Let") ?? 0, 10);
    expect(3 * (top.get("Let") ?? 0)).toBeGreaterThan(0.97);
  });

  it("gives each answer the chance with which it is written", () => {
    const model = "basalt-small";
    const draws = Array.from({ length: 500 }, (_, sample) => ask(model, question, { sample }).text);
    const [, , , answer] = placesOf(model, 0);
    const whole = answer?.top.reduce((sum, [, chance]) => sum + chance, 0) ?? 0;
    const often = (answer?.top ?? []).filter(([, chance]) => chance > 0.05);
    expect(often.length).toBeGreaterThan(1);
    for (const [token, chance] of often) {
      const share = draws.filter((text) => text.startsWith(`Answer:${token}`)).length / draws.length;
      expect(Math.abs(share - chance / whole)).toBeLessThan(0.1);
    }
  });

  it("leaves more open where the teacher is weaker", () => {
    const tail = (model: string) =>
      placesOf(model, 0).reduce((sum, { top }) => sum + 1 - top.reduce((all, [, chance]) => all + chance, 0), 0) /
      placesOf(model, 0).length;
    expect(tail("willow-small")).toBeGreaterThan(2 * tail("willow-large"));
  });
});

describe("a simulated teacher that thinks", () => {
  it("returns its reasoning beside the answer, and counts it", () => {
    const { text, reasoning, completionTokens } = ask("cedar-think", question);
    expect(text).toContain("**Answer:** 527");
    expect(reasoning).toMatch(/^A first guess would be: \d+\. Let me go through it again\. .*527\. I settle on that\.$/);
    expect(completionTokens).toBeGreaterThan(ask("cedar-large", question).completionTokens ?? 0);
    expect(ask("cedar-large", question).reasoning).toBeNull();
  });

  it("may be cut off while it thinks", () => {
    expect(ask("cedar-think", question, { max_tokens: 4 })).toMatchObject({ text: "", finishReason: "length", completionTokens: 4 });
  });
});
