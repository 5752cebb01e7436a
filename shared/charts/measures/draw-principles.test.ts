import { expect, it } from "vitest";
import type { Judgement } from "../../statistics/judgement.ts";
import { measurePrinciples } from "../../statistics/principles/measure-principles.ts";
import { drawPrinciples } from "./draw-principles.ts";

const side = (model: string) => ({ model, family: null, length: null, style: null });
const judgements = Array.from({ length: 24 }, (_, at): Judgement[] =>
  ["brief", "checkable"].map((principle, index) => ({
    item: `p${at}`,
    judge: "sim/judge-fair",
    principle,
    value: at % (index + 2) === 0 ? "a" : "b",
    a: side("original"),
    b: side("revised"),
  })),
).flat();

it("sets each principle's preference beside the pairs of principles in conflict, with marks that lead to their rows", () => {
  const columns = { item: "item", judge: "judge", principle: "principle" };
  const drawing = drawPrinciples(measurePrinciples(judgements).rows, { source: { table: "verdicts", columns } });
  expect(drawing?.summary).toContain("brief");
  const [preference, conflict] = drawing?.panels ?? [];
  expect(preference).toMatchObject({
    title: "Preference for revised, by principle",
    plot: { type: "dots", y: { categories: ["brief", "checkable"] }, reference: { value: 0.5 } },
  });
  expect(conflict).toMatchObject({ plot: { y: { categories: ["brief and checkable"] }, reference: null } });
  const [mark] = conflict?.plot.type === "dots" ? (conflict.plot.series[0]?.bars ?? []) : [];
  expect(mark).toMatchObject({
    value: 0.5,
    n: 24,
    drill: [
      { column: "judge", operator: "in", value: "sim/judge-fair" },
      { column: "principle", operator: "in", value: "brief\ncheckable" },
    ],
  });
});

it("draws nothing where nothing was decided", () => {
  expect(drawPrinciples(measurePrinciples([]).rows, {})).toBeNull();
});
