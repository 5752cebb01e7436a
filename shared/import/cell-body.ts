import type { Row } from "../data/table.ts";
import type { ShapeName } from "./shape.ts";

/** What a person chose for a file: the keys of the dataset cell that reads it. */
export type ImportChoice = {
  readonly path: string;
  readonly shape: ShapeName | null;
  readonly columns: { readonly [name: string]: string };
  /** The file's column that names the item; null: rows are numbered. */
  readonly id: string | null;
  /** With a shape: the file's own columns stay beside those made of them. */
  readonly keepsOwn: boolean;
  readonly skipsBadRows: boolean;
  readonly sample: number | null;
};

/** The body of a dataset cell, as a person would write it. */
export function datasetBody(choice: ImportChoice): string {
  const columns = Object.entries(choice.columns);
  return lines([
    `path: ${scalar(choice.path)}`,
    choice.shape === null ? null : `shape: ${choice.shape}`,
    choice.shape === null || choice.keepsOwn ? null : "keep: []",
    columns.length === 0 ? null : "columns:",
    ...columns.map(([name, source]) => `  ${scalar(name)}: ${scalar(source)}`),
    choice.id === null ? null : `id: ${scalar(choice.id)}`,
    choice.sample === null ? null : `sample: ${choice.sample}`,
    choice.skipsBadRows ? "bad_rows: skip" : null,
  ]);
}

/** The body of a dataset cell that reads rows written by Assay, saying where they came from. */
export function keptRowsBody(path: string, note: string): string {
  return lines([`note: ${scalar(note)}`, `path: ${scalar(path)}`]);
}

/** The body of a dataset cell with its rows written in place. */
export function inlineBody(rows: readonly Row[]): string {
  return lines([
    "rows:",
    ...rows.flatMap((row) =>
      Object.entries(row).map(([name, value], index) => `  ${index === 0 ? "- " : "  "}${scalar(name)}: ${inlineValue(value)}`),
    ),
  ]);
}

function lines(all: readonly (string | null)[]): string {
  return `${all.filter((line) => line !== null).join("\n")}\n`;
}

function inlineValue(value: Row[string] | undefined): string {
  return typeof value === "string" ? scalar(value) : JSON.stringify(value ?? null);
}

const plain = /^[A-Za-z_À-ɏ][\w À-ɏ./()!?'-]*$/;
const words = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A text as YAML: bare where nothing in it could be read otherwise, else in quotes as JSON writes them. */
function scalar(text: string): string {
  return plain.test(text) && !words.test(text) && !text.endsWith(" ") ? text : JSON.stringify(text);
}

/** A cell name from a file's: lower case, letters, digits and _. */
export function cellNameFor(path: string): string {
  const file = path.split("/").findLast((step) => step !== "" && !step.includes("*")) ?? "";
  const base = file.replace(/\.(?:jsonl|ndjson|json|csv|tsv|tab|parquet|pq)$/i, "").toLowerCase();
  const name = base
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .replace(/_+$/, "")
    .slice(0, 50);
  return name === "" ? "data" : name;
}
