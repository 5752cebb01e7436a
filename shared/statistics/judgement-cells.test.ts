import { describe, expect, it } from "vitest";
import { measure } from "../cells/measure.ts";
import { type ColumnType, double, type Row, schemaOf, text } from "../data/table.ts";
import { computeMeasure } from "./measures.ts";
import { readJudgements } from "./read-judgements.ts";

const decimal: ColumnType = { type: "decimal", precision: 4, scale: 2 };

function read(rows: readonly Row[], body: object = {}, types: { readonly [column: string]: ColumnType } = {}) {
  const reading = measure.read(JSON.stringify({ method: "agreement", from: "votes", ...body }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const typeOf = (name: string): ColumnType => types[name] ?? (rows.some((row) => typeof row[name] === "number") ? double : text);
  return readJudgements(reading.body, { table: "votes", schema: schemaOf(columns.map((name) => [name, typeOf(name)])), rows });
}

const vote = { item: "q", judge: "x", a: "m", b: "n", verdict: "a" };

describe("numbers in a verdict table", () => {
  it("are read from decimals of SQL and from text, as chances of selection, scores, lengths and weights", () => {
    const [judgement] = read([{ item: "q", judge: "x", score: "3.5", selection_p: "0.25", model: "m", length: " 120 ", weight: "-2" }]);
    expect(judgement).toMatchObject({ value: 3.5, selectionP: 0.25, weight: -2, answer: { length: 120 } });
    expect(read([{ item: "q", judge: "x", verdict: "0.50" }], {}, { verdict: decimal })[0]?.value).toBe(0.5);
  });

  it("are classes where a column of verdicts holds them as text", () => {
    expect(read([{ item: "q", judge: "x", verdict: "2" }])[0]?.value).toBe("2");
  });

  it("that are none count as asked and not answered", () => {
    const scores = [Number.NaN, Number.POSITIVE_INFINITY, 4].map((score, index) => ({ item: `i${index}`, judge: "x", score }));
    expect(read(scores).map(({ value }) => value)).toEqual([null, null, 4]);
    expect(read([{ ...vote, weight: Number.NaN }])[0]?.weight).toBeUndefined();
  });

  it("too large to compute with leave figures undefined, and never NaN or Infinity", () => {
    const scores = Array.from({ length: 24 }, (_, index) =>
      ["x", "y", "z"].map((judge) => ({
        item: `i${index}`,
        judge,
        judge_kind: judge === "z" ? "human" : "llm",
        score: (index % 5) * 1e307,
      })),
    ).flat();
    for (const method of ["agreement", "scores", "correction", "routing"] as const) {
      const { rows } = computeMeasure({ method, judgements: read(scores, { method }), options: { resampling: { draws: 100, seed: 1 } } });
      for (const { estimate, low, high, sentence } of rows) {
        for (const number of [estimate, low, high]) expect(number === null || Number.isFinite(number)).toBe(true);
        expect(sentence).not.toMatch(/NaN|Infinity/);
      }
    }
  });
});

describe("probabilities", () => {
  it("outside 0 to 1 stop the measures that read them, with row and column", () => {
    const rows = [vote, { ...vote, item: "r", p: 87 }];
    expect(() => read(rows, { method: "calibration" })).toThrow(
      expect.objectContaining({
        code: "data-unreadable",
        message: "Row 2 of `votes` holds 87 as `p`, and a probability is a number from 0 to 1.",
        hint: expect.stringContaining("Divide percentages by 100"),
        place: { key: "columns.p", row: 2 },
      }),
    );
    expect(() => read([{ ...vote, p: "high" }], { method: "selective" })).toThrow('holds "high" as `p`');
    expect(read(rows).map(({ p }) => p)).toEqual([null, null]);
    expect(() => read([{ ...vote, chance: -0.1 }], { columns: { p: "chance" } })).toThrow("holds -0.1 as `chance`");
  });

  it("are none where the cell is empty or NaN, and lose what adding up put beyond their bounds", () => {
    const given = [null, "", Number.NaN, "0.75", 1 + 1e-12].map((p, index) => ({ ...vote, item: `i${index}`, p }));
    expect(read(given, { method: "calibration" }).map(({ p }) => p)).toEqual([null, null, null, 0.75, 1]);
  });
});

describe("the order shown", () => {
  it("is read in capitals, and stops position where it says neither side", () => {
    expect(read([{ ...vote, order: "BA" }], { method: "position" })[0]?.order).toBe("ba");
    expect(() => read([{ ...vote, order: "swapped" }], { method: "position" })).toThrow(
      'Row 1 of `votes` holds "swapped" as `order`, and "ab" says that side a was shown first, "ba" that side b was.',
    );
    expect(read([{ ...vote, order: "swapped" }])[0]?.order).toBeNull();
  });
});

describe("a verdict by nobody", () => {
  it("is not left out silently, and a row with neither verdict nor judge is none", () => {
    expect(() => read([vote, { ...vote, judge: null }])).toThrow("Row 2 of `votes` holds a verdict and nobody's name as `judge`.");
    expect(read([vote, { ...vote, item: "r", judge: null, verdict: null }])).toHaveLength(1);
  });
});

describe("a verdict", () => {
  it("that is a structure is no class of its own", () => {
    expect(() => read([{ ...vote, verdict: { winner: "a" } }])).toThrow(
      'Row 1 of `votes` holds {"winner":"a"} as `verdict`, and a verdict is a word or a number.',
    );
  });

  it("belongs to classes named once each", () => {
    expect(() => read([vote], { categories: ["a", "b", "b"] })).toThrow("b is named twice");
  });
});
