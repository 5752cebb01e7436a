import { AssayError } from "#shared/assay-error.ts";
import { type ExportBody, shapeOf } from "#shared/cells/export.ts";
import { ledgerRows, ledgerSchema } from "#shared/data/row-ledger.ts";
import { datasetCard } from "#shared/export/dataset-card.ts";
import type { EncodedDataset } from "#shared/export/export-task.ts";
import { type HandOverFile, handOverFiles } from "#shared/export/hand-over.ts";
import { tablesBeside } from "#shared/export/shape-table.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { ExportJob } from "../../parts/exports.ts";
import type { RunContext } from "../cell-runner.ts";
import { registeredFamilies } from "../registered-families.ts";
import { cardInput, dataPath } from "./card.ts";
import { originsOf } from "./origins.ts";

/** Everything an export writes, ready to be written. `ledger` is the row ledger as a table. */
export type PreparedExport = {
  readonly job: ExportJob;
  readonly dataset: EncodedDataset;
  readonly ledger: Uint8Array;
  readonly card: string | null;
};

/** Has the rows shaped and divided in a worker thread and describes them, writing nothing. Throws column-missing, data-unreadable, stopped. */
export async function prepareExport(context: RunContext<ExportBody>): Promise<PreparedExport> {
  const { body, parts, name, signal } = context;
  const ancestors = await context.ancestors();
  const { table, ipc } = await context.inputs.table(body.from);
  const dataset = await parts.compute.exportDataset(
    {
      body,
      from: { table, ipc },
      others: await Promise.all(
        tablesBeside(body).map(async (beside) => ({ table: beside, ipc: (await context.inputs.table(beside)).ipc })),
      ),
      origins: originsOf(ancestors),
    },
    signal,
  );
  if (dataset.ledger.kept === 0) throw nothingToWrite(body, dataset.ledger);
  const handOver = handOverFiles({
    shape: shapeOf(body),
    folder: body.path.replace(/^(\.?\/)+|\/+$/g, ""),
    name,
    hasTest: dataset.splits.length > 1,
    columns: dataset.columns,
    maxLength: body.max_length ?? null,
  });
  const families = await registeredFamilies(parts.models.list);
  const card = body.card ? datasetCard(await cardInput(context, { dataset, handOver, ancestors, families })) : null;
  const ledger = parts.arrow.encode(ledgerSchema, ledgerRows(dataset.ledger));
  return { job: jobOf(body, { dataset, ledger, card, handOver }), dataset, ledger, card };
}

type JobParts = Omit<PreparedExport, "job"> & { readonly handOver: readonly HandOverFile[] };

function jobOf(body: ExportBody, { dataset, ledger, card, handOver }: JobParts): ExportJob {
  const beside = [
    { path: "provenance.jsonl", ipc: dataset.provenance },
    { path: "ledger.jsonl", ipc: ledger },
    ...(dataset.leftOut.rows === 0 ? [] : [{ path: "left-out.jsonl", ipc: dataset.leftOut.ipc }]),
  ];
  return {
    path: body.path,
    overwrite: body.overwrite,
    texts: [...(card === null ? [] : [{ path: "README.md", text: card }]), ...handOver],
    tables: [
      ...dataset.splits.flatMap(({ name, ipc }) => body.files.map((format) => ({ path: dataPath(name, format), format, ipc }))),
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
