import { expect, it } from "vitest";
import { blockText, clipboardText } from "./clipboard-text.ts";

const columns = ["a", "b"];
const rows = [
  { a: "plain", b: 1 },
  { a: 'tab\there "and" \nthere, |', b: null },
  { a: ["x"], b: 0.1234567 },
];

it("quotes what a spreadsheet or CSV reader would split", () => {
  expect(clipboardText("tsv", columns, rows)).toBe('a\tb\nplain\t1\n"tab\there ""and"" \nthere, |"\t\n"[""x""]"\t0.1234567');
  expect(clipboardText("csv", columns, rows)).toBe('a,b\nplain,1\n"tab\there ""and"" \nthere, |",\n"[""x""]",0.1234567');
});

it("keeps a Markdown table one line a row", () => {
  expect(clipboardText("markdown", columns, rows).split("\n")).toEqual([
    "| a | b |",
    "| --- | --- |",
    "| plain | 1 |",
    '| tab\there "and" <br>there, \\| |  |',
    '| ["x"] | 0.1234567 |',
  ]);
});

it("writes JSON that reads back as the rows", () => {
  expect(JSON.parse(clipboardText("json", columns, rows))).toEqual(rows);
});

it("copies a single cell as it is and a block without names", () => {
  expect(blockText(["a"], [{ a: 'say "no"' }])).toBe('say "no"');
  expect(blockText(columns, rows.slice(0, 1))).toBe("plain\t1");
});
