import { createHash } from "node:crypto";
import type { ArrowCodec } from "#main/engine/parts/data.ts";
import { shapeOf } from "#shared/cells/export.ts";
import { creditsOf } from "#shared/export/credits.ts";
import { datasetOf, fitting, leftOutRows, leftOutSchema } from "#shared/export/dataset.ts";
import type { EncodedDataset, ExportTask } from "#shared/export/export-task.ts";
import { requireBothMarks } from "#shared/export/form-unpaired.ts";
import { readOrigins } from "#shared/export/provenance.ts";
import { shapeTable } from "#shared/export/shape-table.ts";
import { type Tokenizer, withinLength } from "#shared/export/within-length.ts";

/**
 * A cell's table as the dataset it exports, its tables as Arrow streams. A limit on lengths holds where a tokenizer is given.
 * Throws column-missing, data-unreadable.
 */
export function exportDataset(
  { body, from, others, origins: facts }: ExportTask,
  arrow: ArrowCodec,
  tokenizer: Tokenizer | null,
): EncodedDataset {
  const origins = readOrigins(facts, sha256);
  const { schema, rows } = arrow.decode(from.ipc);
  const tables = new Map(others.map(({ table, ipc }) => [table, arrow.decode(ipc).rows]));
  const shape = shapeOf(body);
  const table = { table: from.table, schema, rows };
  const fitted = fitting(
    shapeTable(body, table, (name) => tables.get(name) ?? [], origins),
    shape,
    schema,
  );
  const limit = body.max_length;
  const { shaped, tokens } =
    limit === undefined || tokenizer === null
      ? { shaped: fitted, tokens: null }
      : withinLength(fitted, { limit, overLong: body.over_long }, tokenizer);
  const dataset = datasetOf(shaped, shape, { table: schema, split: body.split ?? null });
  const [train] = dataset.splits;
  if (body.format === "unpaired" && train !== undefined) requireBothMarks(train.rows, train.name);
  const { ledger, leftOut, provenance, emptyColumns, columnsAside, replacedNumbers } = dataset;
  return {
    splits: dataset.splits.map(({ name, size, rows: made, prompts }) => ({
      name,
      rows: size,
      prompts,
      ipc: arrow.encode(dataset.schema, made),
    })),
    columns: dataset.schema.columns.map(({ name }) => name),
    ledger,
    provenance: arrow.encode(provenance.schema, provenance.rows),
    leftOut: { rows: leftOut.length, ipc: arrow.encode(leftOutSchema, leftOutRows(leftOut)) },
    tokens,
    credits: creditsOf(rows, origins),
    emptyColumns,
    columnsAside,
    replacedNumbers,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
