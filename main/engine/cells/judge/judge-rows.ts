import { type ColumnType, double, integer, text } from "#shared/data/table.ts";
import type { Reply } from "../cell-runner.ts";

export type Columns = readonly (readonly [string, ColumnType])[];

/** Columns that only some options fill stand in a table only with those options. */
export function when(isUsed: boolean, columns: Columns): Columns {
  return isUsed ? columns : [];
}

/** The columns that `callColumns` fills, but for the key. */
export const replyColumns: Columns = [
  ["reply", text],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["error", text],
];

/** One judge's word on a comparison or an answer: what the row of `NAME` is made of. */
export type Judged<Settled, Heard> = {
  readonly judge: string;
  /** Null where one row holds all repeats. */
  readonly repeat: number | null;
  readonly settled: Settled;
  /** Before the judge read its own verdict again; null without `refine`. */
  readonly first: Settled | null;
  /** Every call, both rounds. */
  readonly heard: readonly Heard[];
  /** The calls that counted. */
  readonly final: readonly Heard[];
};

/** Null when nothing was asked, or when no price is known of what was. */
export function costOf(heard: readonly { readonly reply: Reply }[]): number | null {
  const known = heard.flatMap(({ reply }) => (reply.type === "answered" && reply.costUsd !== null ? [reply.costUsd] : []));
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
}
