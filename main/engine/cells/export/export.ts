import { AssayError } from "#shared/assay-error.ts";
import type { ExportBody } from "#shared/cells/export.ts";
import { datasetCard } from "#shared/data/dataset-card.ts";
import type { ExportRow } from "#shared/data/export-rows.ts";
import { preferenceRows } from "#shared/data/preference-rows.ts";
import { ledgerRows, ledgerSchema } from "#shared/data/row-ledger.ts";
import { provenanceRows, provenanceSchema, sftRows } from "#shared/data/sft-rows.ts";
import { splitByPrompt } from "#shared/data/split.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { ExportJob } from "../../parts/exports.ts";
import type { CellRunner, InputTable } from "../cell-runner.ts";
import { cardInput, isSimulatedModel, type Shaped, type WrittenSplit } from "./card.ts";

/** Writes a dataset folder, whole or not at all. It runs no other cell: what is not there is an error. */
export const runExport: CellRunner<ExportBody> = {
  type: "direct",
  run: async (context) => {
    const { body, name, parts, signal } = context;
    const input = await context.inputs.table(body.from);
    const shaped = shape(body, input);
    if (shaped.ledger.kept === 0) {
      throw new AssayError("column-missing", `\`${body.from}\` has no row that can become ${body.format} data.`, {
        hint: reasonsIn(shaped.ledger),
        place: { key: "from" },
      });
    }
    const splits = splitByPrompt(shaped.rows, body.split ?? null);
    const written = splits.map((split): WrittenSplit => ({ ...split, paths: body.files.map((format) => `data/${split.name}.${format}`) }));
    const texts = body.card ? [{ path: "README.md", text: datasetCard(await cardInput(context, input, shaped, written)) }] : [];
    const tables = [
      ...splits.flatMap((split) => {
        const ipc = parts.arrow.encode(
          shaped.schema,
          split.rows.map(({ row }) => row),
        );
        return body.files.map((format) => ({ path: `data/${split.name}.${format}`, format, ipc }));
      }),
      { path: "ledger.jsonl", format: "jsonl" as const, ipc: parts.arrow.encode(ledgerSchema, ledgerRows(shaped.ledger)) },
      ...shaped
        .provenance(splits)
        .map((rows) => ({ path: "provenance.jsonl", format: "jsonl" as const, ipc: parts.arrow.encode(provenanceSchema, rows) })),
    ];
    const job: ExportJob = { path: body.path, texts, tables };
    const files = await parts.exports.dataset(context.folder, job, signal);
    const rows = shaped.rows.length;
    return {
      tables: [{ name, ipc: parts.arrow.encode(ledgerSchema, ledgerRows(shaped.ledger)) }],
      drawing: null,
      ledger: shaped.ledger,
      files: files.map((file) => ({ ...file, path: `${body.path}/${file.path}` })),
      summary: `${files.length} files · ${rows.toLocaleString("en")} rows`,
    };
  },
};

function shape(body: ExportBody, input: InputTable): Shaped {
  if (body.format === "preference") {
    return { ...preferenceRows(input.schema, input.rows, { from: body.from, isSimulated: isSimulatedModel }), provenance: () => [] };
  }
  const shaped = sftRows(input.schema, input.rows, { layout: body.layout, from: body.from });
  const sources = new Map(shaped.rows.map((row) => [row as ExportRow, row.source]));
  return {
    ...shaped,
    provenance: (splits) => [
      provenanceRows(
        splits.map(({ name, rows }) => ({
          name,
          rows: rows.flatMap((row) => {
            const source = sources.get(row);
            return source === undefined ? [] : [{ ...row, source }];
          }),
        })),
      ),
    ],
  };
}

function reasonsIn(ledger: RowLedger): string {
  const counts = [...Object.entries(ledger.failed), ...Object.entries(ledger.filtered), ...Object.entries(ledger.unscored)];
  if (ledger.requested === 0) return "The table is empty.";
  return `Of ${ledger.requested} rows: ${counts.map(([reason, rows]) => `${rows} ${reason}`).join(", ")}.`;
}
