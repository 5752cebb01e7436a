import { describe, expect, test } from "vitest";
import { AssayError } from "../assay-error.ts";
import { scoreTokens, type WrittenText } from "./score-tokens.ts";

const four = [
  ["a", "the owl sat on the wall ."],
  ["a", "the owl sang on the old tram ."],
  ["b", "a kite sat on the old wall ."],
  ["b", "the kite is not an owl ."],
] as const;
const learned = four.map(([item, words]) => ({ item, tokens: words.split(" ") }));
/** Cliff is in no text: only the teacher's list has it. */
const texts = four.map(
  ([item, words], sample): WrittenText => ({
    item,
    sample,
    model: "m",
    tokens: words.split(" ").map((token) => ({
      token,
      isRanked: true,
      top: [token, "cliff", "cliff"].map((each) => ({ token: each, logprob: -1.2 })),
    })),
  }),
);

describe("a student's scores", () => {
  // A second implementation in Python 3.11: dictionaries of tuples, one recursion a level, each item's student trained on the other.
  test.each([
    [1, -96.54449746004218],
    [2, -85.10858428498322],
    [3, -84.54761526896728],
  ])("at order %i are of a closed vocabulary, as another implementation gives them", (order, reference) => {
    const scores = scoreTokens(learned, texts, { order, seed: 1 });
    expect(scores).toHaveLength(30);
    expect(scores.reduce((sum, { student_logprob }) => sum + student_logprob, 0)).toBeCloseTo(reference, 9);
  });

  test("add up to 1 with the end of the text, each token once", () => {
    for (const { student, student_unlisted_max: most } of scoreTokens(learned, texts, { order: 2, seed: 1 })) {
      expect(new Set(student.map(({ token }) => token)).size).toBe(student.length);
      const listed = student.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
      expect(listed).toBeLessThan(1);
      // Beside the list stand the end of the text and at most five tokens that the student never saw.
      expect(1 - listed).toBeLessThanOrEqual(6 * most + 1e-12);
    }
  });

  test("do not depend on the order of texts", () => {
    const turned = scoreTokens([...learned].reverse(), [...texts].reverse(), { order: 2, seed: 1 });
    const key = (row: { readonly sample: number; readonly position: number }) => row.sample * 100 + row.position;
    expect(turned.toSorted((left, right) => key(left) - key(right)).map(({ student_logprob }) => student_logprob)).toEqual(
      scoreTokens(learned, texts, { order: 2, seed: 1 }).map(({ student_logprob }) => student_logprob),
    );
  });

  test("are refused of the only item a student learns from", () => {
    expect(() => scoreTokens(learned.slice(0, 2), texts.slice(0, 2), { order: 2, seed: 1 })).toThrow(AssayError);
    expect(scoreTokens(learned.slice(0, 2), texts.slice(2), { order: 2, seed: 1 })).toHaveLength(15);
  });
});
