import { describe, expect, it } from "vitest";
import { readAnswer } from "../journal/answer.ts";
import type { Answer } from "../journal/call.ts";
import { generateTasks } from "./generate-tasks.ts";
import { describeSimulatedModel, describeSimulatedModels, simulate } from "./simulate.ts";
import { correctness, solveTask } from "./solve.ts";
import { familyOf, teachers } from "./teachers.ts";

function ask(model: string, content: string, rest: object = {}): Answer {
  const read = readAnswer(simulate(JSON.stringify({ model, messages: [{ role: "user", content }], ...rest })).body);
  if (!read.ok) throw new Error(read.sentence);
  return read.answer;
}

describe("simulated teachers", () => {
  const tasks = generateTasks({ count: 600, seed: 7 });

  it.each(teachers)("$name is right as often as its skill says, in its house style", ({ name, family, skill }) => {
    for (const difficulty of ["easy", "medium", "hard"] as const) {
      const asked = tasks.filter((task) => task.difficulty === difficulty && task.kind !== "explanation");
      const right = asked.filter(({ question }) => {
        const text = ask(name, question).text;
        expect([text, familyOf(text)]).toEqual([text, family]);
        const task = solveTask(question);
        return task !== null && correctness(task, text) === 1;
      });
      const [expected, count] = [skill[difficulty], asked.length];
      expect(count).toBeGreaterThan(50);
      expect(Math.abs(right.length / count - expected)).toBeLessThan(3.5 * Math.sqrt((expected * (1 - expected)) / count));
    }
  });

  it("gives the same bytes for the same request, and other draws for other samples and seeds", () => {
    const bodyOf = (rest: object) =>
      simulate(JSON.stringify({ model: "sim/willow-small", messages: [{ role: "user", content: "What is 31 × 57?" }], ...rest })).body;
    expect(bodyOf({})).toBe(bodyOf({}));
    expect(new Set(Array.from({ length: 20 }, (_, sample) => bodyOf({ sample }))).size).toBeGreaterThan(3);
    expect(new Set(Array.from({ length: 20 }, (_, seed) => bodyOf({ seed }))).size).toBeGreaterThan(3);
    expect(new Set(Array.from({ length: 20 }, (_, sample) => bodyOf({ sample, temperature: 0 }))).size).toBe(1);
  });

  it("stops at max_tokens and at stop texts, and counts its tokens", () => {
    const cut = ask("sim/willow-large", "What is 2 + 2?", { max_tokens: 5 });
    expect(cut).toMatchObject({ finishReason: "length", completionTokens: 5 });
    expect(ask("sim/willow-large", "What is 2 + 2?").text.startsWith(cut.text)).toBe(true);
    expect(ask("sim/cedar-large", "What is 2 + 2?", { stop: ["\n"] })).toMatchObject({
      finishReason: "stop",
      text: expect.not.stringContaining("\n"),
    });
  });

  it("answers in the same JSON, fenced, where the schema is asked for in words", () => {
    const schema = { type: "object", properties: { answer: { type: "number" } }, required: ["answer"] };
    const asked = `What is 2 + 2?\n\nReply with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
    expect(ask("sim/basalt-large", asked).text).toBe('```json\n{"answer":4}\n```');
    expect(ask("sim/basalt-large", "What is meant by a JSON Schema?\n{no: schema}").text).not.toContain("```");
  });

  it("answers in JSON that fits the schema", () => {
    const schema = {
      type: "object",
      properties: { reasoning: { type: "string" }, answer: { type: "number" }, digits: { type: "array", items: { type: "string" } } },
      required: ["reasoning", "answer", "digits"],
    };
    const { text } = ask("sim/basalt-large", "What is 2 + 2?", {
      response_format: { type: "json_schema", json_schema: { name: "x", schema } },
    });
    expect(JSON.parse(text)).toEqual({ reasoning: "2 + 2 = 4", answer: 4, digits: ["4"] });
  });

  it("gives log-probabilities for every token when asked", () => {
    const answer = ask("sim/basalt-large", "What is 2 + 2?", { logprobs: true, top_logprobs: 2 });
    expect(answer.logprobs?.map(({ token }) => token).join("")).toBe(answer.text);
    expect(answer.logprobs?.every(({ logprob }) => logprob <= 0)).toBe(true);
  });

  it("obeys a wish for the answer alone, and says when it knows no answer", () => {
    expect(ask("sim/willow-large", "What is 2 + 2? Reply with only the answer.").text).toBe("4");
    expect(ask("sim/basalt-large", "Write a sonnet.").text).toContain("simulated teacher");
  });
});

describe("requests", () => {
  it("are refused in OpenAI's error shape when they cannot be answered", () => {
    const messages = [{ role: "user", content: "hi" }];
    expect(simulate("not json").status).toBe(400);
    expect(simulate(JSON.stringify({ model: "sim/basalt-large", messages: [] })).status).toBe(400);
    expect(simulate(JSON.stringify({ model: "sim/basalt-large", messages, stream: true })).body).toContain("do not stream");
    expect(simulate(JSON.stringify({ model: "sim/nobody", messages }))).toMatchObject({
      status: 404,
      body: expect.stringContaining("nobody"),
    });
    expect(simulate(JSON.stringify({ model: "sim/judge:colour=1", messages })).body).toContain("settings are position");
  });

  it("are described for every model there is", () => {
    for (const { name, note, role } of describeSimulatedModels()) {
      expect(note).toContain("Simulated");
      expect(simulate(JSON.stringify({ model: name, messages: [{ role: "user", content: "hi" }] })).status).toBe(
        role === "embedder" ? 400 : 200,
      );
    }
    expect(describeSimulatedModel("judge:own=1,family=cedar")?.family).toBe("cedar");
    expect(describeSimulatedModel("judge:own=much")).toBeNull();
  });
});
