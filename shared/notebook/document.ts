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
