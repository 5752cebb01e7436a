import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertBlock, moveBlock, removeBlock, setCellBody, setProse } from "./change.ts";
import { cellsOf, findCell, type NotebookDocument, textOf } from "./document.ts";
import { applyEdit } from "./edit.ts";
import { mergeNotebooks, settleConflict } from "./merge.ts";
import { readNotebookText } from "./read.ts";
import { notebookTexts } from "./test-notebooks.ts";

const base = `---
assay: 1
title: Base
budget: 5
---

First line.

Second line.

\`\`\`teacher answers
from: tasks
\`\`\`

Between.

\`\`\`judge verdicts
from: answers
\`\`\`

\`\`\`sql last
select 1
\`\`\`
`;
const start = readNotebookText(base);
const body = (document: NotebookDocument, name: string, text: string) => applyEdit(document, setCellBody(document, name, text));
const cell = (document: NotebookDocument, before: string | number, name: string) => {
  const at = typeof before === "number" ? before : findCell(document, before).index;
  return applyEdit(document, insertBlock(document, at, { type: "cell", kind: "sql", name, body: "select 2\n" }));
};
const without = (document: NotebookDocument, name: string) => applyEdit(document, removeBlock(document, findCell(document, name).index));
const replaced = (from: string, to: string) => readNotebookText(base.replace(from, to));
const names = (document: NotebookDocument) => cellsOf(document).map((found) => found.name);

