import fc from "fast-check";
import { expect, test } from "vitest";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { encodeCsv, encodeJsonl } from "./encode-text.ts";
import { CsvRecords } from "./readers/csv-records.ts";
import { emptyRow, everyType, fullRow } from "./test-tables.ts";

const full = arrowCodec.encode(everyType, [fullRow, emptyRow]);
const words = schemaOf([["words", text]]);

function textOf(pieces: Iterable<Uint8Array>): string {
  return Buffer.concat([...pieces]).toString("utf8");
}

test("JSONL has one object a line, in the order of columns, with bytes as base64", () => {
  const [first, second, ...rest] = textOf(encodeJsonl(full)).split("\n");
  expect(Object.keys(JSON.parse(first ?? ""))).toEqual(everyType.columns.map(({ name }) => name));
  expect(JSON.parse(first ?? "")).toEqual({ ...fullRow, raw: "AP8H", turn: { role: "user", scores: [1, null, null] } });
  expect(JSON.parse(second ?? "")).toEqual(emptyRow);
  expect(rest).toEqual([""]);
});

test("JSONL keeps the digits of large integers and the order of columns that look like numbers", () => {
  const schema = schemaOf([
    ["b", integer],
    ["1", integer],
  ]);
  expect(textOf(encodeJsonl(arrowCodec.encode(schema, [{ b: 2n ** 60n, 1: 1 }])))).toBe('{"b":1152921504606846976,"1":1}\n');
});

test("CSV reads back as it was, whatever the text", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: "grapheme" }))), (values) => {
      const csv = textOf(
        encodeCsv(
          arrowCodec.encode(
            schemaOf([
              ["n", integer],
              ["words", text],
            ]),
            values.map((value, n) => ({ n, words: value })),
          ),
          { neutralise: false },
        ),
      );
      const records: (string | null)[][] = [];
      const refuse = (problem: Error) => {
        throw problem;
      };
      new CsvRecords(",").parse(csv, true, (cells) => records.push(cells), refuse);
      expect(records).toEqual([["n", "words"], ...values.map((value, n) => [String(n), value])]);
    }),
  );
});

test("CSV for spreadsheets has no formulas, and numbers stay numbers", () => {
  const schema = schemaOf([
    ["=words", text],
    ["n", integer],
  ]);
  const rows = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1", ""].map((value) => ({ "=words": value, n: -1 }));
  const ipc = arrowCodec.encode(schema, rows);
  expect(textOf(encodeCsv(ipc, { neutralise: true }))).toBe(
    `'=words,n\n'=1+1,-1\n'+1,-1\n'-1,-1\n'@x,-1\n"'\tx",-1\n"'\rx",-1\na=1,-1\n"",-1\n`,
  );
  expect(textOf(encodeCsv(ipc, { neutralise: false }))).toContain("\n=1+1,-1\n");
});

test("a table without rows is a header, or nothing", () => {
  const ipc = arrowCodec.encode(words, []);
  expect([textOf(encodeCsv(ipc, { neutralise: true })), textOf(encodeJsonl(ipc))]).toEqual(["words\n", ""]);
});
