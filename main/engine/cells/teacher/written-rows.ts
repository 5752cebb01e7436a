import { AssayError } from "#shared/assay-error.ts";
import { type Column, double, integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { answerRow, costOf, endingOf, familyOf } from "./answer-row.ts";
import type { Place } from "./lattice.ts";
import type { Teaching } from "./teacher-method.ts";

/** Where texts are looked for when the cell names no column. */
export const taskColumns = ["instruction", "question", "prompt", "task", "text"] as const;
export const textColumns = ["text", "document", "content", "body", "response", "answer"] as const;

/** The column the cell names at `key`, else the first usual one there is. Throws column-missing. */
export function columnFor({ input }: Teaching, named: string | undefined, usual: readonly string[], key: string): string {
  if (named !== undefined) {
    requireColumn(input.schema, input.table, named, key);
    return named;
  }
  const found = usual.find((column) => hasColumn(input.schema, column));
  if (found !== undefined) return found;
  throw new AssayError(
    "column-missing",
    `\`${input.table}\` has none of the columns ${usual.map((column) => `\`${column}\``).join(", ")}.`,
    {
      hint: `Name the column with \`${key}:\`.`,
      place: { key },
    },
  );
}

/** A reply's text, or how a row ends that needed it. */
export function textOf(reply: Reply): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly ending: RowEnding } {
  const ending = endingOf(reply, null);
  return ending.type === "kept" && reply.type === "answered" ? { ok: true, text: reply.answer.text.trim() } : { ok: false, ending };
}

/** A text written alone, without the label or the quotation marks models put around it. */
export function bareText(reply: string): string {
  const text = reply
    .trim()
    .replace(/^```\w*\n([\s\S]*)\n```$/, "$1")
    .replace(/^(?:\*\*)?(?:new |rewritten )?(?:task|instruction|request|question|prompt)(?:\*\*)?\s*:\s*(?:\*\*)?\s*/i, "")
    .trim();
  const quoted = /^["“]([^"“”]+)["”]$/.exec(text);
  return (quoted?.[1] ?? text).trim();
}

export const noText = (column: string): RowEnding => ({
  type: "failed",
  cause: "no text",
  sentence: `The column \`${column}\` is empty in this row. Filter such rows out, or skip them.`,
});

/** What every written row says of its making: model, answer, cost, the messages it answers. `messages` are those to train on. */
export function writtenRow(
  { models }: Pick<Teaching, "models">,
  place: Pick<Place, "item" | "model" | "sample">,
  made: {
    /** Null where nothing was asked. */
    readonly reply: Reply | null;
    readonly replies: readonly Reply[];
    readonly ending: RowEnding;
    readonly messages: readonly ChatMessage[] | null;
  },
): Row {
  const { reply, replies, ending, messages } = made;
  const error = ending.type === "failed" ? `${ending.cause}: ${ending.sentence}` : null;
  return {
    ...(reply === null ? { response: null } : answerRow(reply, ending, null)),
    error,
    item: place.item,
    cost_usd: costOf(replies),
    model: place.model,
    family: familyOf(models, place.model),
    sample: place.sample,
    messages: messages?.map(({ role, content }) => ({ role, content })) ?? null,
  };
}

/** Values of the columns carried along. */
export function keptValues(kept: readonly Column[], row: Row): Row {
  return Object.fromEntries(kept.map(({ name }) => [name, row[name] ?? null]));
}

const types = { text, integer };

/** Columns from names with their types, for the head of a table. */
export function columnsOf(named: { readonly [name: string]: keyof typeof types }): readonly Column[] {
  return schemaOf(Object.entries(named).map(([name, type]) => [name, types[type]] as const)).columns;
}

/** Of a rejected row: the kept text it is most like, and the ROUGE-L F1 of the two. */
export const similarityColumns: readonly Column[] = schemaOf([
  ["nearest", text],
  ["rouge_l", double],
]).columns;
