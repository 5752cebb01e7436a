import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectApprovable } from "./approvable.ts";
import { criterionOf, criterionSchema, inherit } from "./criterion.ts";
import { criterionRow, readRubric } from "./rubric-table.ts";

const criterion = (written: object) => criterionOf(criterionSchema.parse(written));

describe("a criterion", () => {
  it("weighs what its priority weighs, unless a weight is written", () => {
    expect(criterion({ id: "a", text: "A", type: "rule" })).toMatchObject({ weight: 1, priority: "essential" });
    expect(criterion({ id: "a", text: "A" })).toMatchObject({ weight: 0.7, priority: "important", type: "principle" });
    expect(criterion({ id: "a", text: "A", type: "pitfall" })).toMatchObject({ weight: 0.9, priority: "pitfall" });
    expect(criterion({ id: "a", text: "A", priority: "optional" })).toMatchObject({ weight: 0.3 });
    expect(criterion({ id: "a", text: "A", weight: 3 })).toMatchObject({ weight: 3, priority: null });
  });

  it("takes an inherited one's place by its id, or stands after them", () => {
    const base = [criterion({ id: "a", text: "A" }), criterion({ id: "b", text: "B" })];
    const own = [criterion({ id: "c", text: "C" }), criterion({ id: "a", text: "A anew" })];
    expect(inherit(base, own).map(({ id, text, origin }) => [id, text, origin])).toEqual([
      ["a", "A anew", "own"],
      ["b", "B", "base"],
      ["c", "C", "own"],
    ]);
  });
});

describe("a rubric's table", () => {
  const levelled = { ...criterion({ id: "a", text: "A", levels: { 0: "none", 1: "some", 2: "all" } }), origin: "base" as const };
  const checked = { ...criterion({ id: "b", text: "B", type: "rule", check: { type: "length", max: 5 } }), origin: "own" as const };
  const written = { ...criterion({ id: "c", text: "C" }), origin: "written" as const };

  it("reads back as it was written", () => {
    const rows = [levelled, checked].map((each) => criterionRow(each, "gated", null));
    expect(readRubric(rows)).toEqual({ aggregate: "gated", common: [levelled, checked], perItem: null });
  });

  it("keeps criteria written for one prompt with their item", () => {
    const rows = [criterionRow(levelled, "weighted", "1"), criterionRow(written, "weighted", "1"), criterionRow(levelled, "weighted", "2")];
    const rubric = readRubric(rows);
    expect(rubric?.common).toEqual([levelled]);
    expect([...(rubric?.perItem ?? [])]).toEqual([
      ["1", [levelled, written]],
      ["2", [levelled]],
    ]);
  });

  it("is no rubric when a column is missing or nothing is in it", () => {
    expect(readRubric([{ id: "a", text: "A" }])).toBeNull();
    expect(readRubric([])).toBeNull();
  });

  it("is approved whatever order its prompts stand in, and not once a word of it differs", () => {
    const hashOf = (rows: readonly { readonly text: string; readonly item: string; readonly origin: string }[]) => {
      const collected = collectApprovable();
      for (const row of rows) collected.add({ ...criterionRow(written, "weighted", row.item), ...row });
      return collected.approvable();
    };
    const rows = [
      { item: "1", text: "A", origin: "written" },
      { item: "2", text: "B", origin: "written" },
      { item: "2", text: "base", origin: "base" },
    ];
    const { hash, differences } = hashOf(rows);
    expect(differences).toBe(2);
    expect(hash).toMatch(/^r[0-9a-f]{15}$/);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), (shuffled) => {
        expect(hashOf(shuffled).hash).toBe(hash);
      }),
    );
    expect(hashOf(rows.map((row) => ({ ...row, text: `${row.text}!` }))).hash).not.toBe(hash);
  });
});
