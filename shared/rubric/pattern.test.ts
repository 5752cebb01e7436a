import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, patternProblem } from "./pattern.ts";

const isIn = (pattern: string, text: string, flags = ""): boolean => compilePattern(pattern, flags).isIn(text);

const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "\\.", "é", "1");
const pattern = fc.letrec<{ node: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.tuple(atom, fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?")).map(([each, times]) => each + times),
    fc.tuple(tie("node"), fc.constantFrom("", "*", "+", "?")).map(([each, times]) => `(?:${each})${times}`),
    fc.constantFrom("^", "$", "\\b", "\\B"),
  ),
  node: fc
    .array(fc.array(tie("piece"), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((options) => options.map((pieces) => pieces.join("")).join("|")),
})).node;

describe("a pattern", () => {
  it("finds what JavaScript's own expressions find", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "1", ".", " ", "\n", "A"), maxLength: 8 }),
        fc.constantFrom("", "i", "m", "s", "im"),
        (source, text, flags) => {
          fc.pre(source.length <= 300);
          expect([source, text, isIn(source, text, flags)]).toEqual([source, text, new RegExp(source, flags).test(text)]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("takes time in proportion to the text where backtracking would take years", () => {
    const text = `${"a".repeat(20_000)}!`;
    for (const source of ["^(a+)+$", "^(a|a)*$", "^(?:.*)*x$", "a*a*a*a*a*b"]) expect(isIn(source, text)).toBe(false);
  }, 20_000);

  it("knows scripts, named groups, and escapes that only loose mode reads", () => {
    expect(isIn("^\\p{Lu}", "Éa")).toBe(true);
    expect(isIn("(?<year>\\d{4})-\\d\\d", "in 2024-05")).toBe(true);
    expect(isIn("a\\-b", "a-b")).toBe(true);
    expect(isIn("{x}", "{x}")).toBe(true);
  });

  it.each([
    ["(a", "opens a group"],
    ["a)", "closes a group"],
    ["[a", "opens a `["],
    ["*a", "nothing before it"],
    ["a**", "two quantifiers"],
    ["(?!sorry)", "not: true"],
    ["(a)\\1", "refers back"],
    ["a{3,2}", "wrong way round"],
    ["(?:a{900}){900}", "too large"],
    ["a\\", "lone backslash"],
    ["[z-a]", "cannot be read"],
  ])("%s is refused with a reason", (source, reason) => {
    expect(patternProblem(source, "")).toContain(reason);
  });
});
