import { describe, expect, it } from "vitest";
import { judgeRubricMessages, type RubricForm } from "../prompts/rubric-judge.ts";
import { readCriterionVerdict, readRubricVerdicts } from "../prompts/rubric-verdicts.ts";
import { readWrittenRubric, rubricWriterMessages, type WriterTask, writtenRubricSchema } from "../prompts/rubric-writer.ts";
import { askAgain } from "../prompts/structured.ts";
import { type Criterion, criterionOf, criterionSchema } from "../rubric/criterion.ts";
import { generateTasks } from "./generate-tasks.ts";
import { shareMet } from "./rubric-criteria.ts";
import { simulate } from "./simulate.ts";

const criterion = (written: object): Criterion => criterionOf(criterionSchema.parse(written));
const ask = (model: string, messages: readonly object[], rest: object = {}): string => {
  const { status, body } = simulate(JSON.stringify({ model, messages, temperature: 0, ...rest }));
  if (status !== 200) throw new Error(body);
  return (JSON.parse(body) as { choices: [{ message: { content: string } }] }).choices[0].message.content;
};

const question = "What is 6 × 7?";
const criteria = [
  criterion({ id: "right", text: "States the right result.", type: "rule" }),
  criterion({ id: "brief", text: "Uses at most 20 words." }),
  criterion({ id: "clear", text: "Gets the facts right.", levels: { 0: "no", 1: "partly", 2: "wholly" } }),
  criterion({ id: "no_apology", text: "Avoids apologies.", type: "pitfall" }),
];
const judged = (model: string, response: string, form: RubricForm = "answer", rest: object = {}) =>
  ask(model, judgeRubricMessages({ question, response, criteria, form, explain: true }), rest);
const shares = (reply: string) => [...readRubricVerdicts(reply, criteria).verdicts.values()].map(({ share }) => share);

describe("a simulated judge with a rubric", () => {
  it("decides by what it reads, in the form it is asked in", () => {
    const judge = "judge:noise=0,sight=1";
    expect(shares(judged(judge, "Answer: 42"))).toEqual([1, 1, 1, 1]);
    expect(shares(judged(judge, "I'm sorry, I think it is 41."))).toEqual([0, 1, 0, 0]);
    const one = (each: Criterion) =>
      ask(judge, judgeRubricMessages({ question, response: "Answer: 42", criteria: [each], form: "criterion", explain: true }));
    expect(criteria.map((each) => readCriterionVerdict(one(each), each).share)).toEqual([1, 1, 1, 1]);
    expect(JSON.parse(judged(judge, "Answer: 42", "rating"))).toMatchObject({ rating: 10 });
  });

  it("shows the leniency and the liking for length that are planted in it", () => {
    const wrong = "It is 41, and sorry about that.";
    expect(shares(judged("judge:noise=0,sight=1,leniency=9", wrong))).toEqual([1, 1, 1, 1]);
    const long = `It is 41. ${"So it goes on and on. ".repeat(60)}`;
    expect(shares(judged("judge:noise=0,sight=1,length=3", long))).toEqual([1, 1, 1, 1]);
  });

  it("leaves a set share of its replies unreadable, and none of them is taken for a verdict", () => {
    const replies = Array.from({ length: 40 }, (_, sample) => judged("judge:unreadable=1", "42", "answer", { sample, temperature: 1 }));
    expect(new Set(replies).size).toBeGreaterThan(3);
    for (const reply of replies) expect(shares(reply)).toEqual([null, null, null, null]);
  });
});

describe("a simulated teacher that writes rubrics", () => {
  const task: WriterTask = {
    question,
    common: criteria,
    min: 7,
    max: 12,
    pitfalls: "positive",
    inPoints: false,
    instructions: undefined,
  };
  const written = (change: Partial<WriterTask>, model = "willow-large") => {
    const asked = { ...task, ...change };
    const format = { response_format: { type: "json_schema", json_schema: { schema: writtenRubricSchema(asked) } } };
    const messages = rubricWriterMessages(asked);
    const first = ask(model, messages, format);
    const read = readWrittenRubric(first, asked);
    return { first: read, second: read.ok ? read : readWrittenRubric(ask(model, askAgain(messages, first, read.reason), format), asked) };
  };

  it("keeps to the rules for every kind of task and both wordings of pitfalls", () => {
    for (const generated of generateTasks({ count: 28, seed: 3 })) {
      for (const change of [
        {},
        { pitfalls: "negative", common: criteria.slice(0, 3) },
        { pitfalls: "negative", inPoints: true, common: [] },
      ] as const)
        expect(written({ question: generated.question, ...change }).first).toMatchObject({ ok: true });
    }
    expect(written({ question: "Why do people dream?" }).first).toMatchObject({ ok: true });
  });

  it("asks for the very result, which a right answer meets and a wrong one does not", () => {
    const { first } = written({});
    const result = first.ok ? first.criteria.find(({ id }) => id === "result")?.text : undefined;
    expect(result).toBe("States that the result is 42.");
    expect(shareMet(result ?? "", question, "Answer: 42")).toBe(1);
    expect(shareMet(result ?? "", question, "Answer: 41")).toBe(0);
  });

  it("when weak, sometimes words a pitfall the wrong way, and mends it when asked again", () => {
    const questions = Array.from({ length: 60 }, (_, at) => `What is ${at + 13} × 7?`);
    const tried = questions.map((each) => written({ question: each }, "willow-small"));
    const slips = tried.filter(({ first }) => !first.ok);
    expect(slips.length).toBeGreaterThan(2);
    expect(slips.length).toBeLessThan(25);
    for (const { first, second } of slips) {
      expect(first).toMatchObject({ reason: expect.stringContaining("wrong sign") });
      expect(second.ok).toBe(true);
    }
  });
});
