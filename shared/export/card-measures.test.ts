import { describe, expect, it } from "vitest";
import type { Row } from "../data/table.ts";
import { measureLines, measureRows } from "./card-measures.ts";

const row = (statistic: string, judge: string, values: Row = {}): Row => ({
  statistic,
  slice: null,
  judge_a: judge,
  judge_b: null,
  model: null,
  criterion: null,
  estimate: 0.62,
  low: 0.55,
  high: 0.7,
  n: 1048,
  reason: null,
  sentence: `${judge} ${statistic} 62 % [55, 70].`,
  ...values,
});
const lost = (statistic: string, judge: string, reason: string): Row =>
  row(statistic, judge, { estimate: null, low: null, high: null, reason, sentence: `${statistic} of ${judge} is undefined: ${reason}.` });
const nobody = "no person judged these comparisons";

const position = {
  table: "by_order",
  sentence: "b prefers the answer shown first 62 % [55, 70].",
  rows: [
    row("follows the first", "a"),
    row("prefers the answer shown first", "a", { sentence: "a is fair." }),
    row("prefers the answer shown first", "b"),
    row("prefers the answer shown first", "b", { slice: "kind = sum" }),
    lost("stability", "a", "nothing was asked twice"),
    lost("stability", "b", "nothing was asked twice"),
  ],
};

describe("measureLines", () => {
  it("quotes the statistic a measure is about, a line a judge, and counts what it does not quote", () => {
    expect(measureLines([position])).toEqual([
      "- a is fair. (n 1,048, `by_order`)",
      "- b prefers the answer shown first 62 % \\[55, 70\\]. (n 1,048, `by_order`)",
      "",
      "2 more figures are in `measures.jsonl`, each with what it was taken over. 2 are undefined, because nothing was asked twice (2).",
    ]);
  });

  it("quotes no undefined figure, and tells each reason once", () => {
    const length = {
      table: "by_length",
      sentence: "",
      rows: [lost("excess", "a", nobody), row("longer", "a"), lost("excess", "b", nobody)],
    };
    const lines = measureLines([position, length]);
    expect(lines.filter((line) => line.startsWith("- "))).toHaveLength(3);
    expect(lines.filter((line) => line.includes("is undefined:"))).toEqual([]);
    expect(lines.at(-1)).toMatch(/4 are undefined, because .*nothing was asked twice \(2\)/);
    expect(lines.at(-1)).toContain(`${nobody} (2)`);
    expect(measureLines([{ ...length, rows: [lost("excess", "a", nobody)] }])).toEqual([
      "- Nothing in `by_length` is defined over all rows.",
      "",
      `1 is undefined, because ${nobody} (1).`,
    ]);
  });

  it("says why a figure has no interval", () => {
    const few = row("longer", "a", { low: null, high: null, n: 4, reason: "no interval: 4 of the 10 prompts that resampling needs" });
    expect(measureLines([{ table: "t", sentence: "", rows: [few] }])[0]).toMatch(/\(n 4, no interval: 4 of the 10 prompts .*, `t`\)$/);
  });

  it("takes a table of sentences alone", () => {
    expect(measureLines([{ table: "t", sentence: "2 rows", rows: [{ sentence: "One." }, { sentence: "Two." }] }])).toEqual([
      "- One. (`t`)",
      "- Two. (`t`)",
    ]);
  });
});

describe("measureRows", () => {
  it("keeps every figure, undefined ones and slices too, in columns of one type", () => {
    const rows = measureRows([position, { table: "made", sentence: "", rows: [{ estimate: "high", n: 3n, sentence: "One." }] }]);
    expect(rows).toHaveLength(7);
    expect(rows[4]).toMatchObject({ table: "by_order", estimate: null, reason: "nothing was asked twice" });
    expect(rows[6]).toMatchObject({ table: "made", estimate: null, n: 3, sentence: "One.", statistic: null });
  });
});
