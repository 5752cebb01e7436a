import { describe, expect, it } from "vitest";
import { compareSource, comparisonsOf, modelRows } from "./teacher-compare.ts";
import { conditionText, readCondition, readValues, valuesText } from "./teacher-lines.ts";

const table = (name: string, ...columns: readonly string[]) => ({
  name,
  rows: 1,
  columns: columns.map((each) => ({ name: each, type: { type: "text" as const } })),
});

describe("texts to compare", () => {
  it("come from the table that holds them, by what the method yields", () => {
    expect(compareSource("x", { tables: [table("x", "item", "model", "response")] })).toMatchObject({ table: "x", by: "answers" });
    expect(compareSource("x", { tables: [table("x", "response"), table("x_stages", "draft")] })).toMatchObject({
      table: "x_stages",
      by: "stages",
    });
    expect(compareSource("x", { tables: [table("x", "response", "parent")] })?.by).toBe("rounds");
    expect(compareSource("x", { tables: [table("x", "instruction"), table("x_rejected", "nearest")] })?.by).toBe("nearest");
    expect(compareSource("x", { tables: [table("x", "instruction")] })).toBeNull();
  });

  it("belong together by item, and by answer or task where drafts follow one another", () => {
    const answers = [
      { item: "1", model: "a", sample: 0, response: "A", messages: [{ role: "user", content: "Which?" }] },
      { item: "2", model: "a", sample: 0, response: "alone", messages: null },
      { item: "1", model: "b", sample: 1, response: "B", messages: null },
    ];
    expect(comparisonsOf(answers, "answers")).toEqual([
      {
        key: "1",
        title: "1",
        question: "Which?",
        versions: [
          { label: "a", text: "A" },
          { label: "b · sample 1", text: "B" },
        ],
      },
    ]);
    const stages = [
      { item: "1", stage: 1, model: "e", original_model: "a", before: "A", draft: "A1", sample: 0 },
      { item: "1", stage: 2, model: "f", original_model: "a", before: "A1", draft: null, sample: 0 },
    ];
    expect(comparisonsOf(stages, "stages")[0]?.versions).toEqual([
      { label: "Original a", text: "A" },
      { label: "Stage 1 · e", text: "A1" },
      { label: "Stage 2 · f", text: "" },
    ]);
    expect(
      comparisonsOf([{ item: "t", reason: "too similar", nearest: "N", instruction: "I" }], "nearest")[0]?.versions.map(({ text }) => text),
    ).toEqual(["N", "I"]);
  });

  it("stand in one column a model", () => {
    const messages = [{ role: "user", content: "Q" }];
    const { models, items } = modelRows([
      { item: "1", model: "a", response: "first", messages },
      { item: "1", model: "a", response: "second", messages },
      { item: "1", model: "b", response: "B", messages },
    ]);
    expect(models).toEqual(["a", "b"]);
    expect(items[0]?.question).toBe("Q");
    expect(items[0]?.answers.get("a")?.response).toBe("first");
  });
});

describe("lines of attributes", () => {
  it("are read back as they are shown", () => {
    for (const values of [["easy", "hard"], { easy: 3, "very hard": 0.5 }]) expect(readValues(valuesText(values))).toEqual(values);
    expect(readValues("easy, at 10: 30, hard")).toEqual(["easy", "at 10: 30", "hard"]);
    expect(conditionText({ topic: ["maths", "history"], level: "hard" })).toBe("topic: maths or history; level: hard");
    expect(readCondition("topic: maths or history; level: hard")).toEqual({ topic: ["maths", "history"], level: ["hard"] });
    expect(readCondition(" ")).toBeUndefined();
  });
});
