import { AssayError } from "../assay-error.ts";
import { type Block, type Edit, type NotebookDocument, type Splice, sameBlock } from "./document.ts";

export const emptyEdit: Edit = { splices: [] };

/** The document after the edit. Throws busy, and changes nothing, when the blocks to replace are not the ones the edit was made on. */
export function applyEdit(document: NotebookDocument, edit: Edit): NotebookDocument {
  let blocks = document.blocks;
  for (const splice of edit.splices) {
    const found = blocks.slice(splice.at, splice.at + splice.removed.length);
    if (splice.at > blocks.length || !sameBlocks(found, splice.removed)) {
      throw new AssayError("busy", `The notebook has changed at block ${splice.at + 1} since this edit was made.`, {
        hint: "Make the edit again on the notebook as it stands now.",
      });
    }
    blocks = blocks.toSpliced(splice.at, splice.removed.length, ...splice.inserted);
  }
  return { blocks };
}

/** The edit that takes this one back. */
export function invertEdit(edit: Edit): Edit {
  return { splices: edit.splices.toReversed().map(({ at, removed, inserted }) => ({ at, removed: inserted, inserted: removed })) };
}

/** One edit that does what these do one after the other; splices on the same or neighbouring blocks become one. */
export function squashEdits(edits: readonly Edit[]): Edit {
  const splices: Splice[] = [];
  for (const splice of edits.flatMap((edit) => edit.splices)) {
    const last = splices.at(-1);
    const joined = last ? joinSplices(last, splice) : null;
    if (joined) splices.pop();
    const next = trimSplice(joined ?? splice);
    if (!isEmptySplice(next)) splices.push(next);
  }
  return { splices };
}

export function isEmptyEdit(edit: Edit): boolean {
  return squashEdits([edit]).splices.length === 0;
}

/** The smallest single splice that turns one document into the other. */
export function editBetween(before: NotebookDocument, after: NotebookDocument): Edit {
  const splice = trimSplice({ at: 0, removed: before.blocks, inserted: after.blocks });
  return isEmptySplice(splice) ? emptyEdit : { splices: [splice] };
}

/** Both splices as one, when the second touches what the first left behind; else null. */
function joinSplices(first: Splice, second: Splice): Splice | null {
  const firstEnd = first.at + first.inserted.length;
  const secondEnd = second.at + second.removed.length;
  if (second.at > firstEnd || secondEnd < first.at) return null;
  const left = second.removed.slice(0, Math.max(0, first.at - second.at));
  const right = second.removed.slice(second.removed.length - Math.max(0, secondEnd - firstEnd));
  return {
    at: Math.min(first.at, second.at),
    removed: [...left, ...first.removed, ...right],
    inserted: [
      ...first.inserted.slice(0, Math.max(0, second.at - first.at)),
      ...second.inserted,
      ...first.inserted.slice(Math.max(0, secondEnd - first.at)),
    ],
  };
}

function trimSplice({ at, removed, inserted }: Splice): Splice {
  const shorter = Math.min(removed.length, inserted.length);
  let head = 0;
  while (head < shorter && isSame(removed[head], inserted[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(removed.at(-1 - tail), inserted.at(-1 - tail))) tail += 1;
  return { at: at + head, removed: removed.slice(head, removed.length - tail), inserted: inserted.slice(head, inserted.length - tail) };
}

function isEmptySplice(splice: Splice): boolean {
  return splice.removed.length === 0 && splice.inserted.length === 0;
}

function sameBlocks(one: readonly Block[], other: readonly Block[]): boolean {
  return one.length === other.length && one.every((block, index) => isSame(block, other[index]));
}

function isSame(one: Block | undefined, other: Block | undefined): boolean {
  return one !== undefined && other !== undefined && sameBlock(one, other);
}
