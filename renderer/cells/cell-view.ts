import type { ComponentType, ReactNode } from "react";
import type { Problem } from "#shared/assay-error.ts";
import type { CellResult, CellStatus } from "#shared/journal/entries.ts";
import type { SourceNames } from "./use-source-names.ts";

export type OutputProps = { readonly cell: string; readonly status: CellStatus; readonly result: CellResult };

/** `flows`: takes the height it needs; else it fills a window of its own, high enough for `rows` up to a limit, that the reader can drag taller. */
export type OutputTab = {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
  readonly flows?: boolean;
  readonly rows?: number;
};

/** What stands over the controls of a cell's form: its body as it is written, and what is wrong with it. */
export type FormLeadProps = {
  readonly cell: string;
  readonly values: { readonly [key: string]: unknown };
  readonly problems: readonly Problem[];
  /** What its controls can offer. */
  readonly names: SourceNames;
};

/** How a kind looks: the window's row in the table of kinds. */
export type CellView = {
  readonly icon: ReactNode;
  /** Said where the results will stand, before there are any. */
  readonly promise: string | null;
  /** What the form says of a control as the cell stands, by its key: of the chosen method what it answers. */
  readonly fieldHelp?: (values: { readonly [key: string]: unknown }) => { readonly [key: string]: string };
  /** What holds where a key is left out and its schema does not say: by key, for the cell as it stands. */
  readonly usual?: (values: { readonly [key: string]: unknown }) => { readonly [key: string]: unknown };
  /** The prompt used where the cell names none, in full; null for a body it can't be told from. */
  readonly defaultPrompt?: (source: string) => string | null;
  /** The same for a kind that asks in several stages, by the key each is written under. */
  readonly defaultPrompts?: (source: string) => readonly { readonly key: string; readonly name: string; readonly text: string }[];
  /** A fresh result in one short line for the header; `meaning` is what the cell's text says. */
  readonly line?: (result: CellResult, meaning: string) => string;
  /** For a kind whose body is more than controls can hold. */
  readonly form?: ComponentType<FormLeadProps>;
  readonly outputs: (props: OutputProps) => readonly OutputTab[];
};
