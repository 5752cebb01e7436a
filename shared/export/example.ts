import { countRows, type RowEnd } from "../data/row-ledger.ts";
import type { Row } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import type { RowLedger } from "../journal/entries.ts";

/** What one exported row teaches, before any trainer's spelling of it. */
export type Content =
  | { readonly type: "sft"; readonly completion: string; readonly reasoning: string | null }
  | { readonly type: "preference"; readonly chosen: string; readonly rejected: string; readonly margin: number | null }
  | { readonly type: "unpaired"; readonly completion: string; readonly label: boolean }
  | { readonly type: "rewards"; readonly completion: string; readonly reward: number; readonly criteria: readonly Row[] | null }
  | { readonly type: "prompts-rubric"; readonly rubric: readonly Row[]; readonly reference: string | null }
  | { readonly type: "all"; readonly row: Row };

export type Example = {
  /** Its row in the table it came from, from 1, and what it is about. */
  readonly row: number;
  readonly item: string;
  /** Ends with the user's turn; empty only for `all`, which keeps rows that have no prompt. */
  readonly prompt: readonly ChatMessage[];
  readonly content: Content;
  /** The end of the question that rows with an `input` of their own write apart; the question holds it, after a line break. */
  readonly input?: string;
  /** Who made it and how: `assay_*` columns. */
  readonly provenance: Row;
};

/** A row that does not go along, and why. `row` counts from 1 in the table it came from. */
export type LeftOut = { readonly row: number; readonly item: string; readonly end: RowEnd };

/** A table in one form: what goes along, and where every other row ended. */
export type Shaped = { readonly examples: readonly Example[]; readonly leftOut: readonly LeftOut[] };

/** Every row in exactly one place. */
export function ledgerOf({ examples, leftOut }: Shaped): RowLedger {
  return countRows([...examples.map((): RowEnd => ({ type: "kept" })), ...leftOut.map(({ end }) => end)]);
}

/** Takes out the examples a reason is given for, into the ledger. */
export function leaveOut(shaped: Shaped, reasonOf: (example: Example) => string | null): Shaped {
  const examples: Example[] = [];
  const leftOut = [...shaped.leftOut];
  for (const example of shaped.examples) {
    const reason = reasonOf(example);
    if (reason === null) examples.push(example);
    else leftOut.push({ row: example.row, item: example.item, end: { type: "filtered", reason } });
  }
  return { examples, leftOut };
}

/** Every text of an example that is not its prompt. */
export function textsOf(content: Content): readonly string[] {
  switch (content.type) {
    case "sft":
      return [[content.reasoning, content.completion].filter((part) => part !== null).join("\n")];
    case "unpaired":
    case "rewards":
      return [content.completion];
    case "preference":
      return [content.chosen, content.rejected];
    case "prompts-rubric":
    case "all":
      return [];
  }
}
