import type { FormField } from "../cells/cell-kind.ts";

/** Where a method was published; it travels into the dataset card. */
export type Citation = { readonly text: string; readonly url: string };

/** A prompt of a method: what is sent unless the cell writes `prompts.NAME` itself, in full. */
export type MethodPrompt = {
  /** What it is for, in a few words. */
  readonly label: string;
  /** The template, with `[system]` and `[user]` lines. */
  readonly text: string;
  /** Placeholders a prompt of one's own must use; of each list one. */
  readonly needed: readonly (readonly string[])[];
  /** Further placeholders it may use. */
  readonly known: readonly string[];
  /** It may use the columns of the row it is about as well. */
  readonly takesColumns?: true;
};

/** All that is known of a way of teaching without a machine to run it on. Its options stand in the cell under `key`. */
export type TeachingMethod = {
  readonly name: string;
  /** One sentence for the form. */
  readonly sentence: string;
  /** Null for what is nobody's invention. */
  readonly citation: Citation | null;
  /** Body key of the method's own options; null when it has none. */
  readonly key: string | null;
  /** Default prompts by name: shown in full, and replaced one by one through `prompts:`. */
  readonly prompts: { readonly [name: string]: MethodPrompt };
  /** Whether the cell must bring a `prompt` of its own. */
  readonly needsPrompt: boolean;
  /** The table it starts from: it must have one, it may, or there is none. */
  readonly from: "needed" | "optional" | "none";
  /** No call is made, so no model is named and running it is free. */
  readonly isFree?: true;
  /** Tables beside NAME: `rejected` stands for NAME_rejected. */
  readonly yields: readonly string[];
  /** Controls of the options, dotted below `key`. */
  readonly fields: readonly FormField[];
};
