import type { Edit, NotebookDocument } from "#shared/notebook/document.ts";
import { textOf } from "#shared/notebook/document.ts";
import { editBetween, isEmptyEdit } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";

/** Brings two changes of one text together; `mine` wins where both changed the same cell, and those are named. */
export type Merge = (
  base: NotebookDocument,
  mine: NotebookDocument,
  theirs: NotebookDocument,
) => { readonly document: NotebookDocument; readonly conflicts: readonly { readonly name: string }[] };

/**
 * A notebook being edited here while the engine holds it: `mine` is what the page shows, `base` the last text both
 * agreed on, `sent` what is on its way. One edit travels at a time.
 */
export type Buffer = {
  readonly revision: number;
  readonly base: NotebookDocument;
  readonly mine: NotebookDocument;
  readonly sent: NotebookDocument | null;
  /** Cells changed both here and in another window since; ours was kept. */
  readonly overwritten: readonly string[];
};

export function openBuffer(revision: number, text: string): Buffer {
  const document = readNotebookText(text);
  return { revision, base: document, mine: document, sent: null, overwritten: [] };
}

export function change(buffer: Buffer, mine: NotebookDocument): Buffer {
  return mine === buffer.mine ? buffer : { ...buffer, mine };
}

/** What to send now, if anything. */
export function nextEdit(buffer: Buffer): Edit | null {
  if (buffer.sent !== null || buffer.mine === buffer.base) return null;
  const edit = editBetween(buffer.base, buffer.mine);
  return isEmptyEdit(edit) ? null : edit;
}

export function markSent(buffer: Buffer): Buffer {
  return { ...buffer, sent: buffer.mine };
}

/** The engine took what was sent. */
export function acknowledge(buffer: Buffer, revision: number): Buffer {
  if (buffer.sent === null || revision <= buffer.revision) return { ...buffer, sent: null };
  return { ...buffer, revision, base: buffer.sent, sent: null };
}

/** The engine holds another text than the one edited here: both are brought together and `mine` is to be sent again. */
export function rebase(buffer: Buffer, revision: number, text: string, merge: Merge): Buffer {
  if (revision < buffer.revision) return { ...buffer, sent: null };
  const theirs = readNotebookText(text);
  if (textOf(buffer.mine) === text) return { ...buffer, revision, base: theirs, mine: theirs, sent: null };
  if (isEmptyEdit(editBetween(buffer.base, buffer.mine))) return { ...buffer, revision, base: theirs, mine: theirs, sent: null };
  const merged = merge(buffer.base, buffer.mine, theirs);
  const overwritten = merged.conflicts.map((conflict) => conflict.name);
  return { revision, base: theirs, mine: merged.document, sent: null, overwritten };
}

/** A text the engine announced. While an edit is on its way its answer settles everything, so news by others wait for it. */
export function announce(buffer: Buffer, revision: number, text: string, mineIsMeant: boolean, merge: Merge): Buffer {
  if (revision <= buffer.revision) return buffer;
  if (buffer.sent !== null) return mineIsMeant ? acknowledge(buffer, revision) : buffer;
  return rebase(buffer, revision, text, merge);
}

export function isSettled(buffer: Buffer): boolean {
  return buffer.sent === null && nextEdit(buffer) === null;
}
