import { describe, expect, it } from "vitest";
import { readTemplate, variablesOf } from "../prompts/template.ts";
import { readCondition } from "../teaching/condition.ts";
import { createInstructionFilter } from "../teaching/instruction-filter.ts";
import { teachingMethods } from "../teaching/methods.ts";
import { selfInstructOptions } from "../teaching/self-instruct.ts";
import { teacher } from "./teacher.ts";

const problemsOf = (source: string) => {
  const reading = teacher.read(source);
  return reading.ok ? [] : reading.problems.map(({ sentence, place }) => `${place.line}: ${sentence}`);
};

describe("a teacher's body", () => {
  it("asks of each method what it needs, and refuses what belongs to another", () => {
    expect(problemsOf("from: a\nprompt: b\nmodels: sim/x")).toEqual([]);
    expect(problemsOf("from: a\nmodels: sim/x")).toEqual(["1: `prompt` is missing."]);
    expect(problemsOf("method: magpie\nmodels: sim/x\nfrom: a")).toEqual(["3: `from`: `magpie` starts from no table; leave this out."]);
    expect(problemsOf("method: evol-instruct\nfrom: a\nmodels: sim/x\nself_instruct: { seeds: 2 }")).toEqual([
      "4: `self_instruct`: these are options of `self-instruct`, but this cell's method is `evol-instruct`.",
    ]);
    expect(problemsOf("method: self-instruct\nfrom: a\nmodels: sim/x\nprompts:\n  task: x")).toEqual([
      "5: `prompts.task`: `self-instruct` has no prompt of this name; it has `tasks`, `instances`.",
    ]);
    expect(problemsOf("method: magpie\nmodels: sim/x\nkeep: a\nskip: a\nsamples: 2")).toEqual([
      "3: `keep`: `magpie` carries no columns along; leave this out.",
      "4: `skip`: `magpie` starts from no table, so there is no row to skip.",
      "5: `samples`: `magpie` takes no samples of a row; leave this out.",
    ]);
    expect(problemsOf("from: a\nprompt: b\nmodels: sim/x\nsamples: 2\nuntil: 5")[0]).toContain("bound them with `candidates`");
    expect(problemsOf("from: a\nprompt: b\nmodels: sim/x\nuntil: 10\ncandidates: 5")).toEqual([
      "5: `candidates`: 5 candidates can't give the 10 accepted rows of `until`.",
    ]);
    expect(problemsOf("from: a\nprompt: b\nmodels: sim/x\ntop_logprobs: 3")).toEqual([
      "4: `top_logprobs`: these come with log-probabilities; set `logprobs: true` too, or leave this out.",
    ]);
    expect(problemsOf("from: a\nprompt: b\nmodels: sim/x\nlogprobs: true\ntop_logprobs: 3")).toEqual([]);
    expect(problemsOf("method: best-of-n\nfrom: a\nbest_of_n: { scores: b }")).toEqual([]);
    expect(problemsOf("from: a\nprompt: b\nmodel: sim/x")[0]).toContain("Unknown key `model`");
  });

  it("yields the tables of its method, and reads those it names", () => {
    const read = (source: string) => {
      const reading = teacher.read(source);
      if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
      return {
        tables: teacher.tables("x", reading.body),
        names: teacher.references(reading.body).map(({ name, key }) => `${key}: ${name}`),
      };
    };
    expect(read("from: a\nprompt: b\nmodels: sim/x")).toEqual({ tables: ["x"], names: ["from: a", "prompt: b"] });
    expect(read("from: a\nprompt: b\nmodels: sim/x\naccept: response").tables).toEqual(["x", "x_rejected"]);
    expect(read("method: edit\nfrom: a\nmodels: sim/x\nedit: { stages: [{ prompt: continue }, { prompt: mine }] }")).toEqual({
      tables: ["x", "x_stages"],
      names: ["from: a", "edit.stages.1.prompt: mine"],
    });
    expect(read("method: best-of-n\nfrom: a\nbest_of_n: { scores: b }").names).toEqual(["from: a", "best_of_n.scores: b"]);
    const chosen = teacher.read("method: best-of-n\nfrom: a\nbest_of_n: { scores: b }");
    expect(chosen.ok && teacher.costClassOf?.(chosen.body)).toBe("free");
  });

  it("has default prompts that use what they need and nothing that is not there", () => {
    for (const { name, prompts } of teachingMethods)
      for (const [prompt, { text, needed, known }] of Object.entries(prompts)) {
        const template = readTemplate(text);
        const used = variablesOf(template);
        expect([name, prompt, needed.filter((names) => !names.some((each) => used.includes(each)))]).toEqual([name, prompt, []]);
        expect([name, prompt, used.filter((each) => ![...needed.flat(), ...known].includes(each))]).toEqual([name, prompt, []]);
      }
    for (const { name, citation } of teachingMethods)
      if (name !== "answer")
        expect(citation).toMatchObject({ text: expect.stringMatching(/\(\d{4}\)\. /), url: expect.stringMatching(/^https:\/\//) });
  });
});

describe("conditions", () => {
  it("are Jinja expressions over the columns, with or without braces", () => {
    const holds = (source: string) =>
      readCondition(source, ["question", "n", "none"], "skip").holds({ question: "How far?", n: 3, none: null });
    expect(holds("question | length > 4 and n == 3")).toBe(true);
    expect(holds("{{ 'far' in question }}")).toBe(true);
    expect(holds("none")).toBe(false);
    expect(holds("not none")).toBe(true);
  });

  it("say where they can't be read, and what there is to ask about", () => {
    expect(() => readCondition("n >", ["n"], "accept")).toThrow("`accept: n >` can't be read as a condition.");
    expect(() => readCondition("m > 2", ["n"], "skip")).toThrow("`skip` asks about `m`, but there is no such column.");
    expect(() => readCondition("range(10000000) | length > 2", [], "skip").holds({})).toThrow("loops more than 100,000 times");
  });
});

describe("the filters of self-instruct", () => {
  const rules = { ...selfInstructOptions.parse({}), checksOpening: true };
  it("keep what passes and say which rule the others broke, and what they are most like", () => {
    const judge = createInstructionFilter(rules, ["Name the three largest rivers of Europe."]);
    const stepOf = (text: string) => judge(text).step;
    expect(stepOf("Add two numbers.")).toBe("too short");
    expect(stepOf("word ".repeat(151))).toBe("too long");
    expect(stepOf("Draw a picture of a house.")).toBe("blacklist");
    expect(stepOf("Profile the mapping of that country.")).toBeNull();
    expect(stepOf("Go   to the shop and buy bread.")).toBe("blacklist");
    expect(stepOf("write a program that adds numbers.")).toBe("opening");
    expect(stepOf("“Quote” four words here now")).toBe("opening");
    expect(stepOf("(Explain) why the sky is blue.")).toBe("opening");
    expect(judge("Name the three largest rivers of Asia.")).toMatchObject({
      step: "too similar",
      nearest: "Name the three largest rivers of Europe.",
      similarity: 6 / 7,
    });
    expect(judge("Explain why the sky is blue.")).toMatchObject({ step: null, reason: null });
    expect(stepOf("Explain why the sky is blue")).toBe("too similar");
  });
});
