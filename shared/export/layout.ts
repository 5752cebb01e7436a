import type { Row, TableSchema } from "../data/table.ts";
import type { Content, Example } from "./example.ts";

/** How a trainer spells a row. */
export type Layout = {
  /** Columns in the order they are written. Those that only some examples fill come with those examples. */
  readonly schema: (examples: readonly Example[]) => TableSchema;
  readonly row: (example: Example, schema: TableSchema) => Row;
  /** Why the trainer would not take this example; null when it would. */
  readonly refuses: (example: Example) => string | null;
  /** Provenance stands in the rows; else beside them only, since the trainer takes no column it does not know. */
  readonly carriesProvenance: boolean;
  /** Columns without which a row says something else: they never stand beside the data, as others do that one split leaves empty. */
  readonly neededColumns?: readonly string[];
};

export function assistant(content: string): Row {
  return { role: "assistant", content };
}

/** The content of a form; a bug when the form is another. */
export function contentOf<Type extends Content["type"]>({ content }: Example, type: Type): Extract<Content, { readonly type: Type }> {
  if (content.type !== type) throw new Error(`a row of ${content.type} laid out as ${type}`);
  return content as Extract<Content, { readonly type: Type }>;
}

export const takesAll = (): null => null;
