import { AssayError } from "#shared/assay-error.ts";
import { type ExportBody, exportKind, shapeOf } from "#shared/cells/export.ts";
import { measureRows, measuresSchema, type QuotedMeasure } from "#shared/export/card-measures.ts";
import { datasetCard } from "#shared/export/dataset-card.ts";
import type { EncodedDataset } from "#shared/export/export-task.ts";
import { type HandOverFile, handOverFiles } from "#shared/export/hand-over.ts";
import { stepRows, stepsSchema } from "#shared/export/ledger-steps.ts";
import { tablesBeside } from "#shared/export/shape-table.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { ExportJob } from "../../parts/exports.ts";
import type { InputTable, RunContext } from "../cell-runner.ts";
import { registeredFamilies } from "../registered-families.ts";
import { cardInput, dataPath } from "./card.ts";
import { countedTable, ledgerSteps } from "./ledger.ts";
import { decidingCells } from "./lineage.ts";
import { originsOf } from "./origins.ts";

/** Everything an export writes, ready to be written. `ledger` is the row ledger as a table, from the first rows asked for. */
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
      origins: originsOf(body, ancestors),
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
  const measures = await Promise.all(body.measures.map(async (measure) => quoted(await context.inputs.table(measure))));
  const own = { cell: name, kind: exportKind.kind, read: countedTable(ancestors, body.from), ledger: dataset.ledger, handedOn: [] };
  const steps = [...ledgerSteps(body.from, ancestors), own];
  const deciding = decidingCells(body, ancestors);
  const card = body.card ? datasetCard(cardInput(context, { dataset, handOver, ledger: steps, measures, deciding, families })) : null;
  const ledger = parts.arrow.encode(stepsSchema, stepRows(steps));
  const figures = measures.length === 0 ? null : parts.arrow.encode(measuresSchema, measureRows(measures));
  return { job: jobOf(body, { dataset, ledger, figures, card, handOver }), dataset, ledger, card };
}

function quoted({ table, rows, result }: InputTable): QuotedMeasure {
  return { table, rows, sentence: result.result.summary };
}

type JobParts = Omit<PreparedExport, "job"> & {
  readonly handOver: readonly HandOverFile[];
  /** Of the measures the card quotes; null where there are none. */
  readonly figures: Uint8Array | null;
};

function jobOf(body: ExportBody, { dataset, ledger, figures, card, handOver }: JobParts): ExportJob {
  const beside = [
    { path: "provenance.jsonl", ipc: dataset.provenance },
    { path: "ledger.jsonl", ipc: ledger },
    ...(figures === null ? [] : [{ path: "measures.jsonl", ipc: figures }]),
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
