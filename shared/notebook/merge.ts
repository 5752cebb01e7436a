import type { CellConflict } from "../journal/entries.ts";
import { identifyBlocks, mergeOrder } from "./align.ts";
import { insertBlock, removeBlock, replaceBlock } from "./change.ts";
import { mergeLines } from "./diff.ts";
import { type Block, type Edit, type NotebookDocument, textOf } from "./document.ts";
import { emptyEdit } from "./edit.ts";
import { joinPieces, type Piece } from "./join.ts";
import { splitLines } from "./lines.ts";
import { byteOrderMark, readNotebookText } from "./read.ts";

/** A conflict with the place theirs has it at: behind which cell (null at the beginning), and whether behind that cell's text too. */
export type MergeConflict = CellConflict & { readonly after: string | null; readonly behindText: boolean };

export type MergeResult = { readonly document: NotebookDocument; readonly conflicts: readonly MergeConflict[] };

/**
 * Three-way merge block by block. A cell changed on one side is taken from there; changed alike on both it is taken once; changed
 * differently it is a conflict, and the merged document has *mine* until it is settled. Texts and front matter are merged
 * by lines first. Where both sides moved blocks, my order holds.
 */
export function mergeNotebooks(base: NotebookDocument, mine: NotebookDocument, theirs: NotebookDocument): MergeResult {
  const [baseText, mineText, theirText] = [textOf(base), textOf(mine), textOf(theirs)];
  if (mineText === theirText || baseText === theirText) return { document: mine, conflicts: [] };
  if (baseText === mineText) return { document: theirs, conflicts: [] };
  const marked = mineText.startsWith(byteOrderMark);
  const sides = { base: sideOf(base, null), mine: sideOf(mine, base), theirs: sideOf(theirs, base) };
  const conflicts: MergeConflict[] = [];
  const texts = new Map<string, string>();
  for (const id of mergeOrder(sides.base.order, sides.mine.order, sides.theirs.order)) {
    const versions = {
      base: sides.base.texts.get(id) ?? null,
      mine: sides.mine.texts.get(id) ?? null,
      theirs: sides.theirs.texts.get(id) ?? null,
    };
    const merged = mergeTexts(id, versions);
    if (merged.isConflict) conflicts.push({ id, name: nameOf(id, sides.theirs), ...versions, ...placeIn(sides.theirs, id) });
    if (merged.text !== null) texts.set(id, merged.text);
  }
  const document = readNotebookText((marked ? byteOrderMark : "") + joinPieces(piecesOf(texts, sides.mine, sides.theirs)));
  return { document, conflicts };
}

/** Takes one side of a conflict in the document as it stands now. *Mine* is there already. */
export function settleConflict(document: NotebookDocument, conflict: MergeConflict, take: "mine" | "theirs"): Edit {
  if (take === "mine") return emptyEdit;
  const index = findConflict(document, conflict);
  if (index !== null) return takeTheirs(document, index, conflict);
  if (conflict.theirs === null) return emptyEdit;
  const cell = document.blocks.findIndex((block) => block.type === "cell" && block.name === conflict.after);
  const behind = cell < 0 && conflict.after !== null ? document.blocks.length : cell + 1;
  const at = conflict.behindText && document.blocks[behind]?.type === "prose" ? behind + 1 : behind;
  return insertBlock(document, at, { type: "prose", text: conflict.theirs });
}

function takeTheirs(document: NotebookDocument, index: number, conflict: MergeConflict): Edit {
  const block = document.blocks[index];
  const mine = conflict.mine?.trim() ?? "";
  // A text may have grown together with its neighbour since: only its own part is replaced.
  if (block?.type === "prose" && block.raw !== conflict.mine && mine !== "" && block.raw.includes(mine)) {
    return replaceBlock(
      document,
      index,
      block.raw.replace(mine, () => conflict.theirs?.trim() ?? ""),
    );
  }
  return conflict.theirs === null ? removeBlock(document, index) : replaceBlock(document, index, conflict.theirs);
}

