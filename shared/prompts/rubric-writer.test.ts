import { describe, expect, it } from "vitest";
import { criterionOf, criterionSchema } from "../rubric/criterion.ts";
import { readWrittenRubric, rubricWriterMessages, type WriterTask, writtenRubricSchema } from "./rubric-writer.ts";
import { createStructuredReader } from "./structured.ts";

const task: WriterTask = {
  question: "What is 6 × 7?",
  common: [criterionOf(criterionSchema.parse({ id: "brief", text: "Uses at most 60 words." }))],
  min: 2,
  max: 3,
  pitfalls: "positive",
  inPoints: false,
  instructions: undefined,
};
const good = { id: "result", text: "States that the result is 42.", type: "rule", priority: "essential" };
const pitfall = { id: "no_sum", text: "Avoids adding the numbers, which gives 13.", type: "pitfall", priority: "pitfall" };
const read = (criteria: readonly object[], change: Partial<WriterTask> = {}) =>
  readWrittenRubric(JSON.stringify({ criteria }), { ...task, ...change });
const reason = (criteria: readonly object[], change: Partial<WriterTask> = {}) => {
  const rubric = read(criteria, change);
  return rubric.ok ? null : rubric.reason;
};

describe("criteria a model wrote", () => {
  it("become criteria with the weights of their priorities", () => {
    expect(read([good, pitfall])).toMatchObject({
      ok: true,
      criteria: [
        { id: "result", type: "rule", weight: 1 },
        { id: "no_sum", type: "pitfall", weight: 0.9 },
      ],
    });
  });

  it.each([
    ["3 or 40 of them", [good], "it has 1 criteria; write 2 to 3"],
    ["an inherited one again", [good, { ...good, id: "short", text: "uses at most 60 words" }], "says what `brief` says already"],
    ["an inherited id", [good, { ...good, id: "brief", text: "Is brief." }], "has the id of another criterion"],
    ["one twice", [good, { ...good, id: "result_2" }], "says what `result` says already"],
    ["two things in one", [good, { ...good, id: "two", text: "States 42. Shows the working." }], "asks more than one thing"],
    ["a text the judge lacks", [good, { ...good, id: "gold", text: "Agrees with the reference answer." }], "leans on a text"],
    ["a pitfall of the wrong sign", [good, { ...pitfall, text: "Adds the numbers, which gives 13." }], "wrong sign"],
    ["a priority of another type", [good, { ...good, id: "x", text: "Says so.", priority: "pitfall" }], "priority that belongs"],
    ["an id that is none", [good, { ...good, id: "Über uns", text: "Says so." }], "criterion 2: an id has small letters"],
  ])("are refused with the reason: %s", (_, criteria, expected) => {
    expect(reason(criteria)).toContain(expected);
  });

  it("name mistakes and weigh negatively where the base does", () => {
    const mistake = { ...pitfall, id: "sum", text: "Adds the numbers, which gives 13." };
    expect(read([good, mistake], { pitfalls: "negative" })).toMatchObject({ criteria: [{}, { weight: -0.9 }] });
    expect(reason([good, pitfall], { pitfalls: "negative" })).toContain("wrong sign");
  });

  it("carry points of the right sign where the rubric counts points", () => {
    const points = { id: "result", text: "States that the result is 42.", type: "rule", points: 8 };
    const mistake = { id: "sum", text: "Adds the numbers, which gives 13.", type: "pitfall", points: -4 };
    const inPoints = { inPoints: true, pitfalls: "negative" } as const;
    expect(read([points, mistake], inPoints)).toMatchObject({ criteria: [{ weight: 8 }, { weight: -4 }] });
    expect(reason([points, { ...mistake, points: 4 }], inPoints)).toContain("wrong sign");
    expect(reason([{ ...points, points: -8 }, mistake], inPoints)).toContain("only a pitfall may");
    expect(reason([{ ...points, points: 12 }, mistake], inPoints)).toContain("points go from -10 to 10");
    expect(reason([{ ...points, points: 0 }, mistake], inPoints)).toContain("weighs 0");
  });
});

describe("what the writer is asked", () => {
  it("shows the prompt as material and what holds already, and no criterion of its own", () => {
    const prompt = rubricWriterMessages(task).at(-1)?.content ?? "";
    expect(prompt).toContain("1. [brief] Uses at most 60 words.");
    expect(createStructuredReader(writtenRubricSchema(task))(prompt).ok).toBe(false);
  });
});
