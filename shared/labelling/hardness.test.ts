import { expect, it } from "vitest";
import { hardnessOf, signalsOf } from "./hardness.ts";
import type { MachineVerdict } from "./label-item.ts";

const said = (value: string | number | null, more: Partial<MachineVerdict> = {}): MachineVerdict => ({
  judge: "sim/judge",
  judgeFamily: "judge",
  value,
  p: null,
  flipped: false,
  repeat: 0,
  criterion: null,
  ...more,
});

it("tells disagreement between judges by the share that is not with the most", () => {
  expect(signalsOf([said("a"), said("a"), said("b")], null).disagreement).toBeCloseTo(1 / 3);
  expect(signalsOf([said("a"), said("a")], null).disagreement).toBe(0);
});

it("tells spread between scores on the scale's own terms", () => {
  expect(signalsOf([said(1), said(5)], 4).disagreement).toBe(1);
  expect(signalsOf([said(3), said(4)], 4).disagreement).toBeCloseTo(0.25);
  expect(signalsOf([said(3), said(3)], null).disagreement).toBe(0);
});

it("tells a low margin by the mean probability, and a conflict of the two orders apart from disagreement", () => {
  const signals = signalsOf([said("a", { p: 0.9 }), said(null, { flipped: true, p: 0.5 })], null);
  expect(signals.lowMargin).toBeCloseTo(0.6);
  expect(signals.swapConflict).toBe(0.5);
  expect(signals.disagreement).toBe(0);
});

it("tells a conflict about criteria by the share of them on which verdicts differ", () => {
  const verdicts = [
    said("met", { criterion: "right" }),
    said("not met", { criterion: "right" }),
    said("met", { criterion: "brief" }),
    said("met", { criterion: "brief" }),
  ];
  expect(signalsOf(verdicts, null)).toEqual({ disagreement: null, lowMargin: null, swapConflict: null, rubricConflict: 0.5 });
});

it("gives the mean of the signals and says which they are, the strongest first", () => {
  const hard = hardnessOf([said("a", { p: 0.5 }), said("b", { p: 0.5 })], null);
  expect(hard.score).toBeCloseTo((0.5 + 1 + 0) / 3);
  expect(hard.why).toBe("low margin 1.00, judges disagree 0.50");
  expect(hardnessOf([said("a", { p: 1 })], null)).toEqual({ score: 0, why: "judges are sure" });
});

it("calls nothing hard without a verdict to tell it by", () => {
  expect(hardnessOf([], null)).toEqual({ score: 0, why: "no judge's verdict" });
  expect(hardnessOf([said(null, { criterion: "right" })], null)).toEqual({ score: 0, why: "no readable verdict" });
});