type Side = { readonly order: readonly string[]; readonly texts: ReadonlyMap<string, string> };

function sideOf(document: NotebookDocument, base: NotebookDocument | null): Side {
  const named = identifyBlocks(withoutMark(document.blocks), base && withoutMark(base.blocks));
  return { order: named.map(({ id }) => id), texts: new Map(named.map(({ id, text }) => [id, text])) };
}

function withoutMark(blocks: readonly Block[]): readonly Block[] {
  const [first, ...rest] = blocks;
  return first?.raw.startsWith(byteOrderMark) ? [{ ...first, raw: first.raw.slice(byteOrderMark.length) }, ...rest] : blocks;
}

type Versions = { readonly base: string | null; readonly mine: string | null; readonly theirs: string | null };

function mergeTexts(id: string, { base, mine, theirs }: Versions): { readonly text: string | null; readonly isConflict: boolean } {
  if (mine === theirs || base === theirs) return { text: mine, isConflict: false };
  if (base === mine) return { text: theirs, isConflict: false };
  if (!id.startsWith("cell:") && base !== null && mine !== null && theirs !== null) {
    const merged = mergeLines(splitLines(base), splitLines(mine), splitLines(theirs));
    if (merged !== null) return { text: merged, isConflict: false };
  }
  return { text: mine, isConflict: true };
}

/** Seams that stand so on one of the sides stay as they are. */
function piecesOf(texts: ReadonlyMap<string, string>, ...sides: readonly Side[]): Piece[] {
  let previous: string | null = null;
  return [...texts].map(([id, text]) => {
    const before = previous;
    previous = id;
    if (before === null) return { text, untouched: true };
    const areTexts = [before, id].every((name) => !name.startsWith("cell:") && name !== "front-matter");
    const untouched =
      !areTexts &&
      sides.some((side) => {
        const at = side.order.indexOf(id);
        return at > 0 && side.order[at - 1] === before && side.texts.get(before) === texts.get(before);
      });
    return { text, untouched };
  });
}

function placeIn(side: Side, id: string): { readonly after: string | null; readonly behindText: boolean } {
  const earlier = side.order.slice(0, Math.max(0, side.order.indexOf(id)));
  const cell = earlier.findLast((other) => other.startsWith("cell:"));
  const last = earlier.at(-1);
  return { after: cell ? cellName(cell) : null, behindText: last !== undefined && last !== cell && last !== "front-matter" };
}

function cellName(id: string): string {
  return id.replace(/^cell:/, "").replace(/#\d+$/, "");
}

function nameOf(id: string, side: Side): string {
  if (id.startsWith("cell:")) return cellName(id);
  if (id === "front-matter") return "front matter";
  const { after } = placeIn(side, id);
  return after === null ? "text at the beginning" : `text after ${after}`;
}

function findConflict(document: NotebookDocument, conflict: MergeConflict): number | null {
  const { blocks } = document;
  const found = (test: (block: Block, index: number) => boolean) => {
    const index = blocks.findIndex(test);
    return index < 0 ? null : index;
  };
  if (conflict.id === "front-matter") return found((block) => block.type === "front-matter");
  if (conflict.id.startsWith("cell:")) return found((block) => block.type === "cell" && block.name === conflict.name);
  const { mine } = conflict;
  if (mine === null) return null;
  const exact = found((block) => block.type === "prose" && block.raw === mine);
  if (exact !== null) return exact;
  const holding = mine.trim() === "" ? null : found((block) => block.type === "prose" && block.raw.includes(mine.trim()));
  if (holding !== null) return holding;
  return found((block, index) => {
    const before = blocks.slice(0, index).findLast((other) => other.type === "cell");
    return block.type === "prose" && (before?.type === "cell" ? before.name : null) === conflict.after;
  });
}
