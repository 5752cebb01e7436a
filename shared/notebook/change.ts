import { type Block, type BlockRef, type Edit, findCell, type NotebookDocument } from "./document.ts";
import { editBetween, emptyEdit, squashEdits } from "./edit.ts";
import { closesFence, fenceAround, readFence } from "./fence.ts";
import { joinPieces, type Piece } from "./join.ts";
import { endLine, endsLine, lineContent, lineEndOf, splitLines } from "./lines.ts";
import { byteOrderMark, readNotebookText } from "./read.ts";
import { scanLines } from "./scan.ts";

/** What can be put into a notebook. */
export type NewBlock =
  | { readonly type: "prose"; readonly text: string }
  | { readonly type: "cell"; readonly kind: string; readonly name: string; readonly body: string };

/** Replaces a cell's source. The fence grows when the new source needs it. */
export function setCellBody(document: NotebookDocument, ref: BlockRef, body: string): Edit {
  const { index, cell } = findCell(document, ref);
  if (body === cell.body) return emptyEdit;
  return replaceBlock(document, index, withBody(withoutMark(cell.raw), sameLineEnds(body, cell.raw)));
}

/** Replaces a text between cells. A text that opens a fence or comment and leaves it open has it closed before the next cell. */
export function setProse(document: NotebookDocument, index: number, text: string): Edit {
  const block = document.blocks[index];
  if (block?.type !== "prose" || block.raw === text) return emptyEdit;
  return replaceBlock(document, index, withoutMark(sameLineEnds(text, block.raw)));
}

/** Puts a block before the block at `at`, behind the front matter. `at` equal to the number of blocks puts it last. */
export function insertBlock(document: NotebookDocument, at: number, block: NewBlock): Edit {
  const text = block.type === "prose" ? block.text : newCellText(block.kind, block.name, block.body);
  if (text === "") return emptyEdit;
  const lineEnd = lineEndOf(document.blocks.map((other) => other.raw).join(""));
  const place = clampPlace(document, at);
  const pieces = piecesOf(document.blocks);
  const inserted: Piece = { text: endLine(withLineEnds(text, lineEnd), lineEnd), untouched: false };
  return reread(document, [...pieces.slice(0, place), inserted, ...detached(pieces.slice(place))]);
}

export function removeBlock(document: NotebookDocument, index: number): Edit {
  if (document.blocks[index] === undefined) return emptyEdit;
  const pieces = piecesOf(document.blocks);
  return reread(document, [...pieces.slice(0, index), ...detached(pieces.slice(index + 1))]);
}

/** Moves a block so that it stands before the block now at `to` (or last). The front matter stays first. */
export function moveBlock(document: NotebookDocument, from: number, to: number): Edit {
  const pieces = piecesOf(document.blocks);
  const moved = pieces[from];
  const place = clampPlace(document, to);
  if (!moved || document.blocks[from]?.type === "front-matter" || place === from || place === from + 1) return emptyEdit;
  const alone = { text: moved.text, untouched: false };
  if (place < from) {
    return reread(document, [
      ...pieces.slice(0, place),
      alone,
      ...detached(pieces.slice(place, from)),
      ...detached(pieces.slice(from + 1)),
    ]);
  }
  return reread(document, [...pieces.slice(0, from), ...detached(pieces.slice(from + 1, place)), alone, ...detached(pieces.slice(place))]);
}

/** Puts another text in a block's place. */
export function replaceBlock(document: NotebookDocument, index: number, text: string): Edit {
  if (text === "") return removeBlock(document, index);
  const leavesNothingOpen = endsLine(text) && scanLines(splitLines(text)).end.type === "none";
  const [read, ...others] = readNotebookText(text).blocks;
  const old = document.blocks[index];
  // One block for another of its type, whole in itself: nothing around it can read differently. (The first shares its place with marks.)
  if (
    index > 0 &&
    !mayBecomeFrontMatter(document) &&
    leavesNothingOpen &&
    others.length === 0 &&
    read &&
    read.type === old?.type &&
    read.type !== "front-matter"
  ) {
    return squashEdits([{ splices: [{ at: index, removed: [old], inserted: [read] }] }]);
  }
  const pieces = piecesOf(document.blocks);
  const rest = pieces.slice(index + 1);
  return reread(document, [...pieces.slice(0, index), { text, untouched: true }, ...(leavesNothingOpen ? rest : detached(rest))]);
}

/** The file begins with a line of dashes that no other closes: any block that gains one would make all before it front matter. */
function mayBecomeFrontMatter({ blocks: [first] }: NotebookDocument): boolean {
  return first !== undefined && first.type !== "front-matter" && withoutMark(first.raw).startsWith("---");
}

/** A cell as text, in a fence no line of the body can close. */
export function newCellText(kind: string, name: string, body: string): string {
  const fence = fenceAround(body);
  return `${fence}${kind} ${name}\n${endLine(body, "\n")}${fence}\n`;
}

/** The edit to the document these pieces make when read again, so that blocks always are what a reader of the file would find. */
function reread(document: NotebookDocument, pieces: readonly Piece[]): Edit {
  const mark = document.blocks[0]?.raw.startsWith(byteOrderMark) ? byteOrderMark : "";
  return editBetween(document, readNotebookText(mark + joinPieces(pieces)));
}

/** The byte order mark stays with the file, not with its first block. */
function piecesOf(blocks: readonly Block[]): Piece[] {
  return blocks.map((block, index) => ({ text: index === 0 ? withoutMark(block.raw) : block.raw, untouched: true }));
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** The pieces with a new neighbour before the first. */
function detached(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, index) => (index === 0 ? { text: piece.text, untouched: false } : piece));
}

function clampPlace(document: NotebookDocument, at: number): number {
  const first = document.blocks[0]?.type === "front-matter" ? 1 : 0;
  return Math.min(Math.max(at, first), document.blocks.length);
}

function withBody(raw: string, body: string): string {
  const lines = splitLines(raw);
  const opening = lines[0] ?? "";
  const fence = readFence(opening);
  if (!fence) return raw;
  const lineEnd = lineEndOf(raw);
  const last = lines.at(-1) ?? "";
  const closing = lines.length > 1 && closesFence(last, fence) ? last : null;
  const needed = fenceAround(body, fence.marker);
  const grows = needed.length > fence.length;
  const marks = grows ? needed : fence.marker.repeat(fence.length);
  const first = endLine(marks + opening.slice(fence.indent + fence.length), lineEnd);
  const grown = closing === null ? marks + lineEnd : marks + closing.slice(lineContent(closing).length);
  return first + endLine(body, lineEnd) + (grows || closing === null ? grown : closing.trimStart());
}

/** The text with the line ends of `model`, when that uses only one kind. */
function sameLineEnds(text: string, model: string): string {
  const ends = new Set([...model.matchAll(/\r\n|\n|\r/g)].map(([end]) => end));
  const [only] = ends;
  return ends.size === 1 && only !== undefined && only !== "\n" ? withLineEnds(text, only) : text;
}

function withLineEnds(text: string, lineEnd: string): string {
  return lineEnd === "\n" ? text : text.replaceAll(/\r\n|\n|\r/g, lineEnd);
}
