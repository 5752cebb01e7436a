import fc from "fast-check";
import { expect, test } from "vitest";
import { fitName, nameLines } from "./fit-name.ts";
import { textWidth } from "./scale.ts";

test("a name that is too wide keeps both its ends", () => {
  expect(fitName("sim/willow-large", 400)).toBe("sim/willow-large");
  expect(fitName("provider/family-instruct-large", 100)).toMatch(/^prov.*….*large$/);
});

test("a name is broken where one of its parts ends, before anything is left out", () => {
  expect(nameLines("openrouter/mistral-large", 120)).toEqual(["openrouter/", "mistral-large"]);
  expect(nameLines("length and order", 60)).toEqual(["length", "and order"]);
  expect(nameLines("short", 60)).toEqual(["short"]);
});

test("no line is wider than its room, and a name without breaks stays on one", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.integer({ min: 30, max: 300 }), (name, width) => {
      const lines = nameLines(name, width);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
  expect(nameLines("abcdefghijklmnopqrstuvwxyz", 80)).toHaveLength(1);
});
