import { expect, it } from "vitest";
import { findingOf } from "./finding.ts";

it("writes a figure with its interval and n", () => {
  const row = { estimate: 0.7123, low: -0.66, high: 0.75, n: 1480, sentence: "They agree." };
  expect(findingOf(row)).toEqual({ figure: "0.71", interval: "[−0.66, 0.75]", n: "1,480", sentence: "They agree." });
});

it("never turns what is undefined into a number", () => {
  const row = { estimate: null, low: null, high: null, n: 0, sentence: "Kappa is undefined: one class." };
  expect(findingOf(row)).toMatchObject({ figure: null, interval: null, sentence: "Kappa is undefined: one class." });
  expect(findingOf({ estimate: 0.5, low: null, high: null, n: 4, sentence: "" }).interval).toBeNull();
});
