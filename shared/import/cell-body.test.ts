import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataset } from "../cells/dataset.ts";
import { cellNameFor, datasetBody, inlineBody } from "./cell-body.ts";
import { readTsvBlock } from "./tsv-block.ts";

test("the body that is written says what was chosen, whatever the names", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), { maxKeys: 3 }),
      (path, columns) => {
        const body = datasetBody({ path, shape: "alpaca", columns, id: "k", keepsOwn: false, skipsBadRows: true, sample: 10 });
        const read = dataset.read(body);
        const wanted = { path, shape: "alpaca", keep: [], id: "k", sample: 10, bad_rows: "skip" };
        expect(read).toMatchObject({ ok: true, body: wanted });
        if (read.ok && Object.keys(columns).length > 0) expect(read.body.columns).toEqual({ ...columns });
      },
    ),
  );
});

describe("a block pasted from a spreadsheet", () => {
  test("becomes rows with the first line's names, numbers as numbers and quotes undone", () => {
    const rows = readTsvBlock('question\tanswer\r\nWhat is 6 × 7?\t42\r\n"Two\nlines ""here"""\t\r\n');
    expect(rows).toEqual([
      { question: "What is 6 × 7?", answer: 42 },
      { question: 'Two\nlines "here"', answer: null },
    ]);
    expect(dataset.read(inlineBody(rows ?? []))).toMatchObject({ ok: true, body: { rows } });
  });

  test.each(["plain text", "a\tb", "a\tb\nc", "a\ta\n1\t2", "x = 1\n\ty = 2"])("%j is none", (text) => {
    expect(readTsvBlock(text)).toBeNull();
  });

  test("any text is rows or none, and rows survive being written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "1", '"', "\t", "\n", "é", ":", "#") }), (text) => {
        const rows = readTsvBlock(text);
        if (rows !== null) expect(dataset.read(inlineBody(rows))).toMatchObject({ ok: true, body: { rows } });
      }),
    );
  });
});

test.each([
  ["data/Train Set-2.jsonl", "train_set_2"],
  ["data/train-*.parquet", "data"],
  ["2024.csv", "data"],
  ["データ.csv", "data"],
])("%s is named %s", (path, name) => {
  expect(cellNameFor(path)).toBe(name);
});
