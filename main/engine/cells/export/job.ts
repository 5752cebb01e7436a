import { AssayError } from "#shared/assay-error.ts";
import { type ExportBody, shapeOf } from "#shared/cells/export.ts";
import { ledgerRows, ledgerSchema } from "#shared/data/row-ledger.ts";
import { type Dataset, datasetOf, fitting, leftOutRows, leftOutSchema } from "#shared/export/dataset.ts";
import { datasetCard } from "#shared/export/dataset-card.ts";
import { type HandOverFile, handOverFiles } from "#shared/export/hand-over.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import { breathe } from "../../interpreter.ts";
import type { ExportJob } from "../../parts/exports.ts";
import type { RunContext } from "../cell-runner.ts";
import { registeredFamilies } from "../registered-families.ts";
import { cardInput, dataPath } from "./card.ts";
import { withinLength } from "./lengths.ts";
import { originsOf } from "./origins.ts";
import { shapeRows } from "./shape.ts";

/** Everything an export writes, ready to be written. */
export type PreparedExport = { readonly job: ExportJob; readonly dataset: Dataset; readonly card: string | null };

/** Shapes, divides and describes the rows, writing nothing. Throws column-missing, data-unreadable, stopped. */
export async function prepareExport(context: RunContext<ExportBody>): Promise<PreparedExport> {
  const { body, parts, name } = context;
  const shape = shapeOf(body);
  const input = await context.inputs.table(body.from);
  const ancestors = await context.ancestors();
  const origins = originsOf(ancestors, parts.hashBytes);
  const fitted = fitting(await shapeRows(context, input, origins), shape, input.schema);
  await breathe();
  const { shaped, tokens } = await withinLength(fitted, body, parts, context.signal);
  await breathe();
  const dataset = datasetOf(shaped, shape, { table: input.schema, split: body.split ?? null });
  if (dataset.ledger.kept === 0) throw nothingToWrite(body, dataset.ledger);
  const handOver = handOverFiles({
    shape,
    folder: body.path.replace(/^(\.?\/)+|\/+$/g, ""),
    name,
    hasTest: dataset.splits.length > 1,
    columns: dataset.schema.columns.map((column) => column.name),
    maxLength: body.max_length ?? null,
  });
  const families = await registeredFamilies(parts.models.list);
  const card = body.card ? datasetCard(await cardInput(context, { input, dataset, tokens, handOver, ancestors, origins, families })) : null;
  return { job: jobOf(context, dataset, card, handOver), dataset, card };
}

function jobOf(
  { body, parts }: RunContext<ExportBody>,
  dataset: Dataset,
  card: string | null,
  handOver: readonly HandOverFile[],
): ExportJob {
  const { arrow } = parts;
  const beside = [
    { path: "provenance.jsonl", ipc: arrow.encode(dataset.provenance.schema, dataset.provenance.rows) },
    { path: "ledger.jsonl", ipc: arrow.encode(ledgerSchema, ledgerRows(dataset.ledger)) },
    ...(dataset.leftOut.length === 0 ? [] : [{ path: "left-out.jsonl", ipc: arrow.encode(leftOutSchema, leftOutRows(dataset.leftOut)) }]),
  ];
  return {
    path: body.path,
    overwrite: body.overwrite,
    texts: [...(card === null ? [] : [{ path: "README.md", text: card }]), ...handOver],
    tables: [
      ...dataset.splits.flatMap(({ name, rows }) => {
        const ipc = arrow.encode(dataset.schema, rows);
        return body.files.map((format) => ({ path: dataPath(name, format), format, ipc }));
      }),
      ...beside.map(({ path, ipc }) => ({ path, format: "jsonl" as const, ipc })),
    ],
  };
}

function nothingToWrite(body: ExportBody, ledger: RowLedger): AssayError {
  const counts = [...Object.entries(ledger.failed), ...Object.entries(ledger.filtered), ...Object.entries(ledger.unscored)];
  return new AssayError("column-missing", `\`${body.from}\` has no row that can become ${body.format} data.`, {
    hint:
      ledger.requested === 0
        ? "The table is empty."
        : `Of ${ledger.requested} rows: ${counts.map(([reason, rows]) => `${rows} ${reason}`).join(", ")}.`,
    place: { key: "from" },
  });
}
