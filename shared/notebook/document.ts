import { AssayError } from "../assay-error.ts";
import { splitLines } from "./lines.ts";

/**
 * A notebook is a list of blocks whose `raw` texts, joined, are the file. Nothing else is kept: what a block
 * means is read from its text, so writing back an untouched notebook cannot change a byte.
 */
export type Block = FrontMatterBlock | ProseBlock | CellBlock;

/** The leading `---` block; `yaml` is the text between the fences. Only a file's first block can be one. */
export type FrontMatterBlock = { readonly type: "front-matter"; readonly raw: string; readonly yaml: string };

/** Everything between cells, bare fences included. */
export type ProseBlock = { readonly type: "prose"; readonly raw: string };

/** A top-level fence whose info string is *kind* and *name*. `body` has its line ends as they stand in the file. */
export type CellBlock = {
  readonly type: "cell";
  readonly raw: string;
  readonly kind: string;
  readonly name: string;
  readonly body: string;
  /** Lines from the block's first line to the body's first line (the fence counts as 1). */
  readonly bodyLine: number;
};

export type NotebookDocument = { readonly blocks: readonly Block[] };

/** Replaces `removed` (which must stand at `at`) by `inserted`. Indexes are block indexes at the time the splice applies. */
export type Splice = { readonly at: number; readonly removed: readonly Block[]; readonly inserted: readonly Block[] };

/** A change of a document as plain data: splices applied in order. Reversible, squashable, sent over the contract. */
export type Edit = { readonly splices: readonly Splice[] };

/** A cell by name (the first that has it), or any block by index. */
export type BlockRef = string | number;

/** The whole file as text. */
export function textOf(document: NotebookDocument): string {
  return document.blocks.map((block) => block.raw).join("");
}

export function cellsOf(document: NotebookDocument): readonly CellBlock[] {
  return document.blocks.filter((block) => block.type === "cell");
}

/** The first cell of that name, with its block index. Throws cell-unknown. */
export function findCell(document: NotebookDocument, ref: BlockRef): { readonly index: number; readonly cell: CellBlock } {
  const index = typeof ref === "number" ? ref : document.blocks.findIndex((block) => block.type === "cell" && block.name === ref);
  const cell = document.blocks[index];
  if (cell?.type === "cell") return { index, cell };
  const sentence = typeof ref === "number" ? `Block ${ref + 1} is not a cell.` : `There is no cell named "${ref}".`;
  throw new AssayError("cell-unknown", sentence, { hint: "It may have been renamed or removed; look at the outline." });
}

/** First line and number of lines of every block; lines count from 1. */
export function blockLines(document: NotebookDocument): readonly { readonly first: number; readonly count: number }[] {
  let first = 1;
  return document.blocks.map((block) => {
    const count = splitLines(block.raw).length;
    const place = { first, count };
    first += count;
    return place;
  });
}

/** The line of the file on which a line of a cell's body (both from 1) stands. */
export function fileLine(document: NotebookDocument, index: number, bodyLine: number): number {
  const block = document.blocks[index];
  const first = blockLines(document)[index]?.first ?? 1;
  if (block?.type === "cell") return first + block.bodyLine + bodyLine - 1;
  return block?.type === "front-matter" ? first + bodyLine : first + bodyLine - 1;
}

/** Blocks are their texts: the same type and text mean the same. */
export function sameBlock(one: Block, other: Block): boolean {
  return one.type === other.type && one.raw === other.raw;
}
