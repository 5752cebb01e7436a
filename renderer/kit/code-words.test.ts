import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeParts, withoutCodeMarks } from "./code-words.ts";

describe("the words of a sentence", () => {
  it("are code between two backticks", () => {
    expect(codeParts("`from` is missing. Add `from:` to the cell.")).toEqual([
      { text: "from", isCode: true },
      { text: " is missing. Add ", isCode: false },
      { text: "from:", isCode: true },
      { text: " to the cell.", isCode: false },
    ]);
  });

  it("keep a backtick that has no partner", () => {
    expect(codeParts("The file ` has no name")).toEqual([{ text: "The file ` has no name", isCode: false }]);
    expect(withoutCodeMarks("`a` and `")).toBe("a and `");
  });

  it("lose nothing but the marks", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", "`", ".") }), (sentence) => {
        const marked = codeParts(sentence).map(({ text, isCode }) => (isCode ? `\`${text}\`` : text));
        expect(marked.join("")).toBe(sentence);
      }),
    );
  });
});
