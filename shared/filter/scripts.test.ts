import { expect, it } from "vitest";
import { createLetterCounter, type ScriptName } from "./scripts.ts";

it.each<[ScriptName[], string, number, number]>([
  [["kana"], "コーヒーを飲む", 7, 6],
  [["kana", "han"], "コーヒーを飲む。", 7, 7],
  [["latin"], "naïve 2023 🙂 дом", 8, 5],
  [["cyrillic"], "naïve дом", 8, 3],
  [["han"], "人々 people", 8, 2],
])("of %j in %j, letters are %i and those of the script %i", (names, text, letters, inScript) => {
  expect(createLetterCounter(names)(text)).toEqual({ letters, inScript });
});
