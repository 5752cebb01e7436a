import { expect, it } from "vitest";
import { lineDifference } from "./line-difference.ts";

it("marks the lines the other text does not have, as many times as it lacks them", () => {
  expect(lineDifference("a\nb\nb", "a\nb").map((line) => line.differs)).toEqual([false, false, true]);
});