describe("mergeNotebooks", () => {
  it("obeys its laws for any three texts", () => {
    fc.assert(
      fc.property(notebookTexts, notebookTexts, (one, other) => {
        const [b, x] = [readNotebookText(one), readNotebookText(other)];
        for (const [mine, theirs] of [
          [b, x],
          [x, b],
          [x, x],
        ] as const) {
          expect(mergeNotebooks(b, mine, theirs)).toEqual({ document: x, conflicts: [] });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, loses no cell of mine silently and gives what a reader of the file would find", () => {
    fc.assert(
      fc.property(notebookTexts, notebookTexts, notebookTexts, (b, m, t) => {
        const [mine, theirs] = [readNotebookText(m), readNotebookText(t)];
        const { document, conflicts } = mergeNotebooks(readNotebookText(b), mine, theirs);
        expect(document).toEqual(readNotebookText(textOf(document)));
        const inBase = new Set(names(readNotebookText(b)));
        for (const name of [...names(mine), ...names(theirs)]) {
          if (inBase.has(name)) continue;
          expect(names(document).includes(name) || conflicts.some((conflict) => conflict.name === name)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("takes changes of different cells from both sides", () => {
    const { document, conflicts } = mergeNotebooks(start, body(start, "answers", "from: more\n"), body(start, "last", "select 9\n"));
    expect(conflicts).toEqual([]);
    expect(textOf(document)).toBe(base.replace("from: tasks", "from: more").replace("select 1", "select 9"));
  });

  it("takes the same change once", () => {
    const mine = body(start, "answers", "from: more\n");
    const theirs = body(body(start, "answers", "from: more\n"), "last", "select 9\n");
    expect(mergeNotebooks(start, mine, theirs)).toEqual({ document: theirs, conflicts: [] });
  });

  it("keeps mine where the same cell was changed differently, and says so", () => {
    const mine = body(start, "answers", "from: mine\n");
    const { document, conflicts } = mergeNotebooks(start, mine, body(start, "answers", "from: theirs\n"));
    expect(document).toEqual(mine);
    expect(conflicts).toEqual([
      {
        id: "cell:answers",
        name: "answers",
        base: "```teacher answers\nfrom: tasks\n```\n",
        mine: "```teacher answers\nfrom: mine\n```\n",
        theirs: "```teacher answers\nfrom: theirs\n```\n",
        after: null,
        behindText: true,
      },
    ]);
  });

  it.each([
    ["both add a cell in the same place", cell(start, "last", "m"), cell(start, "last", "t"), ["answers", "verdicts", "m", "t", "last"]],
    [
      "both add the same cell",
      cell(start, "last", "m"),
      cell(cell(start, "last", "m"), "answers", "t"),
      ["t", "answers", "verdicts", "m", "last"],
    ],
    ["one removes, the other changes elsewhere", without(start, "answers"), body(start, "last", "x\n"), ["verdicts", "last"]],
    ["both remove different cells", without(start, "answers"), without(start, "last"), ["verdicts"]],
    [
      "one moves, the other adds",
      applyEdit(start, moveBlock(start, 2, 7)),
      cell(start, "verdicts", "t"),
      ["verdicts", "last", "answers", "t"],
    ],
    [
      "one moves and the other changes the cell",
      body(start, "answers", "x\n"),
      applyEdit(start, moveBlock(start, 2, 7)),
      ["verdicts", "last", "answers"],
    ],
    ["one adds at the end, one at the beginning", cell(start, 99, "m"), cell(start, 0, "t"), ["t", "answers", "verdicts", "last", "m"]],
    [
      "one splits a text by a cell, the other adds behind",
      replaced("Second line.", "```sql m\n```\n\nSecond line."),
      cell(start, 99, "t"),
      ["m", "answers", "verdicts", "last", "t"],
    ],
  ])("merges cleanly when %s", (_, mine, theirs, expected) => {
    const { document, conflicts } = mergeNotebooks(start, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(names(document)).toEqual(expected);
  });

  it("merges a text by lines, and front matter too", () => {
    const { document, conflicts } = mergeNotebooks(
      start,
      readNotebookText(base.replace("First line.", "First, mine.").replace("title: Base", "title: Mine")),
      readNotebookText(base.replace("Second line.", "Second, theirs.").replace("budget: 5", "budget: 6")),
    );
    expect(conflicts).toEqual([expect.objectContaining({ id: "front-matter" })]);
    expect(textOf(document)).toContain("First, mine.\n\nSecond, theirs.");
  });

  it("merges texts one by one although a cell between them was removed", () => {
    const removed = without(start, "answers");
    const { document, conflicts } = mergeNotebooks(start, removed, replaced("Between.", "Between, theirs."));
    expect(conflicts).toEqual([]);
    expect(textOf(document)).toBe(textOf(removed).replace("Between.", "Between, theirs."));
  });

  it("settles one text of several that grew together", () => {
    const longer = readNotebookText(base.replace("Between.", "Kept.\n\nBetween."));
    const removed = textOf(without(longer, "answers"));
    const version = (word: string) => removed.replace("Between.", word);
    const { document, conflicts } = mergeNotebooks(longer, readNotebookText(version("Mine.")), replaced("Between.", "Kept.\n\nTheirs."));
    expect(conflicts).toMatchObject([{ name: "text after answers", mine: "\nKept.\n\nMine.\n\n", theirs: "\nKept.\n\nTheirs.\n\n" }]);
    expect(textOf(document)).toBe(version("Mine."));
    const settled = conflicts.reduce((now, conflict) => applyEdit(now, settleConflict(now, conflict, "theirs")), document);
    expect(textOf(settled)).toBe(version("Theirs."));
  });

  it("names a text changed differently by the cell it follows", () => {
    const { conflicts } = mergeNotebooks(start, replaced("Between.", "Mine."), replaced("Between.", "Theirs."));
    expect(conflicts).toMatchObject([{ name: "text after answers", mine: "\nMine.\n\n", theirs: "\nTheirs.\n\n" }]);
  });

  it("treats a cell removed here and changed there as a conflict, and the reverse", () => {
    const changed = body(start, "verdicts", "from: x\n");
    const mineRemoved = mergeNotebooks(start, without(start, "verdicts"), changed);
    expect(names(mineRemoved.document)).toEqual(["answers", "last"]);
    expect(mineRemoved.conflicts).toMatchObject([{ name: "verdicts", mine: null, after: "answers" }]);
    const theirsRemoved = mergeNotebooks(start, changed, without(start, "verdicts"));
    expect(names(theirsRemoved.document)).toEqual(["answers", "verdicts", "last"]);
    expect(theirsRemoved.conflicts).toMatchObject([{ name: "verdicts", theirs: null }]);
  });

  it("joins texts without last line ends so that no cell is swallowed", () => {
    const open = readNotebookText("```sql a\nx");
    const mine = cell(open, 1, "m");
    const theirs = readNotebookText("```sql a\ny");
    expect(names(mergeNotebooks(open, mine, theirs).document)).toEqual(["a", "m"]);
  });

  it("keeps the byte order mark of mine", () => {
    const marked = readNotebookText(`\uFEFF${base}`);
    const { document } = mergeNotebooks(marked, body(marked, "last", "x\n"), body(marked, "answers", "y\n"));
    expect(textOf(document).startsWith("\uFEFF---\n")).toBe(true);
    expect(textOf(document).slice(1)).not.toContain("\uFEFF");
  });
});

describe("settleConflict", () => {
  const settle = (mine: NotebookDocument, theirs: NotebookDocument, take: "mine" | "theirs") => {
    const { document, conflicts } = mergeNotebooks(start, mine, theirs);
    return conflicts.reduce((now, conflict) => applyEdit(now, settleConflict(now, conflict, take)), document);
  };
  const changed = body(start, "verdicts", "from: x\n");
  const other = body(start, "verdicts", "from: y\n");
  const removed = without(start, "verdicts");

  it.each([
    ["a changed cell", changed, other],
    ["a cell I removed", removed, other],
    ["a cell they removed", changed, removed],
    ["a text", replaced("Between.", "Mine."), replaced("Between.", "Theirs.")],
    ["front matter", replaced("title: Base", "title: Mine"), replaced("title: Base", "title: Theirs")],
  ])("takes either side of %s", (_, mine, theirs) => {
    expect(textOf(settle(mine, theirs, "mine"))).toBe(textOf(mine));
    const settled = settle(mine, theirs, "theirs");
    const meaning = (document: NotebookDocument) => textOf(document).replaceAll(/\n+/g, "\n");
    expect(meaning(settled)).toBe(meaning(theirs));
  });

  it("takes theirs although mine was edited meanwhile", () => {
    const { document, conflicts } = mergeNotebooks(start, changed, other);
    const edited = body(document, "verdicts", "from: z\n");
    const settled = conflicts.reduce((now, conflict) => applyEdit(now, settleConflict(now, conflict, "theirs")), edited);
    expect(textOf(settled)).toBe(textOf(other));
  });

  it("keeps my edit that mixed both sides, when mine is taken", () => {
    const { document, conflicts } = mergeNotebooks(start, changed, other);
    const edited = body(document, "verdicts", "from: both\n");
    const settled = conflicts.reduce((now, conflict) => applyEdit(now, settleConflict(now, conflict, "mine")), edited);
    expect(settled).toEqual(edited);
  });

  it("leaves a notebook whose text between cells can still be edited", () => {
    const { document } = mergeNotebooks(start, replaced("Between.", "Mine."), changed);
    expect(textOf(applyEdit(document, setProse(document, 3, "\nNew.\n\n")))).toContain("```\n\nNew.\n\n```judge verdicts\nfrom: x");
  });
});
