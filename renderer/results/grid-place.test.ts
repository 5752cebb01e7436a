import { expect, it } from "vitest";
import { blockOf, placeAfterKey } from "./grid-place.ts";

const extent = { rows: 1000, columns: 4, rowsInView: 11 };
const at = { row: 50, column: 2 };

it("moves the cursor by keys and stops at the edges", () => {
  expect(placeAfterKey("Down", at, extent)).toEqual({ row: 51, column: 2 });
  expect(placeAfterKey("PageDown", at, extent)).toEqual({ row: 60, column: 2 });
  expect(placeAfterKey("PageUp", { row: 3, column: 0 }, extent)).toEqual({ row: 0, column: 0 });
  expect(placeAfterKey("End", at, extent)).toEqual({ row: 50, column: 3 });
  expect(placeAfterKey("Mod+End", at, extent)).toEqual({ row: 999, column: 3 });
  expect(placeAfterKey("Right", { row: 0, column: 3 }, extent)).toEqual({ row: 0, column: 3 });
  expect(placeAfterKey("X", at, extent)).toBeNull();
});

it("reaches the headers above the first row, also of an empty table", () => {
  expect(placeAfterKey("Up", { row: 0, column: 1 }, extent)).toEqual({ row: -1, column: 1 });
  expect(placeAfterKey("Down", { row: -1, column: 1 }, { ...extent, rows: 0 })).toEqual({ row: -1, column: 1 });
});

it("orders a block's corners whichever way it was drawn", () => {
  expect(blockOf({ anchor: { row: 5, column: 3 }, active: { row: 2, column: 1 } })).toEqual({
    firstRow: 2,
    lastRow: 5,
    firstColumn: 1,
    lastColumn: 3,
  });
});
