import { expect, it } from "vitest";
import { text } from "#shared/data/table.ts";
import { textMeasures } from "./text-measures.ts";

const told = (...columns: readonly string[]): readonly string[] =>
  textMeasures({ name: "rows", rows: 3, columns: columns.map((name) => ({ name, type: text })) }).map(({ method }) => method);

it("offers size and variety of texts, size alone of conversations, and neither of a table without text", () => {
  expect(told("item", "response")).toEqual(["scale", "diversity"]);
  expect(told("item", "messages")).toEqual(["scale"]);
  expect(told("item", "score")).toEqual([]);
  expect(textMeasures(undefined)).toEqual([]);
});
