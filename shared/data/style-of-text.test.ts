import fc from "fast-check";
import { expect, test } from "vitest";
import { styleOfText } from "./style-of-text.ts";

const none = { lists: 0, headers: 0, bold: 0, code: 0, tables: 0 };

test("plain prose has no layout", () => {
  expect(styleOfText("")).toEqual(none);
  expect(styleOfText("A minus-sign, 3 * 4 = 12, and # no header.\nAt 5.30 we met.")).toEqual(none);
});

test("bullets, numbers and letters at line starts are list items", () => {
  expect(styleOfText("Do this:\n- one\n* two\n  • three\n1. four\n2) five\na) six\nB. seven").lists).toBe(7);
  expect(styleOfText("-\n-\n").lists).toBe(0);
  expect(styleOfText("a)six").lists).toBe(0);
});

// python3 -c 'import re; print(len(re.findall(r"(?m)^\s*[*\u2022-]\s*[^\w]*\w+|^\s*\d+[.)]\s*[^\w]*\w+|^\s*[a-zA-Z][.)]\s+[^\w]*\w+", TEXT)))' of Python 3.11
test.each([
  ["**Answer:** 12\n\n- *first*\n-\n- second\n10) ten", 4],
  ["\n\n  - a\n\n\n- b - c\n1.5 kg\nx. y", 4],
  ["* * *\n---\nend", 1],
  ["• été\n- 漢字\n3. ", 2],
])("counts the list items of %j as AlpacaEval's pattern does", (text, lists) => {
  expect(styleOfText(text).lists).toBe(lists);
});

test("headers, bold, code blocks and tables", () => {
  const text =
    "# One\n\n## Two\n#no\n**bold** and __bold__ and **not\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```py\n# not a header\n- not an item\n```\n~~~\nopen";
  expect(styleOfText(text)).toEqual({ lists: 1, headers: 2, bold: 2, code: 2, tables: 1 });
});

test("line ends change nothing, and code hides what is inside it", () => {
  const line = fc.constantFrom("- a", "# b", "**c**", "| d |", "|--|", "plain", "", "1. e");
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join("\n");
      expect(styleOfText(lines.join("\r\n"))).toEqual(styleOfText(text));
      expect(styleOfText(`\`\`\`\n${text}\n\`\`\``)).toEqual({ ...none, code: 1 });
    }),
  );
});

test("a hundred thousand bullets without a word take no longer than they are long", () => {
  expect(styleOfText("-\n".repeat(100_000)).lists).toBe(0);
  expect(styleOfText(`${"- a\n".repeat(50_000)}${" ".repeat(100_000)}`).lists).toBe(50_000);
});
