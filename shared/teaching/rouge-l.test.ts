import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRougePool, rougeL } from "./rouge-l.ts";

/** The textbook table, as a reference for the bit-parallel one. */
function slowF1(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  if (!a || !b || a.length + b.length === 0) return 0;
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) {
      const row = table[i + 1] ?? [];
      row[j + 1] = x === y ? (table[i]?.[j] ?? 0) + 1 : Math.max(table[i]?.[j + 1] ?? 0, row[j] ?? 0);
    }
  return (2 * (table[a.length]?.[b.length] ?? 0)) / (a.length + b.length);
}

const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 90 }).map((list) => list.join(" "));

describe("ROUGE-L", () => {
  it("agrees with values computed by hand", () => {
    // LCS "police the gunman" of 4 and 4 words; "the gunman" of 4 and 4.
    expect(rougeL("police killed the gunman", "police kill the gunman")).toBe(0.75);
    expect(rougeL("police killed the gunman", "the gunman kill police")).toBe(0.5);
    expect(rougeL("Sort these numbers: 4, 2.", "sort these words")).toBeCloseTo((2 * 2) / (5 + 3), 12);
    expect(rougeL("same words", "Same, words!")).toBe(1);
    expect(rougeL("one", "two")).toBe(0);
    expect(rougeL("", "two")).toBe(0);
    expect(rougeL("🙂", "🙂")).toBe(0);
  });

  it("agrees with the textbook table, also over more words than a machine word has bits", () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        expect(rougeL(one, other)).toBeCloseTo(slowF1(one, other), 12);
      }),
    );
  });

  it("finds the nearest of a pool as comparing with all would, the first of several", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), words, (members, text) => {
        const pool = createRougePool();
        for (const member of members) pool.add(member);
        const scores = members.map((member) => slowF1(member, text));
        const best = Math.max(0, ...scores);
        const nearest = pool.nearest(text);
        expect(nearest?.score ?? 0).toBeCloseTo(best, 12);
        if (nearest !== null && best > 0) expect(scores[nearest.at]).toBeCloseTo(best, 12);
      }),
    );
  });

  it("compares a text with thousands of kept ones in a moment", () => {
    const vocabulary = Array.from({ length: 2000 }, (_, at) => `word${at}`);
    let state = 7;
    const draw = () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return vocabulary[Math.floor((state / 2147483648) ** 3 * 2000)] ?? "";
    };
    const pool = createRougePool();
    for (let at = 0; at < 4000; at += 1) pool.add(Array.from({ length: 25 }, draw).join(" "));
    const start = performance.now();
    for (let at = 0; at < 300; at += 1) pool.nearest(Array.from({ length: 25 }, draw).join(" "));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
