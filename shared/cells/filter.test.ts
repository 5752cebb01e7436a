import { describe, expect, it } from "vitest";
import { recipeOf, recipeText } from "../graph/recipe.ts";
import { filter } from "./filter.ts";

function problemsOf(source: string) {
  const reading = filter.read(source);
  return reading.ok ? [] : reading.problems.map(({ sentence, place }) => ({ sentence, key: place.key, line: place.line }));
}

function bodyOf(source: string) {
  const reading = filter.read(source);
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  return reading.body;
}

describe("a filter's text", () => {
  it("is read with its defaults, the starter too", () => {
    expect(filter.read(filter.starter)).toMatchObject({ ok: true });
    expect(bodyOf("from: answers\nsteps: [{ type: near }]\n")).toEqual({
      from: "answers",
      seed: 0,
      steps: [{ type: "near", threshold: 0.8, shingle: 5, permutations: 128, keep: "first" }],
    });
  });

  it.each([
    ["a type that is none", "from: a\nsteps:\n  - { type: exact }\n  - { type: nearly }\n", "steps.1.type", "one of exact, near", 4],
    ["a key a step has not", "from: a\nsteps:\n  - { type: exact, treshold: 1 }\n", "steps.0.treshold", "Unknown key `treshold`", 3],
    ["a length without limits", "from: a\nsteps:\n  - { type: length }\n", "steps.0.min", "give `min` or `max`", 3],
    ["limits that cross", "from: a\nsteps:\n  - { type: length, min: 9, max: 2 }\n", "steps.0.min", "must not be above", 3],
    ["a pattern that is none", "from: a\nsteps:\n  - { type: pattern, reject: '(' }\n", "steps.0.reject", "the pattern", 3],
    ["highest of nothing", "from: a\nsteps:\n  - { type: near, keep: highest }\n", "steps.0.of", "which column", 3],
    ["a mix of nothing", "from: a\nsteps:\n  - { type: mix, share: 0.2 }\n", "steps.0.table", "either a `table`", 3],
    ["no step", "from: a\nsteps: []\n", "steps", "at least one step", 2],
    [
      "a second semantic step",
      "from: a\nsteps:\n  - { type: semantic, model: sim/embed }\n  - { type: semantic, model: sim/embed }\n",
      "steps.1.type",
      "one semantic step",
      4,
    ],
    [
      "a condition after a mix",
      "from: a\nsteps:\n  - { type: mix, table: h, share: 0.2 }\n  - { type: where, sql: 'true' }\n",
      "steps.1.type",
      "before `mix`",
      4,
    ],
  ])("with %s says so at its place", (_, source, key, words, line) => {
    expect(problemsOf(source)).toMatchObject([{ key, line, sentence: expect.stringContaining(words) }]);
  });
});

describe("a filter", () => {
  it("is free until a semantic step is on", () => {
    const classOf = (source: string) => filter.costClassOf?.(bodyOf(source));
    expect(classOf("from: a\nsteps: [{ type: near }]\n")).toBe("free");
    expect(classOf("from: a\nsteps: [{ type: semantic, model: sim/embed }]\n")).toBe("paid");
    expect(classOf("from: a\nsteps: [{ type: semantic, model: sim/embed, off: true }, { type: exact }]\n")).toBe("free");
  });

  it("names every table its steps read at the step, and none of a step that is off", () => {
    const body = bodyOf(`from: a
steps:
  - { type: score, table: scores, min: 1 }
  - { type: decontaminate, tables: [one, two] }
  - { type: decontaminate, tables: three }
  - { type: mix, table: humans, share: 0.1, off: true }
`);
    expect(filter.references(body)).toEqual([
      { name: "a", key: "from" },
      { name: "scores", key: "steps.0.table" },
      { name: "one", key: "steps.1.tables.0" },
      { name: "two", key: "steps.1.tables.1" },
      { name: "three", key: "steps.2.tables" },
    ]);
  });

  it("has a recipe that holds what its steps say and not what their tables are called", () => {
    const textOf = (source: string): string => {
      const body = bodyOf(source);
      const inputs = Object.fromEntries(filter.references(body).map(({ key }) => [key, "hash"]));
      return recipeText(recipeOf({ kind: "filter", version: 1, body, pacingKeys: [], shownKeys: [], inputs, extra: {} }));
    };
    const source = (table: string, min: number): string =>
      `from: a\nsteps:\n  - { type: score, table: ${table}, min: ${min} }\n  - { type: decontaminate, tables: [${table}, x] }\n`;
    expect(textOf(source("scores", 3))).toBe(textOf(source("grades", 3)));
    expect(textOf(source("scores", 3))).not.toBe(textOf(source("scores", 4)));
  });
});
