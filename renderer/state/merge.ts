import { mergeNotebooks } from "#shared/notebook/merge.ts";
import type { Merge } from "./buffer.ts";

/** Three-way merge of the window's and the engine's text; where both changed a cell, the text typed here stays. */
export const mergeDocuments: Merge = (base, mine, theirs) => mergeNotebooks(base, mine, theirs);
