import { describe, expect, it } from "vitest";
import type { Row } from "../../data/table.ts";
import { readAnswer } from "../../journal/answer.ts";
import { readTemplate, render } from "../../prompts/template.ts";
import { readEquality } from "../../teaching/elimination.ts";
import { evolutions } from "../../teaching/evol-instruct.ts";
import { teachingMethod } from "../../teaching/methods.ts";
import { endMark } from "../../teaching/multi-turn.ts";
import { readNumberedList } from "../../teaching/numbered-list.ts";
import { readRating } from "../../teaching/rating.ts";
import { simulate } from "../simulate.ts";
import { correctness, solveTask } from "../solve.ts";

/** What a simulated teacher replies to a method's own default prompt. */
function reply(
  method: string,
  prompt: string,
  values: Row,
  options: { readonly model?: string; readonly sample?: number; readonly schema?: object } = {},
): string {
  const { model = "sim/willow-large", sample = 0, schema } = options;
  const messages = render(readTemplate(teachingMethod(method).prompts[prompt]?.text ?? ""), values);
  const format = schema === undefined ? {} : { response_format: { type: "json_schema", json_schema: { name: "x", schema } } };
  const read = readAnswer(simulate(JSON.stringify({ model, messages, sample, ...format })).body);
  if (!read.ok) throw new Error(read.sentence);
  return read.answer.text;
}

const samples = Array.from({ length: 40 }, (_, sample) => sample);

describe("simulated teachers", () => {
  it("go on with a list of tasks that have known answers, with duplicates and slips now and then", () => {
    const examples = ["What is 12 + 30?", "Convert 4 hours to minutes."];
    for (const model of ["sim/willow-large", "sim/basalt-small", "sim/cedar-large"]) {
      const tasks = samples.flatMap((sample) =>
        readNumberedList(reply("self-instruct", "tasks", { examples, first: 3, last: 12, count: 10 }, { model, sample }), false),
      );
      expect(tasks.length).toBe(400);
      const solvable = tasks.filter((task) => solveTask(task) !== null).length / tasks.length;
      expect([solvable > 0.9, solvable < 1]).toEqual([true, true]);
      expect(new Set(tasks).size).toBeGreaterThan(200);
    }
  });

  it("evolve a task into one that can still be solved, and tell whether it is the same", () => {
    const instruction = "Sort these words alphabetically: plum, apple, fig.";
    for (const operation of evolutions) {
      const evolved = samples.map((sample) => reply("evol-instruct", operation, { instruction }, { sample }));
      expect(evolved.filter((text) => text !== instruction && solveTask(text) !== null).length).toBeGreaterThan(30);
      if (operation !== "breadth") for (const text of evolved) expect(solveTask(text)?.answer).toBe("apple, fig, plum");
    }
    const equal = (other: string) => readEquality(reply("evol-instruct", "equal", { parent: instruction, instruction: other }));
    expect([equal(instruction), equal(`${instruction}\nShow each step.`)]).toEqual([true, false]);
  });

  it("ask in the name of a person, and open a conversation from a system text alone", () => {
    const values = { persona: "a nurse on night shift", attributes: [{ name: "topic", value: "units" }] };
    const asked = reply("persona", "instruction", values);
    expect(asked).toContain("nurse on night shift");
    expect(solveTask(asked)?.kind).toBe("units");
    const turns = samples.map((sample) => reply("magpie", "query", {}, { sample }));
    expect(turns.filter((turn) => solveTask(turn) !== null).length).toBeGreaterThan(30);
    expect(reply("magpie", "answer", { instruction: "What is 2 + 2?" })).toMatch(/\b4\b/);
  });

  it("find what a text answers and rate the pair by what they can read", () => {
    const text = "The capital of Peru is Lima.";
    expect(reply("backtranslate", "instruction", { text }, { sample: 1 })).toBe("What is the capital of Peru?");
    const rating = (instruction: string) => readRating(reply("backtranslate", "score", { instruction, text }), 1, 5);
    expect([rating("What is the capital of Peru?"), rating("What is 2 + 2?")]).toEqual([5, 2]);
  });

  it("ask about a passage in JSON, quoting it", () => {
    const schema = {
      type: "object",
      properties: { pairs: { type: "array", items: { type: "object", properties: { quote: { type: "string" } } } } },
    };
    const chunk = "The mill was built in 1854. Its wheel has twelve blades. Many people visit.";
    const { pairs } = JSON.parse(reply("documents", "pairs", { chunk, pairs: 2 }, { schema, sample: 3 }));
    expect(pairs.length).toBe(2);
    for (const { question, answer } of pairs) expect([question.endsWith("?"), answer.length > 3]).toEqual([true, true]);
  });

  it("go on with a conversation until it is over, and mend what they know better", () => {
    const turns = samples.map((sample) =>
      reply(
        "multi-turn",
        "user",
        {
          messages: [
            { role: "user", content: "What is 2 + 2?" },
            { role: "assistant", content: "4" },
          ],
        },
        { sample },
      ),
    );
    expect(turns.some((turn) => turn === endMark)).toBe(true);
    expect(turns.filter((turn) => turn !== endMark).every((turn) => solveTask(turn) !== null)).toBe(true);
    const question = "What is 12 + 30?";
    const task = solveTask(question);
    const edited = samples.map((sample) => reply("edit", "edit", { question, draft: "Answer: 52" }, { sample, model: "sim/basalt-large" }));
    expect(edited.filter((text) => task !== null && correctness(task, text) === 1).length).toBeGreaterThan(35);
    expect(reply("edit", "continue", { question, draft: "Answer: 42" })).toMatch(/^Answer: 42 /);
  });

  it("write one more text in the manner of those shown, from their words alone", () => {
    const shown = ["The cat sat on the mat.", "A dog sat on a log.", "Rain fell on the roof."];
    const ask = (sample: number) => {
      const content = `Write one more text in the manner of these, and nothing else.\n\n${shown.join("\n")}`;
      const read = readAnswer(simulate(JSON.stringify({ model: "sim/willow-small", messages: [{ role: "user", content }], sample })).body);
      if (!read.ok) throw new Error(read.sentence);
      return read.answer.text;
    };
    const written = samples.map(ask);
    const pairs = new Set(shown.flatMap((text) => pairsOf(text)));
    for (const text of written) expect(pairsOf(text).every((pair) => pairs.has(pair))).toBe(true);
    expect(written.some((text) => shown.includes(text))).toBe(true);
    expect(new Set(written.filter((text) => !shown.includes(text))).size).toBeGreaterThan(5);
  });
});

/** Words that follow one another, whatever their case. */
function pairsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(" ");
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}
