import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine, plainText, readCsv } from "./csv-text.ts";

const cell = fc.string({ unit: fc.constantFrom("a", "ä", "=", "-", "'", '"', ",", ";", "\t", "\n", " ", "1") });
const record = fc.array(cell, { minLength: 2, maxLength: 5 }).map((cells) => ["id", ...cells]);

it("reads back what it wrote, whatever is in the cells", () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1 }), (records) => {
      // Records of a sheet are of one width; the head decides the delimiter.
      const head = ["item", "check", "question"];
      const read = readCsv([head, ...records].map(csvLine).join(""));
      const bare = (text: string): string => plainText(text);
      expect(read.slice(1).map(({ cells }) => cells.map(bare))).toEqual(records.map((cells) => cells.map(bare)));
    }),
  );
});

it("writes nothing a spreadsheet would run", () => {
  for (const dangerous of ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"]) {
    expect(csvLine([dangerous]).replaceAll('"', "")).toMatch(/^'/);
    expect(plainText(`'${dangerous}`)).toBe(plainText(dangerous));
  }
});

it("takes what spreadsheets elsewhere write: a byte order mark, semicolons or tabs, other line ends, blank lines", () => {
  expect(readCsv('\uFEFFa;b\n1;"two; and\nmore"\n\n;;\n3;4')).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["1", "two; and\nmore"] },
    { line: 6, cells: ["3", "4"] },
  ]);
  expect(readCsv("a\tb\r\n1\t2\r\n").map(({ cells }) => cells)).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});
