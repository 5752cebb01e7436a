import { expect, it } from "vitest";
import { errorSections, isUnscored } from "./row-errors.ts";

const group = (cause: string, sentence: string) => ({ cause, sentence, count: 2, rows: ["1", "2"] });

it("says a sentence once for all the causes that share it, and what to do where asking again would change nothing", () => {
  const unreadable = "The judge's reply holds no verdict that can be read.";
  const groups = [
    group("unscored: no letter", unreadable),
    group("truncated", "The reply was cut off. Raise `max_tokens`."),
    group("unscored: both letters", unreadable),
  ];
  const [first, second] = errorSections(groups);
  expect(first?.sentence).toBe(unreadable);
  expect(first?.groups.map(({ cause }) => cause)).toEqual(["No letter", "Both letters"]);
  expect(first?.advice).toMatch(/raw reply/);
  expect(second).toMatchObject({ advice: null, groups: [{ cause: "Truncated", count: 2 }] });
  expect(groups.map(isUnscored)).toEqual([true, false, true]);
});
