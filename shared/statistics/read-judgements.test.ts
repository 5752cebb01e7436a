import { describe, expect, it } from "vitest";
import type { MeasureBody } from "../cells/measure.ts";
import { measure } from "../cells/measure.ts";
import { boolean, type ColumnType, double, type Row, schemaOf, text } from "../data/table.ts";
import { readJudgements } from "./read-judgements.ts";

function bodyOf(given: object): MeasureBody {
  const reading = measure.read(JSON.stringify({ method: "agreement", from: "votes", ...given }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  return reading.body;
}

const typeOf = (value: unknown): ColumnType => (typeof value === "boolean" ? boolean : typeof value === "number" ? double : text);

function read(rows: readonly Row[], body: object = {}) {
  const columns = Object.entries(rows[0] ?? {}).map(([name, value]) => [name, typeOf(value)] as const);
  return readJudgements(bodyOf(body), { table: "votes", schema: schemaOf(columns), rows });
}

describe("the rows of a verdict table", () => {
  it("meet as one item whichever side each answer was stored on", () => {
    const [first, second] = read([
      { item: "q", judge: "x", model_a: "willow", model_b: "basalt", verdict: "a", order: "ab", p: 0.9, len_a: 10, len_b: 20 },
      { item: "q", judge: "y", model_a: "basalt", model_b: "willow", verdict: "b", order: "ba", p: 0.1, len_a: 20, len_b: 10 },
    ]);
    expect(first).toMatchObject({ value: "b", order: "ba", a: { model: "basalt", length: 20 }, b: { model: "willow", length: 10 } });
    expect(first?.p).toBeCloseTo(0.1);
    expect(second).toMatchObject({ item: first?.item, value: "b", order: "ba", cluster: "q" });
  });

  it("say what a criterion is and how its rubric adds up; a word of neither counts only where the column was named", () => {
    const row = { item: "q", judge: "x", criterion: "c", met: 1, type: "rule", aggregate: "gated" };
    expect(read([row])[0]).toMatchObject({ criterionType: "rule", aggregate: "gated" });
    expect(read([{ ...row, type: "all" }])[0]).not.toHaveProperty("criterionType");
    expect(() => read([{ ...row, kind: "veto" }], { columns: { criterion_type: "kind" } })).toThrow(
      /"veto" as `kind`, and the column holds one of rule, principle, pitfall/,
    );
  });

  it("are read in the table's own spelling of a verdict, or by the name of the model that won", () => {
    const votes = [1, 2, 0].map((verdict, index) => ({ id: `i${index}`, judge: "x", model_a: "m", model_b: "n", verdict }));
    expect(read(votes, { values: { a: 1, b: 2, tie: 0 } }).map(({ value }) => value)).toEqual(["a", "b", "tie"]);
    const winners = ["n", "model_a", "tie (bothbad)", "unsure"].map((winner, index) => ({
      id: `i${index}`,
      judge: "x",
      a: "m",
      b: "n",
      winner,
    }));
    expect(read(winners).map(({ value }) => value)).toEqual(["b", "a", "tie", "unsure"]);
  });

  it("know people by name, by their kind or by a true column", () => {
    const rows = [
      { item: "q", judge: "ada", judge_kind: "human", human: false, score: 3 },
      { item: "q", judge: "bob", judge_kind: "llm", human: true, score: 4 },
      { item: "q", judge: "cyd", judge_kind: "llm", human: false, score: 5 },
      { item: "q", judge: "dan", judge_kind: "llm", human: false, score: 2 },
    ];
    expect(read(rows, { people: "cyd" }).map(({ isPerson }) => isPerson ?? false)).toEqual([true, true, true, false]);
  });

  it("hold a person's verdict once however many judges' rows repeat it", () => {
    const rows = ["x", "y"].map((judge) => ({ item: "q", judge, a: "m", b: "n", verdict: "a", gold: "b", p: 0.8 }));
    const found = read(rows, { columns: { human: "gold" } });
    expect(found.map(({ judge, value }) => [judge, value])).toEqual([
      ["x", "a"],
      ["gold", "b"],
      ["y", "a"],
    ]);
    expect(found[1]).toMatchObject({ isPerson: true, order: null });
    expect(found[1]?.p).toBeUndefined();
  });

  it("keep scores of several models, samples and criteria apart, and an empty cell as asked and not answered", () => {
    const rows = [
      { item: "q", judge: "x", model: "m", sample: 0, criterion: "right", met: 1, response: "abc" },
      { item: "q", judge: "x", model: "n", sample: 0, criterion: "right", met: null, response: "de" },
      { item: "q", judge: "x", model: "m", sample: 1, criterion: "right", met: 0, response: "f" },
      { item: "q", judge: "x", model: "m", sample: 0, criterion: "short", met: 0, response: "abc" },
    ];
    const found = read(rows);
    expect(new Set(found.map(({ item }) => item)).size).toBe(4);
    expect(found.map(({ value }) => value)).toEqual([1, null, 0, 0]);
    expect(found[0]).toMatchObject({ cluster: "q", criterion: "right", answer: { model: "m", length: 3 } });
  });

  it("split into both orders for position, where a verdict made of both would hide it", () => {
    const rows = [{ item: "q", judge: "x", a: "m", b: "n", verdict: "inconsistent", verdict_ab: "a", verdict_ba: "b", p: 0.5 }];
    expect(read(rows).map(({ value }) => value)).toEqual(["inconsistent"]);
    expect(read(rows, { method: "position" }).map(({ value, order, p }) => [value, order, p])).toEqual([
      ["a", "ab", undefined],
      ["b", "ba", undefined],
    ]);
  });

  it("name the part that no column plays, and a mapped column that is not there", () => {
    expect(() => read([{ item: "q", verdict: "a" }])).toThrow("`votes` has no column that holds the judge.");
    expect(() => read([{ item: "q", judge: "x", verdict: "a" }], { columns: { verdict: "verdikt" } })).toThrow(
      "`votes` has no column `verdikt`.",
    );
  });

  it("belong to the slices asked for", () => {
    const rows = [{ item: "q", judge: "x", verdict: "a", subset: "email" }];
    expect(read(rows, { by: ["subset"] })[0]?.slices).toEqual(["subset: email"]);
  });
});
