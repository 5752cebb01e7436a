import type { Row } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import type { LeftOut } from "./example.ts";

/** Two answers to a prompt, the better one known. */
export type Pair = {
  readonly row: number;
  readonly item: string;
  readonly prompt: readonly ChatMessage[];
  readonly chosen: string;
  readonly rejected: string;
  /** How much better, never negative; null where nobody said. */
  readonly margin: number | null;
  readonly provenance: Row;
};

export type Pairs = { readonly pairs: readonly Pair[]; readonly leftOut: readonly LeftOut[] };
