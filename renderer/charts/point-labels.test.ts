import fc from "fast-check";
import { expect, test } from "vitest";
import { markField } from "./nearest-mark.ts";
import { placeLabels } from "./point-labels.ts";
import { textWidth } from "./scale.ts";
import { costDrawing, rankingDrawing, reliabilityDrawing } from "./test-measures.ts";

const frame = { width: 500, height: 300, left: 50, right: 480, top: 20, bottom: 260 };

test("labels never cover one another and stay in the picture, however the points lie", () => {
  const spot = fc.record({
    x: fc.integer({ min: 50, max: 480 }),
    y: fc.integer({ min: 20, max: 260 }),
    label: fc.string({ minLength: 1, maxLength: 20 }),
  });
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 30 }), (spots) => {
      const boxes = placeLabels(spots, spots, frame).map(({ text, x, y, anchor }) => {
        const width = textWidth(text);
        const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
        return { left, right: left + width, top: y - 10, bottom: y + 2 };
      });
      for (const [index, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(frame.left);
        expect(one.right).toBeLessThanOrEqual(frame.width + 1);
        for (const other of boxes.slice(index + 1)) {
          const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});

test("a label goes to the side that is free, and is left out where none is", () => {
  const [alone] = placeLabels([{ x: 100, y: 100, label: "judge" }], [{ x: 100, y: 100 }], frame);
  expect(alone?.anchor).toBe("start");
  const [turned] = placeLabels([{ x: 470, y: 100, label: "a rather long name" }], [{ x: 470, y: 100 }], frame);
  expect(turned?.anchor).toBe("end");
  const crowd = Array.from({ length: 400 }, (_, index) => ({ x: 50 + (index % 20) * 10, y: 60 + Math.floor(index / 20) * 8 }));
  expect(placeLabels([{ x: 150, y: 140, label: "lost" }], crowd, frame)).toEqual([]);
});

test("what a label would have said stands in the mark's name", () => {
  const plot = costDrawing.panels[0]?.plot;
  const marks = plot ? (markField(plot, 600)?.marks ?? []) : [];
  expect(marks.map(({ name }) => name)).toEqual([
    "sim/judge-fair, cost a verdict $0.002",
    "sim/judge-first, cost a verdict $0.0021",
    "sim/judge-large, cost a verdict $0.008",
  ]);
  expect(marks[0]?.drill).toEqual([{ column: "judge", operator: "in", value: "sim/judge-fair" }]);
});

test("dodged dots are read category by category, and each leads to its rows", () => {
  const plot = rankingDrawing.panels[0]?.plot;
  const marks = plot ? (markField(plot, 720)?.marks ?? []) : [];
  expect(marks.map(({ name }) => name)).toEqual(
    ["sim/willow-large", "sim/willow-small", "sim/basalt-small"].flatMap((model) => [`${model}, judge-fair`, `${model}, judge-first`]),
  );
  expect(marks.every(({ drill }) => drill !== undefined)).toBe(true);
  expect(marks[3]?.figure).toBe("undefined: all verdicts are ties, n 480");
});

test.each([300, 720, 1100])("a reliability diagram %i pixels wide is a square no larger than its room", (width) => {
  const plot = reliabilityDrawing.panels[0]?.plot;
  const found = plot ? markField(plot, width)?.frame : null;
  if (!found) throw new Error("no frame");
  expect(found.right - found.left).toBe(found.bottom - found.top);
  expect(found.right).toBeLessThanOrEqual(width);
});
