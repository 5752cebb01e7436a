import { describe, expect, test } from "vitest";
import { AssayError } from "../../assay-error.ts";
import type { Row, TableSchema } from "../../data/table.ts";
import { measureDistillation } from "./measure-distillation.ts";
import type { Candidate } from "./next-token.ts";
import { readNextTokens } from "./read-next-tokens.ts";

const columns = (...names: readonly string[]): TableSchema => ({ columns: names.map((name) => ({ name, type: { type: "text" } })) });
const answers = columns("item", "sample", "response", "logprobs");
const options = { temperatures: [1, 2], vocabulary: 50, draws: 300, seed: 1 };
const top = (chances: { readonly [token: string]: number }): readonly Candidate[] =>
  Object.entries(chances).map(([token, chance]) => ({ token, logprob: Math.log(chance) }));
const wrote = (token: string, chances: { readonly [token: string]: number }) => ({
  token,
  logprob: Math.log(chances[token] ?? 1),
  top: top(chances),
});

const items = Array.from({ length: 12 }, (_, index) => String(index));
const teacherRows: readonly Row[] = items.map((item) => ({
  item,
  sample: 0,
  logprobs: [wrote("a", { a: 0.6, b: 0.2, c: 0.1 }), wrote("b", { b: 0.9, c: 0.05 }), wrote("c", { c: 0.5, a: 0.4 })],
}));
const studentRows: readonly Row[] = items.map((item) => ({
  item,
  sample: 0,
  logprobs: [wrote("a", { a: 0.5, b: 0.3, c: 0.05 }), wrote("c", { c: 0.6, b: 0.3 }), wrote("c", { c: 0.9, a: 0.05 })],
}));
const tables = [
  { table: "teacher", schema: answers, rows: teacherRows },
  { table: "student", schema: answers, rows: studentRows },
];

describe("places where teacher and student foretell the same", () => {
  test("end where the two texts part, the parting place included", () => {
    const { places, texts, parted } = readNextTokens(tables);
    expect(places.filter(({ item }) => item === "0").map(({ position }) => position)).toEqual([0, 1]);
    expect([texts, parted]).toEqual([12, 12]);
  });

  test("need log-probabilities, and say in which table", () => {
    const bare = { table: "student", schema: columns("item", "response"), rows: [] };
    const failure = (() => {
      try {
        return readNextTokens([tables[0] ?? bare, bare]);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(AssayError);
    expect(failure).toMatchObject({ code: "column-missing", place: { key: "from.1" } });
  });
});

describe("measuring distillation", () => {
  const { rows, sentence } = measureDistillation(readNextTokens(tables), options);
  const of = (statistic: string, x: number | null = null) =>
    rows.find((row) => row.statistic === statistic && row.x === x)?.estimate ?? Number.NaN;
  const second = 0.9 * Math.log(0.9 / 0.3) + 0.05 * Math.log(0.05 / 0.6) + 0.05 * Math.log(0.05 / 0.1);
  const first = 0.6 * Math.log(0.6 / 0.5) + 0.2 * Math.log(0.2 / 0.3) + 0.1 * Math.log(0.1 / 0.05) + 0.1 * Math.log(0.1 / 0.15);

  test("averages the lower bound over tokens, and sums it over a text", () => {
    expect(of("forward KL")).toBeCloseTo((first + second) / 2, 10);
    expect(of("forward KL a sequence")).toBeCloseTo(first + second, 10);
    expect(of("forward KL softened, least", 1)).toBeCloseTo(of("forward KL"), 6);
  });

  test("brackets the softened divergence", () => {
    expect(of("forward KL softened, least", 2)).toBeLessThanOrEqual(of("forward KL softened, most", 2));
  });

  test("tells top-1 match and the perplexity of the teacher's own text", () => {
    expect(of("top-1 match")).toBe(0.5);
    expect(of("perplexity of the teacher's text")).toBeCloseTo(Math.exp(-(Math.log(0.5) + Math.log(0.3)) / 2), 10);
  });

  test("says in one sentence how far apart they are and what was left out", () => {
    expect(sentence).toContain("forward KL, lower bound");
    expect(sentence).toContain("12 places after the two texts part are left out");
  });

  test("is undefined, with the reason, where no text is in both", () => {
    const others = tables.map((table, index) =>
      index === 0 ? table : { ...table, rows: table.rows.map((row) => ({ ...row, item: `other ${String(row.item)}` })) },
    );
    const nothing = measureDistillation(readNextTokens(others), options);
    expect(nothing.sentence).toBe("Forward KL is undefined: no text is in both tables.");
  });
});
