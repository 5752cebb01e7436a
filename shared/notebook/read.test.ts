import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBytes, encodeText, hasUndecodableBytes } from "./bytes.ts";
import { blockLines, cellsOf, fileLine, findCell, textOf } from "./document.ts";
import { splitLines } from "./lines.ts";
import { readNotebook, readNotebookText, writeNotebook } from "./read.ts";
import { notebookTexts } from "./test-notebooks.ts";

const cells = (text: string) => cellsOf(readNotebookText(text)).map((cell) => `${cell.kind} ${cell.name}: ${cell.body}`);

describe("bytes", () => {
  it("come back as they were, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(writeNotebook(readNotebook(bytes))).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it("come back when damaged bytes stand among notebook text", () => {
    const damage = fc.constantFrom(
      [0xff],
      [0xc3],
      [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80],
      [0xed, 0xb2, 0x80],
      [0xf0, 0x9f, 0x98],
      [0xc0, 0xaf],
      [0xf4, 0x90, 0x80, 0x80],
      [0],
      [0xef, 0xbb, 0xbf],
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            notebookTexts.map((text) => [...encodeText(text)]),
            damage,
          ),
          { maxLength: 6 },
        ),
        (parts) => {
          const bytes = Uint8Array.from(parts.flat());
          expect(writeNotebook(readNotebook(bytes))).toEqual(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("that are not UTF-8 are seen, and valid ones read as usual", () => {
    expect(decodeBytes(Uint8Array.of(0x61, 0xff, 0xc3, 0xa9))).toBe("a\uDCFFé");
    expect(hasUndecodableBytes("a\uDCFF")).toBe(true);
    expect(hasUndecodableBytes("é😀")).toBe(false);
  });

  it("write a lone surrogate typed by a program without losing it", () => {
    expect([...encodeText("\uD800x")]).toEqual([0xed, 0xa0, 0x80, 0x78]);
  });
});

describe("readNotebookText", () => {
  it("gives blocks whose texts joined are the text, cells never beside prose of the same run", () => {
    fc.assert(
      fc.property(notebookTexts, (text) => {
        const { blocks } = readNotebookText(text);
        expect(textOf({ blocks })).toBe(text);
        for (const [index, block] of blocks.entries()) {
          expect(block.raw).not.toBe("");
          expect(block.type === "prose" && blocks[index - 1]?.type === "prose").toBe(false);
          expect(block.type === "front-matter" && index > 0).toBe(false);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["a backtick fence", "```judge a\nx\n```\n", ["judge a: x\n"]],
    ["a tilde fence", "~~~judge a\nx\n~~~\n", ["judge a: x\n"]],
    ["a closing fence longer than the opening", "```judge a\nx\n`````\n", ["judge a: x\n"]],
    ["a shorter or other fence inside", "````judge a\n```\n~~~~\n````\n", ["judge a: ```\n~~~~\n"]],
    ["a closing fence with text behind it, which closes nothing", "```judge a\n``` x\n", ["judge a: ``` x\n"]],
    ["a fence indented by three, whose body loses as much", "   ```judge a\n   x\n     y\n z\n  ```\n", ["judge a: x\n  y\nz\n"]],
    ["a fence indented by four, which is code", "    ```judge a\n    x\n    ```\n", []],
    ["a tab before the fence, which is code", "\t```judge a\nx\n\t```\n", []],
    ["an info string with a backtick", "```judge a`\nx\n", []],
    ["a tilde info string with a backtick, which is no name", "~~~judge a`\nx\n~~~\n", []],
    ["an unclosed fence, which runs to the end", "```judge a\nx\n\ny", ["judge a: x\n\ny"]],
    ["white space around kind and name", "``` \t judge \t a \t\nx\n```", ["judge a: x\n"]],
    ["a kind alone", "```sql\nx\n```\n", []],
    ["a third word", "```judge a b\nx\n```\n", []],
    ["upper-case letters", "```Judge a\n```\n```judge A\n```\n", []],
    [
      "a name of 63 and one of 64 characters",
      `\`\`\`sql ${"a".repeat(63)}\n\`\`\`\n\`\`\`sql ${"b".repeat(64)}\n\`\`\`\n`,
      [`sql ${"a".repeat(63)}: `],
    ],
    ["a fence inside a comment", "<!--\n```judge a\nx\n```\n-->\n```judge b\n```\n", ["judge b: "]],
    ["a fence behind a comment on one line", "<!-- x -->\n```judge a\n```\n", ["judge a: "]],
    ["a comment that begins inside a paragraph, which a fence interrupts", "text <!--\n```judge a\n```\n-->\n", ["judge a: "]],
    ["a fence inside a bare fence", "````\n```judge a\n```\n````\n", []],
    ["a fence inside a pre element", "<pre>\n```judge a\n```\n</pre>\n```judge b\n```\n", ["judge b: "]],
    ["a fence right behind a details tag, and one behind a blank line", "<details>\n```judge a\n```\n\n```judge b\n```\n", ["judge b: "]],
    ["a fence inside a list item", "- item\n\n  ```judge a\n  ```\n", []],
    ["a fence behind a list", "- item\n\n```judge a\n```\n", ["judge a: "]],
    ["an indented fence behind a thematic break, which is no list", "* * *\n  ```judge a\n  ```\n", ["judge a: "]],
    ["a fence inside a quotation", "> ```judge a\n> ```\n", []],
    ["a byte order mark before the first fence", "\uFEFF```judge a\nx\n```\n", ["judge a: x\n"]],
    ["old line ends", "```judge a\rx\r```\rtext", ["judge a: x\r"]],
    ["an empty body", "```judge a\n```", ["judge a: "]],
    ["a line separator in the info string", "```judge a\u2028\n```\n", []],
  ])("reads %s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it("takes only a leading, closed --- block for front matter", () => {
    const first = (text: string) => readNotebookText(text).blocks[0];
    expect(first("---\nassay: 1\n---\nx")).toEqual({ type: "front-matter", raw: "---\nassay: 1\n---\n", yaml: "assay: 1\n" });
    expect(first("\uFEFF---\r\nassay: 1\r\n--- \r\n")).toMatchObject({ type: "front-matter", yaml: "assay: 1\r\n" });
    expect(first("\n---\nassay: 1\n---\n")?.type).toBe("prose");
    expect(first("---\nassay: 1\n")?.type).toBe("prose");
    expect(first("----\nassay: 1\n----\n")?.type).toBe("prose");
  });

  it("keeps merge-conflict marks and shows both versions of the cell", () => {
    const text = "<<<<<<< HEAD\n```judge a\nx\n```\n=======\n```judge a\ny\n```\n>>>>>>> theirs\n";
    expect(cells(text)).toEqual(["judge a: x\n", "judge a: y\n"]);
    expect(textOf(readNotebookText(text))).toBe(text);
  });

  it("reads 200 cells of a long notebook in well under a second", () => {
    const text = Array.from({ length: 200 }, (_, index) => `Text.\n\n\`\`\`sql cell_${index}\n${"select 1;\n".repeat(200)}\`\`\`\n\n`).join(
      "",
    );
    expect(cellsOf(readNotebookText(text))).toHaveLength(200);
  });
});

describe("lines", () => {
  it("of blocks are the lines of the file", () => {
    fc.assert(
      fc.property(notebookTexts, (text) => {
        const document = readNotebookText(text);
        const lines = splitLines(text);
        for (const [index, place] of blockLines(document).entries()) {
          expect(lines.slice(place.first - 1, place.first - 1 + place.count).join("")).toBe(document.blocks[index]?.raw);
        }
      }),
    );
  });

  it("of a cell's body are found in the file", () => {
    const document = readNotebookText("---\nassay: 1\n---\n\n```judge a\nfrom: x\nbad\n```\n");
    expect(fileLine(document, findCell(document, "a").index, 2)).toBe(7);
    expect(fileLine(document, 0, 1)).toBe(2);
  });

  it("name the cell that is missing", () => {
    expect(() => findCell(readNotebookText(""), "answers")).toThrow('There is no cell named "answers".');
  });
});
