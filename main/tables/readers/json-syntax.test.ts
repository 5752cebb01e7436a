import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonProblem } from "./json-syntax.ts";

test("finds nothing in JSON", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonProblem(text)).toBeNull();
    }),
  );
});

test("finds something exactly where JSON.parse does", () => {
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", "]", '"', "\\", "x", "1", " ")).map(([text, at, put]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + put + text.slice(cut + 1);
  });
  fc.assert(
    fc.property(broken, (text) => {
      expect(findJsonProblem(text) === null).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['{"a": NaN}', 6, '"N" where value was expected'],
  ['{"a": 1,}', 8, '"}" where key was expected'],
  ["[1 2]", 3, '"2" where , or ] was expected'],
  ['{"a" 1}', 5, '"1" where : was expected'],
  ['{"a": "\\x"}', 7, '"\\\\x" is no escape'],
  ['{"a": 01}', 6, '"0" where value was expected'],
  ["{} {}", 3, '"{" where nothing more was expected'],
  ['{"a": [1', 8, "it ends too early"],
])("says where and why %s is none", (text, position, reason) => {
  expect(findJsonProblem(text)).toEqual({ position, reason });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
