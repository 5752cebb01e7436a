import { describe, expect, it } from "vitest";
import type { NotebookDocument } from "#shared/notebook/document.ts";
import { textOf } from "#shared/notebook/document.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { emptyHistory, type History, record, redo, seal, undo } from "./history.ts";
import { mergeDocuments } from "./merge.ts";

const page = (first: string, second = "select 2"): NotebookDocument =>
  readNotebookText(`\`\`\`sql first\n${first}\n\`\`\`\n\n\`\`\`sql second\n${second}\n\`\`\`\n`);

const one = page("select 1");
const ten = page("select 10");
const hundred = page("select 100");

const typed = (history: History, before: NotebookDocument, after: NotebookDocument) =>
  record(history, { label: "edit of first", before, after, coalesce: "cell:first" });

describe("undo", () => {
  it("takes back a stretch of typing in one cell as one step", () => {
    const history = typed(typed(emptyHistory, one, ten), ten, hundred);
    const moved = undo(history, hundred, mergeDocuments);
    expect(moved).toMatchObject({ type: "moved", label: "edit of first" });
    expect(moved.type === "moved" && textOf(moved.document)).toBe(textOf(one));
  });

  it("begins a new step after the editor was left", () => {
    const history = typed(seal(typed(emptyHistory, one, ten)), ten, hundred);
    expect(history.done).toHaveLength(2);
  });

  it("leaves later changes of other cells alone", () => {
    const history = typed(emptyHistory, one, ten);
    const moved = undo(history, page("select 10", "select 22"), mergeDocuments);
    expect(moved.type === "moved" && textOf(moved.document)).toBe(textOf(page("select 1", "select 22")));
  });

  it("refuses when the same cell was changed since, and names it", () => {
    const moved = undo(typed(emptyHistory, one, ten), page("select 11"), mergeDocuments);
    expect(moved).toEqual({ type: "blocked", label: "edit of first", cells: ["first"] });
  });

  it("is brought back by redo, until something new is done", () => {
    const moved = undo(typed(emptyHistory, one, ten), ten, mergeDocuments);
    if (moved.type !== "moved") throw new Error("nothing was undone");
    const back = redo(moved.history, moved.document, mergeDocuments);
    expect(back.type === "moved" && textOf(back.document)).toBe(textOf(ten));
    expect(typed(moved.history, one, hundred).undone).toEqual([]);
  });

  it("has nothing to do at the beginning", () => {
    expect(undo(emptyHistory, one, mergeDocuments)).toEqual({ type: "nothing" });
  });
});
