import { describe, expect, it } from "vitest";
import { chooseKinds } from "./choose-kinds.ts";

describe("chooseKinds", () => {
  const choices = [
    { kind: "sql", title: "SQL", sentence: "A query over every table." },
    { kind: "dataset", title: "Dataset", sentence: "Rows from a file, or written in place." },
    { kind: "chart", title: "Chart", sentence: "Bars or lines from a table." },
  ];

  it("puts kinds whose name begins with the word first, then those that mention it", () => {
    expect(chooseKinds(choices, "table").map((choice) => choice.kind)).toEqual(["sql", "chart"]);
    expect(chooseKinds(choices, "da").map((choice) => choice.kind)).toEqual(["dataset"]);
  });

  it("offers everything before anything is typed", () => {
    expect(chooseKinds(choices, " ")).toEqual(choices);
  });
});
