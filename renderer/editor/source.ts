/** Languages the editor knows; `text` is shown as it is. */
export type SourceLanguage = "yaml" | "sql" | "jinja" | "markdown" | "text";

/** A place in the source that needs looking at; lines and columns count from 1. */
export type SourceMark = {
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
  readonly severity: "error" | "warning";
};

/** A table a sql cell can read. */
export type SourceTable = {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: { readonly type: string } }[];
};
