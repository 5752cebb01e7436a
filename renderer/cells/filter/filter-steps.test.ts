import { expect, it } from "vitest";
import type { Row } from "#shared/data/table.ts";
import { settingOf } from "#shared/filter/run-steps.ts";
import { stepSchema } from "#shared/filter/step-schema.ts";
import { stepLines } from "./filter-steps.ts";

const ran = (step: object, index: number, entered: number, remaining: number): Row => ({
  step_index: index,
  step: "x",
  setting: settingOf(stepSchema.parse(step)),
  entered,
  remaining,
  mixed_in: 0,
  note: "",
});
const exact = { type: "exact" };
const short = { type: "length", min: 3 };

it("shows each step with what it kept, also after steps have moved", () => {
  const rows = [ran(exact, 1, 10, 8), ran(short, 2, 8, 5)];
  const counts = (steps: unknown) =>
    stepLines({ steps }, { rows, isOld: true })?.map(({ count }) => count && [count.entered, count.remaining]);
  expect(counts([exact, short])).toEqual([
    [10, 8],
    [8, 5],
  ]);
  expect(counts([short, exact])).toEqual([
    [8, 5],
    [10, 8],
  ]);
  expect(counts([exact, { ...short, min: 4 }])).toEqual([[10, 8], null]);
  expect(counts([exact, exact])).toEqual([[10, 8], null]);
});

it("shows steps that are off, unreadable or of no known type without counts", () => {
  const lines = stepLines({ steps: [{ ...exact, off: true }, { type: "length" }, { type: "magic" }, "exact"] }, { rows: [], isOld: false });
  expect(lines?.map(({ type, kind, isOff, words }) => [type, kind?.title, isOff, words])).toEqual([
    ["exact", "Exact duplicates", true, expect.stringContaining("same text")],
    ["length", "Length", false, ""],
    ["magic", undefined, false, ""],
    ["", undefined, false, ""],
  ]);
  expect(stepLines({ steps: "exact" }, { rows: [], isOld: false })).toBeNull();
});
