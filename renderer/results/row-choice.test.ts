import fc from "fast-check";
import { expect, it } from "vitest";
import { type ChosenRows, countRows, hasRow, noRows, rowsOfBlock, toggleRow, within, withRows } from "./row-choice.ts";

const range = fc.tuple(fc.nat(60), fc.nat(10)).map(([first, more]) => ({ first, last: first + more }));
const rowsIn = (chosen: ChosenRows) => Array.from({ length: 90 }, (_, row) => row).filter((row) => hasRow(chosen, row));

it("holds the same rows as a set would, in ranges that neither touch nor overlap", () => {
  fc.assert(
    fc.property(fc.array(range), fc.array(fc.nat(70)), (ranges, toggled) => {
      const set = new Set(ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index)));
      for (const row of toggled) if (!set.delete(row)) set.add(row);
      const chosen = toggled.reduce(toggleRow, withRows(noRows, ranges));
      expect(rowsIn(chosen)).toEqual([...set].sort((one, other) => one - other));
      expect(countRows(chosen)).toBe(set.size);
      expect(chosen.every(({ first }, index) => first > (chosen[index - 1]?.last ?? -2) + 1)).toBe(true);
    }),
  );
});

it("takes a block of several rows for rows, and one row only from end to end", () => {
  const block = (row: number, column: number) => ({ anchor: { row: 2, column: 0 }, active: { row, column } });
  expect(rowsOfBlock(block(5, 0), 4)).toEqual([{ first: 2, last: 5 }]);
  expect(rowsOfBlock(block(0, 0), 4)).toEqual([{ first: 0, last: 2 }]);
  expect(rowsOfBlock(block(2, 2), 4)).toEqual([]);
  expect(rowsOfBlock(block(2, 3), 4)).toEqual([{ first: 2, last: 2 }]);
  expect(rowsOfBlock(block(2, 0), 1)).toEqual([]);
});

it("leaves out rows that a shorter view no longer has", () => {
  const chosen = [
    { first: 1, last: 5 },
    { first: 8, last: 9 },
  ];
  expect(within(chosen, 4)).toEqual([{ first: 1, last: 3 }]);
  expect(within(chosen, 9)).toEqual([chosen[0], { first: 8, last: 8 }]);
});
