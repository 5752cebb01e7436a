import { z } from "zod";
import { measureMethodNames } from "../statistics/measure-methods.ts";

/** Block and edit shapes as received; the types are those of shared/notebook/document.ts. */
const block = z.discriminatedUnion("type", [
  z.object({ type: z.literal("front-matter"), raw: z.string(), yaml: z.string() }),
  z.object({ type: z.literal("prose"), raw: z.string() }),
  z.object({ type: z.literal("cell"), raw: z.string(), kind: z.string(), name: z.string(), body: z.string(), bodyLine: z.number() }),
]);
export const edit = z.object({
  splices: z.array(z.object({ at: z.number().int().min(0), removed: z.array(block), inserted: z.array(block) })),
});

export const measureMethod = z.enum(measureMethodNames);

export const notebookRef = z.object({ notebook: z.string() });

export const runMode = z.discriminatedUnion("type", [
  z.object({ type: z.literal("full") }),
  z.object({ type: z.literal("try"), rows: z.number().int().min(1).max(1000) }),
  z.object({ type: z.literal("retry") }),
]);

/** Which cells a plan or run is about. `stale` is every cell that is not fresh; `cell` takes stale free ancestors along. */
export const runTarget = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stale") }),
  z.object({ type: z.literal("cell"), cell: z.string(), upstream: z.enum(["run", "last-results"]).default("run") }),
]);
export type RunTarget = z.infer<typeof runTarget>;

export const filterClause = z.object({
  column: z.string(),
  /** Another column that may satisfy the clause instead: a model on either side of a comparison. */
  orColumn: z.string().optional(),
  operator: z.enum(["=", "!=", "<", "<=", ">", ">=", "contains", "regex", "is-null", "not-null", "in"]),
  /** Text as typed; cast to the column's type. `in` takes one value a line. */
  value: z.string().default(""),
});
export type FilterClause = z.infer<typeof filterClause>;

export const sortClause = z.object({ column: z.string(), descending: z.boolean() });
export type SortClause = z.infer<typeof sortClause>;

/** Sorting, filtering and paging as one query; `columns` empty means all. */
export const tableQuery = z.object({
  notebook: z.string(),
  table: z.string(),
  columns: z.array(z.string()).default([]),
  filters: z.array(filterClause).default([]),
  sort: z.array(sortClause).default([]),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type TableQuery = z.infer<typeof tableQuery>;

/** Rows of a view by their places in it, from 0, both ends included. */
const rowRange = z.object({ first: z.number().int().min(0), last: z.number().int().min(0) });
export type RowRange = z.infer<typeof rowRange>;

/** Rows chosen in a view: ranges in order that neither touch nor overlap. */
export const rowChoice = tableQuery.extend({ ranges: z.array(rowRange).min(1).max(1000) });
export type RowChoice = z.infer<typeof rowChoice>;
