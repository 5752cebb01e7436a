import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertBlock, moveBlock, type NewBlock, removeBlock, setCellBody, setProse } from "./change.ts";
import { cellsOf, type Edit, type NotebookDocument, textOf } from "./document.ts";
import { applyEdit, emptyEdit, invertEdit, isEmptyEdit, squashEdits } from "./edit.ts";
import { readNotebookText } from "./read.ts";
import { notebookTexts } from "./test-notebooks.ts";

const after = (text: string, change: (document: NotebookDocument) => Edit) => {
  const document = readNotebookText(text);
  return textOf(applyEdit(document, change(document)));
};

type Step = (document: NotebookDocument) => Edit;
const place = fc.nat(12);
const bodies = fc.oneof(notebookTexts, fc.constantFrom("", "x", "```\n", "a\nb\n", "~~~~~"));
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(place, bodies).map(
    ([at, body]): Step =>
      (document) => {
        const index = at % Math.max(1, document.blocks.length);
        return document.blocks[index]?.type === "cell" ? setCellBody(document, index, body) : setProse(document, index, body);
      },
  ),
  fc.tuple(place, bodies, fc.boolean()).map(([at, body, isCell]): Step => {
    const block: NewBlock = isCell ? { type: "cell", kind: "sql", name: "inserted", body } : { type: "prose", text: body };
    return (document) => insertBlock(document, at, block);
  }),
  place.map(
    (at): Step =>
      (document) =>
        removeBlock(document, at),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Step =>
      (document) =>
        moveBlock(document, from, to),
  ),
);

