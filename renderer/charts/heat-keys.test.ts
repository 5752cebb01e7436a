import { expect, test } from "vitest";
import { nextSquare } from "./heat-keys.ts";

const size = { rows: 3, columns: 3 };

test("arrow keys go to the next square that opens, over those that do not, and stop at the edge", () => {
  const opens = ({ row, column }: { readonly row: number; readonly column: number }) => row !== column;
  expect(nextSquare("ArrowRight", { row: 1, column: 0 }, opens, size)).toEqual({ row: 1, column: 2 });
  expect(nextSquare("ArrowDown", { row: 0, column: 1 }, opens, size)).toEqual({ row: 2, column: 1 });
  expect(nextSquare("ArrowUp", { row: 1, column: 0 }, opens, size)).toBeNull();
  expect(nextSquare("Enter", { row: 1, column: 0 }, opens, size)).toBeNull();
});
