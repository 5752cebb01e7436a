import { expect, it } from "vitest";
import { nearestNames } from "./nearest-names.ts";

it("offers names a few letters away, the nearest first", () => {
  expect(nearestNames("qestion", ["answer", "questions", "question"])).toEqual(["question", "questions"]);
});

it("offers longer and shorter forms of a name", () => {
  expect(nearestNames("gpt-4o", ["openai/gpt-4o", "openai/o3"])).toEqual(["openai/gpt-4o"]);
});

it("offers nothing when nothing is near", () => {
  expect(nearestNames("zebra", ["question", "answer"])).toEqual([]);
});
