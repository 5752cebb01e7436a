import { describe, expect, it } from "vitest";
import { valueAt, yamlValues } from "./yaml-values.ts";

describe("yamlValues", () => {
  it("reads values that do not fit the kind's schema", () => {
    expect(yamlValues("from: answers\nrepeats: many\n")).toEqual({ from: "answers", repeats: "many" });
  });

  it("reads an empty body as no values", () => {
    expect(yamlValues("")).toEqual({});
  });

  it("says null of what is no YAML", () => {
    expect(yamlValues("from: [a,\n")).toBeNull();
  });
});

it("finds a value at a dotted place", () => {
  expect(valueAt({ scale: { min: 1 } }, "scale.min")).toBe(1);
  expect(valueAt({ scale: 3 }, "scale.min")).toBeUndefined();
});
