import { expect, it } from "vitest";
import { chanceWords } from "./chance-words.ts";

it.each([
  ["above zero", 0.2, 0.9, "ada and ben agree beyond chance with"],
  ["below zero", -0.9, -0.2, "ada and ben agree less often than by chance, with"],
  ["through zero", -0.2, 0.9, "ada and ben are not shown to agree beyond chance, with"],
  ["from zero", 0, 0.9, "ada and ben are not shown to agree beyond chance, with"],
])("an interval %s says how two agree against chance", (_, low, high, words) => {
  expect(chanceWords("ada and ben", { low, high })).toBe(words);
});

it("claims nothing without an interval", () => {
  expect(chanceWords("ada and ben", { low: null, high: null })).toBe("ada and ben reach");
});
