import { describe, expect, test } from "vitest";
import { AssayError } from "../../assay-error.ts";
import type { Row, TableSchema } from "../../data/table.ts";
import { measureDistillation } from "./measure-distillation.ts";
import type { Candidate } from "./next-token.ts";
import { readNextTokens } from "./read-next-tokens.ts";
import { topMatch } from "./top-match.ts";

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

  test("are counted as left out where the student's text ended first", () => {
    const short = { table: "student", schema: answers, rows: studentRows.map((row) => ({ ...row, logprobs: [wrote("a", { a: 0.5 })] })) };
    const { places, parted } = readNextTokens([tables[0] ?? short, short]);
    expect([places.length, parted]).toEqual([12, 24]);
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

  test("counts a token that the student's list leaves out with the most it can have, and says that it is a bound", () => {
    const left = tables.map((table, index) => ({
      ...table,
      rows: index === 0 ? table.rows : table.rows.map((row) => ({ ...row, logprobs: [wrote("c", { c: 0.5, d: 0.3 })] })),
    }));
    const { rows: found } = measureDistillation(readNextTokens(left), options);
    const row = found.find(({ statistic }) => statistic.startsWith("perplexity"));
    // The teacher's "a" is not among the student's two: it has at most the 0.2 that they leave.
    expect(row?.estimate).toBeCloseTo(5, 10);
    expect(row?.n).toBe(12);
    expect(row?.sentence).toContain("is at least 5.00");
    expect(row?.reason).toContain("at 12 places the student's list leaves the token out");
  });

  test("holds places without a common token for as far apart as they are", () => {
    const one = (token: string, chance: number) =>
      items.map((item) => ({ item, sample: 0, logprobs: [wrote(token, { [token]: chance })] }));
    const apart = [
      { table: "teacher", schema: answers, rows: one("a", 0.8) },
      { table: "student", schema: answers, rows: one("b", 0.9) },
    ];
    const { rows: found } = measureDistillation(readNextTokens(apart), options);
    const row = (statistic: string) => found.find((each) => each.statistic === statistic);
    expect([row("top-1 match")?.estimate, row("top-1 match")?.n]).toEqual([0, 12]);
    // By numerical minimisation in Python, as in divergence.test.ts.
    expect(row("forward KL")?.estimate).toBeCloseTo(1.362737754, 9);
    expect(row("forward KL softened, least")).toMatchObject({ estimate: null, reason: "teacher and student name no token in common" });
  });

  test("deals what is equally likely, and leaves open which token was likeliest where no list came", () => {
    const place = { item: "1", sequence: "1", position: 0, token: "a", studentLogprob: null, studentUnlistedMax: null };
    const tied = {
      ...place,
      teacher: top({ a: 0.5, b: 0.3 }),
      student: top({ a: 0.4, b: 0.4 }),
      isTeacherRanked: true,
      isStudentRanked: true,
    };
    expect(topMatch(tied)).toBe(0.5);
    expect(topMatch({ ...tied, student: top({ b: 0.4, a: 0.4 }) })).toBe(0.5);
    expect(topMatch({ ...tied, teacher: top({ a: 0.2 }), isTeacherRanked: false })).toBeNull();
    expect(topMatch({ ...tied, teacher: top({ a: 0.6 }), isTeacherRanked: false })).toBe(0.5);
    expect(topMatch({ ...tied, studentUnlistedMax: 0.45 })).toBe(0);
  });

  test("takes the vocabulary to be no smaller than the lists ask for", () => {
    const least = (chances: { readonly [token: string]: number }) => {
      const own = items.map((item) => ({ item, sample: 0, logprobs: [wrote("a", chances)] }));
      const both = ["teacher", "student"].map((table) => ({ table, schema: answers, rows: own }));
      return measureDistillation(readNextTokens(both), { ...options, vocabulary: null }).vocabulary;
    };
    // Of a tail of .2 nobody has more than .05: four more tokens beside the two; of one of .05, one.
    expect(least({ a: 0.75, b: 0.05 })).toBe(6);
    expect(least({ a: 0.75, b: 0.2 })).toBe(3);
  });

  test("tells whole texts apart from places: both directions summed, and means in which each text counts once", () => {
    const short = tables.map((table) => ({
      ...table,
      rows: table.rows.map((row, index) =>
        index < 6 && Array.isArray(row.logprobs) ? { ...row, logprobs: row.logprobs.slice(0, 1) } : row,
      ),
    }));
    const { rows: found } = measureDistillation(readNextTokens(short), options);
    const told = (statistic: string) => found.find((row) => row.statistic === statistic);
    // Six texts of one place (1 match of 1), six of two (1 of 2): by hand, as all figures here.
    const back = 0.5 * Math.log(0.5 / 0.6) + 0.3 * Math.log(0.3 / 0.2) + 0.05 * Math.log(0.05 / 0.1) + 0.15 * Math.log(0.15 / 0.1);
    expect(told("forward KL")?.estimate).toBeCloseTo((2 * first + second) / 3, 10);
    expect(told("forward KL a sequence")?.estimate).toBeCloseTo((2 * first + second) / 2, 10);
    expect(told("forward KL, mean over sequences")?.estimate).toBeCloseTo((first + (first + second) / 2) / 2, 10);
    expect(told("top-1 match")?.estimate).toBeCloseTo(12 / 18, 10);
    expect(told("top-1 match, mean over sequences")).toMatchObject({ estimate: 0.75, n: 12 });
    const alone = short.map((table) => ({ ...table, rows: table.rows.slice(0, 6) }));
    const ofOne = measureDistillation(readNextTokens(alone), options).rows.find(({ statistic }) => statistic === "reverse KL a sequence");
    expect(ofOne?.estimate).toBeCloseTo(back, 10);
  });

  test("counts the places of a sequence's figure in sequences", () => {
    expect(rows.find(({ statistic }) => statistic === "forward KL a sequence")?.n).toBe(12);
    expect(rows.find(({ statistic }) => statistic === "forward KL")?.n).toBe(24);
  });

  test("says in one sentence how far apart they are and what was left out", () => {
    expect(sentence).toContain("forward KL, lower bound");
    expect(sentence).toContain("12 places after the two texts part are left out");
  });

  describe("with different tokenizers", () => {
    const plainly = (...tokens: readonly (readonly [string, number])[]) =>
      tokens.map(([token, chance]) => wrote(token, { [token]: chance }));
    const both = (student: readonly (readonly [string, number])[]) => [
      {
        table: "teacher",
        schema: answers,
        rows: items.map((item) => ({ item, sample: 0, logprobs: plainly(["Hello", 0.5], [" thére", 0.8]) })),
      },
      { table: "student", schema: answers, rows: items.map((item) => ({ item, sample: 0, logprobs: plainly(...student) })) },
    ];

    test("is no figure of tokens, and compares what both wrote by the byte", () => {
      const found = measureDistillation(
        readNextTokens(
          both([
            ["Hel", 0.5],
            ["lo thére", 0.4],
          ]),
        ),
        options,
      );
      const row = (statistic: string) => found.rows.find((each) => each.statistic === statistic);
      for (const statistic of ["forward KL", "reverse KL", "top-1 match", "total variation"])
        expect(row(statistic)).toMatchObject({
          estimate: null,
          reason: expect.stringContaining('token "Hello" by the teacher and "Hel" by the student'),
        });
      // "Hello thére" has 12 bytes.
      expect(row("teacher's log-probability a byte")?.estimate).toBeCloseTo(Math.log(0.5 * 0.8) / 12, 12);
      expect(row("student's log-probability a byte")?.estimate).toBeCloseTo(Math.log(0.5 * 0.4) / 12, 12);
      expect(found.sentence).toMatch(/^Token by token, divergence is undefined: the two have different tokenizers/);
      expect(found.chosen).toEqual([]);
    });

    test("is not suspected where two texts part in what they say", () => {
      const apart = readNextTokens(
        both([
          ["Hel", 0.5],
          ["p me", 0.4],
        ]),
      );
      expect(apart.otherTokens).toBeNull();
      expect(apart.places.length).toBe(12);
    });

    test("counts a byte only up to where both end a token", () => {
      const read = readNextTokens(
        both([
          ["Hello", 0.5],
          [" th", 0.9],
          ["ird", 0.4],
        ]),
      );
      expect(read.sharedTexts[0]).toEqual({ item: "0", bytes: 5, teacherLogprob: Math.log(0.5), studentLogprob: Math.log(0.5) });
    });
  });

  test("is undefined, with the reason, where no text is in both", () => {
    const others = tables.map((table, index) =>
      index === 0 ? table : { ...table, rows: table.rows.map((row) => ({ ...row, item: `other ${String(row.item)}` })) },
    );
    const nothing = measureDistillation(readNextTokens(others), options);
    expect(nothing.sentence).toBe("Forward KL is undefined: no text is in both tables.");
  });
});
