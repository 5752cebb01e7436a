import type { Column, Row, TableSchema, Value } from "../data/table.ts";
import type { ProblemReason } from "./row-problem.ts";

export const shapeNames = ["messages", "sharegpt", "alpaca", "prompt-completion", "preference", "ultrafeedback"] as const;
export type ShapeName = (typeof shapeNames)[number];

/** What a row becomes: its mapped values, one row or several of the same item, or why it can't be. */
export type ShapedRow =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly reason: ProblemReason; readonly sentence: string };

/** A form datasets are published in, and how its rows become what judges, prompts and exports read by name. */
export type Shape = {
  readonly name: ShapeName;
  readonly title: string;
  /** Whether the columns are this shape's; `rows` are a few of the table's first. */
  readonly fits: (schema: TableSchema, rows: readonly Row[]) => boolean;
  /** Columns made, in order. Those of the file stay beside them. */
  readonly columns: (schema: TableSchema) => readonly Column[];
  /** Columns of the file that `columns` hold whole, and that do not stay. */
  readonly consumes: readonly string[];
  readonly map: (row: Row) => ShapedRow;
  /** What is made of what, and whether something is lost on the way, a sentence each. */
  readonly sentences: readonly string[];
};

/** A record's own field; nothing that an object inherits. */
export function fieldOf(value: Value | undefined, name: string): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) return null;
  return Object.hasOwn(value, name) ? ((value as { readonly [field: string]: Value })[name] ?? null) : null;
}

export function typeOfColumn(schema: TableSchema, name: string): Column["type"] | null {
  return schema.columns.find((column) => column.name === name)?.type ?? null;
}

export function isTextColumn(schema: TableSchema, name: string): boolean {
  return typeOfColumn(schema, name)?.type === "text";
}

/** Whether a column is a list of records with these fields. */
export function isListOf(schema: TableSchema, name: string, fields: readonly string[]): boolean {
  const type = typeOfColumn(schema, name);
  if (type?.type !== "list" || type.item.type !== "struct") return false;
  const names = type.item.fields.map((field) => field.name);
  return fields.every((field) => names.includes(field));
}

export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

export function isBlank(value: Value | undefined): boolean {
  return textOf(value).trim() === "";
}

export const emptyPrompt = (what: string): ShapedRow => ({ ok: false, reason: "empty prompt", sentence: `${what} is empty.` });
export const wrongShape = (sentence: string): ShapedRow => ({ ok: false, reason: "wrong shape", sentence });
