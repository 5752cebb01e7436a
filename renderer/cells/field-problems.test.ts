import { expect, it } from "vitest";
import { fieldProblems } from "./field-problems.ts";

const at = (key: string, sentence = `${key} is wrong.`) => ({
  severity: "error" as const,
  code: "cell-invalid" as const,
  sentence,
  place: { key },
});

it("marks the control of the key", () => {
  expect(fieldProblems([at("orders")], ["mode", "orders"])).toEqual(new Map([["orders", "orders is wrong."]]));
});

it("does not name the key once more at its own control", () => {
  const found = fieldProblems([at("bins", "`bins`: too few."), at("models.1", "`models.1`: no model.")], ["bins", "models"]);
  expect([...found.values()]).toEqual(["Too few.", "`models.1`: no model."]);
});

it("marks the list that holds what is wrong, and not what merely begins alike", () => {
  expect([...fieldProblems([at("models.1")], ["model", "models"]).keys()]).toEqual(["models"]);
});

it("marks the first control of options that are missing as a whole", () => {
  expect([...fieldProblems([at("best_of_n")], ["method", "best_of_n.scores", "best_of_n.column"]).keys()]).toEqual(["best_of_n.scores"]);
});

it("tells the first of several, and leaves alone what no control is about", () => {
  const found = fieldProblems([at("from", "one."), at("from", "two."), at("note"), at("")], ["from"]);
  expect(found).toEqual(new Map([["from", "one."]]));
});
