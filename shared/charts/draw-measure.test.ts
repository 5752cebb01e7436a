import { expect, test } from "vitest";
import { measureAgreement } from "../statistics/agreement/measure-agreement.ts";
import { measurePosition } from "../statistics/bias/measure-position.ts";
import type { Judgement } from "../statistics/judgement.ts";
import { drawMeasure } from "./draw-measure.ts";

const resampling = { draws: 200, seed: 1 };

function verdicts(judge: string, ab: string, ba: string): readonly Judgement[] {
  const asked = (order: "ab" | "ba", values: string) => [...values].map((value, index) => ({ item: `i${index}`, judge, order, value }));
  return [...asked("ab", ab), ...asked("ba", ba)];
}

const [x, y, z] = [
  verdicts("x", "abababababab", "abababababaa"),
  verdicts("y", "abababababab", "bbababababab"),
  verdicts("z", "aaaabbbbabab", "aaaabbbbabab"),
];

test("three judges' agreement is a symmetric matrix about chance", () => {
  const drawing = drawMeasure("agreement", measureAgreement([...x, ...y, ...z], { resampling }).rows, { simulated: true });
  const plot = drawing?.panels[0]?.plot;
  expect(drawing?.simulated).toBe(true);
  expect(plot).toMatchObject({ type: "heatmap", scale: { type: "diverging", neutral: 0, to: 1 } });
  if (plot?.type !== "heatmap") return;
  expect(plot.cells).toHaveLength(6);
  const at = (across: string, down: string) => plot.cells.find((cell) => cell.x === across && cell.y === down)?.value;
  expect(at("x", "z")).toBe(at("z", "x"));
  expect(drawing?.summary).toMatch(/^Cohen's kappa is highest for x and y at/);
});

test("scores of three judges are compared by alpha", () => {
  const scores = ["x", "y", "z"].flatMap((judge, shift) =>
    [1, 2, 3, 4, 5].map((score, item): Judgement => ({ item: `i${item}`, judge, value: score + (item % 2) * shift })),
  );
  const plot = drawMeasure("agreement", measureAgreement(scores, { resampling }).rows)?.panels[0]?.plot;
  expect(plot).toMatchObject({ type: "heatmap", label: "Krippendorff's alpha" });
});

test("two judges' agreement is three bars with chance at zero", () => {
  const plot = drawMeasure("agreement", measureAgreement([...x, ...z], { resampling }).rows)?.panels[0]?.plot;
  expect(plot).toMatchObject({ type: "bar", reference: { value: 0, label: "chance (κ, α = 0)" } });
  expect(plot?.type === "bar" ? plot.series[0]?.bars.map(({ category }) => category) : []).toEqual([
    "percent agreement",
    "Cohen's kappa",
    "Krippendorff's alpha",
  ]);
});

test("position shows the preference against one half and the conflicts by direction", () => {
  const drawing = drawMeasure("position", measurePosition([...x, ...y], { resampling }).rows);
  expect(drawing?.panels.map(({ title }) => title)).toEqual([
    "Preference for the answer shown first",
    "Verdicts that change with the order",
  ]);
  expect(drawing?.panels[0]?.plot).toMatchObject({ type: "bar", reference: { value: 0.5, label: "neutral 50 %" } });
  const conflicts = drawing?.panels[1]?.plot;
  expect(conflicts?.type === "bar" ? conflicts.series.map(({ name }) => name) : []).toEqual(["towards the first", "towards the second"]);
});

test("a measure with nothing to compare draws nothing", () => {
  expect(drawMeasure("agreement", measureAgreement(x, { resampling }).rows)).toBeNull();
  expect(drawMeasure("position", measurePosition([{ item: "i", judge: "x", value: 3 }]).rows)).toBeNull();
});
