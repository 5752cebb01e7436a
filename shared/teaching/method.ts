import type { FormField } from "../cells/cell-kind.ts";

/** Where a method was published; it travels into the dataset card. */
export type Citation = { readonly text: string; readonly url: string };

/** All that is known of a way of teaching without a machine to run it on. Its options stand in the cell under `key`. */
export type TeachingMethod = {
  readonly name: string;
  /** One sentence for the form. */
  readonly sentence: string;
  /** Null for what is nobody's invention. */
  readonly citation: Citation | null;
  /** Body key of the method's own options; null when it has none. */
  readonly key: string | null;
  /** Default prompts by name, as templates: shown in full, and replaced one by one through `prompts:`. */
  readonly prompts: { readonly [name: string]: string };
  /** Whether the cell must bring a `prompt` of its own. */
  readonly needsPrompt: boolean;
  /** Controls of the options, dotted below `key`. */
  readonly fields: readonly FormField[];
};
