import { expect, it } from "vitest";
import { levelsFrom, levelsText } from "./levels-text.ts";

it("writes the levels of a scale a line each, from the lowest, and reads them back", () => {
  const levels = { "1": "good: as it should be", "0": "wrong", "-1": "worse" };
  expect(levelsText(levels)).toBe("-1: worse\n0: wrong\n1: good: as it should be");
  expect(levelsFrom(levelsText(levels))).toEqual(levels);
});

it("keeps a line without a level as more of the one above, and takes empty text for none", () => {
  expect(levelsFrom("1: wrong\n  or missing\n\n2: right")).toEqual({ "1": "wrong or missing", "2": "right" });
  expect(levelsFrom("no levels here\n")).toBeUndefined();
  expect(levelsText(undefined)).toBe("");
});
