import { hasLoneSurrogate, messageRow, promptKeyOf, readPrompt } from "./chat-messages.ts";
import { createRowProblems, type ExportRow, type ExportRows, keyText, requireColumns, textOrNull } from "./export-rows.ts";
import { countRows, type RowEnd } from "./row-ledger.ts";
import { integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "./table.ts";

/** `messages`: one conversation ending in the answer. `prompt-completion`: both as message lists. */
export type SftLayout = "messages" | "prompt-completion";

/** Who wrote a row, beside the file: some trainers refuse keys they do not know. */
export const provenanceSchema: TableSchema = schemaOf([
  ["split", text],
  ["row", integer],
  ["assay_item", text],
  ["assay_model", text],
  ["assay_sample", integer],
]);

/** A shaped row with where it comes from. */
export type SftRow = ExportRow & {
  readonly source: { readonly item: string; readonly model: string | null; readonly sample: number | null };
};

export type SftRows = Omit<ExportRows, "rows"> & { readonly rows: readonly SftRow[] };

/**
 * Rows of a teacher's table as supervised fine-tuning data. Failed, cut off, filtered and empty answers are dropped and counted,
 * as are conversations whose turns do not alternate. Throws column-missing.
 */
export function sftRows(
  schema: TableSchema,
  table: Iterable<Row>,
  options: { readonly layout: SftLayout; readonly from: string },
): SftRows {
  requireColumns(schema, options.from, ["messages", "response"]);
  const rows: SftRow[] = [];
  const ends: RowEnd[] = [];
  const problems = createRowProblems();
  let number = 0;
  for (const row of table) {
    number += 1;
    const shaped = shape(row, options.layout);
    ends.push(shaped.end);
    if (shaped.row) rows.push(shaped.row);
    else if (shaped.end.type === "failed" && shaped.end.reason === notUnicode) problems.add(number, keyText(row.item), notUnicode);
  }
  const columns: TableSchema =
    options.layout === "messages"
      ? schemaOf([["messages", messagesType]])
      : schemaOf([
          ["prompt", messagesType],
          ["completion", messagesType],
        ]);
  return { schema: columns, rows, ledger: countRows(ends), problems: problems.problems };
}

export const notUnicode = "text that is not Unicode";

function shape(row: Row, layout: SftLayout): { readonly end: RowEnd; readonly row: SftRow | null } {
  const failed = (reason: string) => ({ end: { type: "failed" as const, reason }, row: null });
  const error = textOrNull(row.error);
  if (error) return failed(error.split(":")[0]?.trim() || "error");
  if (row.finish_reason === "length") return failed("answer cut off");
  if (row.finish_reason === "content_filter") return failed("answer filtered by the provider");
  const response = textOrNull(row.response);
  if (response === null || response.trim() === "") return failed("empty answer");
  const prompt = readPrompt(row.messages);
  if (!prompt.ok) return failed(prompt.reason);
  if (hasLoneSurrogate(response) || prompt.messages.some((message) => hasLoneSurrogate(message.content))) return failed(notUnicode);
  const before = prompt.messages.map(messageRow);
  const answer = { role: "assistant", content: response };
  return {
    end: { type: "kept" },
    row: {
      row: layout === "messages" ? { messages: [...before, answer] } : { prompt: before, completion: [answer] },
      promptKey: promptKeyOf(prompt.messages),
      source: {
        item: keyText(row.item),
        model: textOrNull(row.model),
        sample: typeof row.sample === "number" ? row.sample : null,
      },
    },
  };
}

/** Where each row of the written splits comes from, by split and row number (from 0). */
export function provenanceRows(splits: readonly { readonly name: string; readonly rows: readonly SftRow[] }[]): Row[] {
  return splits.flatMap(({ name, rows }) =>
    rows.map(({ source }, index) => ({
      split: name,
      row: index,
      assay_item: source.item,
      assay_model: source.model,
      assay_sample: source.sample,
    })),
  );
}
