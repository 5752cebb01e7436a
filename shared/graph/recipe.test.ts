import { describe, expect, it } from "vitest";
import { type RecipeParts, recipeChanges, recipeHash, recipeOf, recipeText } from "./recipe.ts";

const parts: RecipeParts = {
  kind: "teacher",
  version: 1,
  body: { from: "tasks", models: ["sim/willow-large"], temperature: 0.7, note: "first try", budget: 2, max_error_rate: 0.1 },
  pacingKeys: [],
  shownKeys: [],
  inputs: { from: "aaa" },
  extra: {},
};
const textFor = (change: Partial<RecipeParts>): string => recipeText(recipeOf({ ...parts, ...change }));
const bodyWith = (change: object): string => textFor({ body: { ...(parts.body as object), ...change } });

describe("recipes", () => {
  it("do not move with notes, budgets, limits on errors or the order of keys", () => {
    const base = textFor({});
    expect(bodyWith({ note: "second try", budget: 9, max_error_rate: 1, title: "Answers", freeze: true })).toBe(base);
    expect(textFor({ body: { temperature: 0.7, models: ["sim/willow-large"], from: "tasks" } })).toBe(base);
    expect(recipeHash(base)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("do not move when an input is renamed, but do when its content changes", () => {
    expect(bodyWith({ from: "questions" })).toBe(textFor({}));
    expect(textFor({ inputs: { from: "bbb" } })).not.toBe(textFor({}));
  });

  it("keep what stands beside an input in a group of keys, and take a list of inputs out whole", () => {
    const grouped = (from: string, min: number) => textFor({ body: { per_prompt: { from, min } }, inputs: { "per_prompt.from": "aaa" } });
    expect(grouped("questions", 7)).toBe(grouped("tasks", 7));
    expect(grouped("tasks", 8)).not.toBe(grouped("tasks", 7));
    const listed = (from: unknown) => textFor({ body: { from }, inputs: { "from.0": "aaa", "from.1": "bbb" } });
    expect(listed(["one", "two"])).toBe(listed(["three", "four"]));
    expect(listed("one")).toBe(listed(["three", "four"]));
  });

  it("move with what is asked, the version, and a title that shows in the result", () => {
    for (const changed of [bodyWith({ temperature: 0.8 }), textFor({ version: 2 }), textFor({ extra: { file: "x" } })])
      expect(changed).not.toBe(textFor({}));
    const titled = (title: string) => textFor({ shownKeys: ["title"], body: { ...(parts.body as object), title } });
    expect(titled("One")).not.toBe(titled("Two"));
  });

  it("say in words what changed", () => {
    const names = { from: "tasks" };
    expect(recipeChanges(textFor({}), textFor({}), names)).toEqual([]);
    expect(recipeChanges(textFor({}), bodyWith({ temperature: 0.8 }), names)).toEqual(["temperature changed"]);
    expect(recipeChanges(textFor({}), textFor({ inputs: { from: "bbb" }, extra: { file: "x" } }), names)).toEqual([
      "tasks changed",
      "file changed",
    ]);
    expect(recipeChanges("not a recipe", textFor({}), names)).toEqual(["the recipe changed"]);
  });
});