describe("edits", () => {
  it("read the file again where a line of dashes may close front matter", () => {
    const document = readNotebookText("---\n```dataset tasks\n");
    const edited = applyEdit(document, setCellBody(document, 1, "---\n"));
    expect(edited).toEqual(readNotebookText(textOf(edited)));
  });

  it("taken back one by one give the same bytes, and squashed do the same at once", () => {
    fc.assert(
      fc.property(notebookTexts, fc.array(steps, { maxLength: 8 }), (text, changes) => {
        const start = readNotebookText(text);
        const edits: Edit[] = [];
        let document = start;
        for (const change of changes) {
          const edit = change(document);
          edits.push(edit);
          document = applyEdit(document, edit);
          // Blocks are always what a reader of the file finds.
          expect(document).toEqual(readNotebookText(textOf(document)));
        }
        const squashed = squashEdits(edits);
        expect(applyEdit(start, squashed)).toEqual(document);
        expect(textOf(applyEdit(document, invertEdit(squashed)))).toBe(text);
        let back = document;
        for (const edit of edits.toReversed()) back = applyEdit(back, invertEdit(edit));
        expect(textOf(back)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("of one block leave every other cell as it was", () => {
    fc.assert(
      fc.property(notebookTexts, steps, (text, change) => {
        const before = readNotebookText(text);
        const edit = change(before);
        const removed = new Set(edit.splices.flatMap((splice) => splice.removed));
        const document = applyEdit(before, edit);
        for (const cell of cellsOf(before)) {
          if (removed.has(cell)) continue;
          expect(cellsOf(document)).toContainEqual(cell);
        }
        // At most the block itself is lost: the number of cells falls by one at most.
        expect(cellsOf(document).length).toBeGreaterThanOrEqual(cellsOf(before).length - 1);
      }),
      { numRuns: 2000 },
    );
  });

  it("made on another state of the notebook are refused with the place", () => {
    const edit = setCellBody(readNotebookText("```sql a\nx\n```\n"), "a", "y\n");
    expect(() => applyEdit(readNotebookText("```sql a\nz\n```\n"), edit)).toThrow(
      "The notebook has changed at block 1 since this edit was made.",
    );
    expect(() => applyEdit(readNotebookText(""), { splices: [{ at: 3, removed: [], inserted: [] }] })).toThrow("changed at block 4");
  });

  it("that change nothing are empty", () => {
    const document = readNotebookText("```sql a\r\nx\r\n```\r\n");
    expect(setCellBody(document, "a", "x\r\n")).toEqual(emptyEdit);
    expect(isEmptyEdit(setCellBody(document, "a", "x\n"))).toBe(true);
    const there = setCellBody(document, "a", "y\n");
    expect(isEmptyEdit(squashEdits([there, invertEdit(there)]))).toBe(true);
  });

  it("of one cell typed letter by letter squash into one splice", () => {
    let document = readNotebookText("text\n\n```sql a\n```\n");
    const edits = ["s\n", "se\n", "sel\n"].map((body) => {
      const edit = setCellBody(document, "a", body);
      document = applyEdit(document, edit);
      return edit;
    });
    expect(squashEdits(edits).splices).toHaveLength(1);
  });
});

describe("setCellBody", () => {
  it.each([
    ["keeps fence and info as written", "~~~  sql   a \nx\n~~~~  \n", "y\n", "~~~  sql   a \ny\n~~~~  \n"],
    ["grows the fence over one inside", "```sql a\nx\n```\nText", "```\n````\n", "`````sql a\n```\n````\n`````\nText"],
    ["ends the last line", "```sql a\nx\n```\n", "y", "```sql a\ny\n```\n"],
    ["uses the block's line ends", "```sql a\r\nx\r\n```\r\n", "y\nz", "```sql a\r\ny\r\nz\r\n```\r\n"],
    ["closes a fence left open", "```sql a\nx", "y", "```sql a\ny\n```\n"],
    ["takes the indentation off an indented fence", "  ```sql a\n  x\n  ```\n", "y\n", "```sql a\ny\n```\n"],
    ["works behind a byte order mark", "\uFEFF```sql a\nx\n```\n", "y\n", "\uFEFF```sql a\ny\n```\n"],
    ["keeps a missing last line end", "```sql a\nx\n```", "y\n", "```sql a\ny\n```"],
  ])("%s", (_, text, body, expected) => {
    expect(after(text, (document) => setCellBody(document, "a", body))).toBe(expected);
  });
});

describe("insertBlock, moveBlock and removeBlock", () => {
  const cell: NewBlock = { type: "cell", kind: "sql", name: "b", body: "select 1" };

  it.each([
    ["into an empty notebook", "", 0, "```sql b\nselect 1\n```\n"],
    ["behind front matter, never before it", "---\nassay: 1\n---\n", 0, "---\nassay: 1\n---\n\n```sql b\nselect 1\n```\n"],
    ["behind a text without a last line end", "text", 1, "text\n\n```sql b\nselect 1\n```\n"],
    ["behind a cell without a last line end", "```sql a\n```", 1, "```sql a\n```\n\n```sql b\nselect 1\n```\n"],
    ["behind a fence left open", "~~~~\ncode", 1, "~~~~\ncode\n~~~~\n\n```sql b\nselect 1\n```\n"],
    ["behind a comment left open", "<!-- note", 1, "<!-- note\n-->\n\n```sql b\nselect 1\n```\n"],
    ["behind a tag a blank line ends", "<div>\n", 1, "<div>\n\n```sql b\nselect 1\n```\n"],
    ["between two cells", "```sql a\n```\n```sql c\n```\n", 1, "```sql a\n```\n\n```sql b\nselect 1\n```\n\n```sql c\n```\n"],
    ["with the notebook's line ends", "text\r\n", 1, "text\r\n\r\n```sql b\r\nselect 1\r\n```\r\n"],
  ])("puts a cell %s", (_, text, at, expected) => {
    expect(after(text, (document) => insertBlock(document, at, cell))).toBe(expected);
  });

  it("gives a new cell a fence longer than any inside", () => {
    const text = after("", (document) => insertBlock(document, 0, { ...cell, body: "a ````` b" }));
    expect(text).toBe("``````sql b\na ````` b\n``````\n");
  });

  it("moves a cell up and down with the texts around it staying", () => {
    const text = "one\n\n```sql a\n```\n\ntwo\n\n```sql b\n```\n";
    expect(after(text, (document) => moveBlock(document, 3, 0))).toBe("```sql b\n```\n\none\n\n```sql a\n```\n\ntwo\n\n");
    expect(after(text, (document) => moveBlock(document, 1, 4))).toBe("one\n\ntwo\n\n```sql b\n```\n\n```sql a\n```\n");
  });

  it("closes an open cell that is moved before another", () => {
    const text = after("```sql a\n```\n```sql b\nx", (document) => moveBlock(document, 1, 0));
    expect(text).toBe("```sql b\nx\n```\n\n```sql a\n```\n");
  });

  it("leaves one blank line where a cell was", () => {
    expect(after("one\n\n```sql a\n```\n\ntwo\n", (document) => removeBlock(document, 1))).toBe("one\n\ntwo\n");
  });

  it("turns a fence typed into prose into a cell and does not let it swallow the next", () => {
    const text = after("one\n\n```sql a\n```\n", (document) => setProse(document, 0, "```sql new\nselect 1"));
    expect(cellsOf(readNotebookText(text)).map((found) => found.name)).toEqual(["new", "a"]);
  });
});
