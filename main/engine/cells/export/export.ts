import type { ExportBody } from "#shared/cells/export.ts";
import { schemaOf, text } from "#shared/data/table.ts";
import type { CellRunner } from "../cell-runner.ts";
import { prepareExport } from "./job.ts";
import { describeSending, send, sentSchema } from "./send.ts";

const cardSchema = schemaOf([["markdown", text]]);

/** Writes a dataset folder, whole or not at all, and sends it where the cell says. It runs no other cell: what is not there is an error. */
export const runExport: CellRunner<ExportBody> = {
  type: "direct",
  describe: async (context, isReady) => {
    const { body, parts, folder, signal } = context;
    const leaves = body.push !== undefined || body.upload !== undefined;
    const files = isReady && leaves ? await parts.exports.measure(folder, (await prepareExport(context)).job, signal) : null;
    const outgoing = await describeSending(context, files);
    return [
      { sentence: `Writes ${body.path} below the notebook's folder.`, isOutgoing: false },
      ...outgoing.map((sentence) => ({ sentence, isOutgoing: true })),
    ];
  },
  run: async (context) => {
    const { body, name, parts, folder, signal } = context;
    const { arrow } = parts;
    const { job, dataset, ledger, card } = await prepareExport(context);
    const files = await parts.exports.dataset(folder, job, signal);
    const sent = await send(context, job, files);
    const rows = dataset.splits.reduce((sum, split) => sum + split.rows, 0);
    return {
      tables: [
        { name, ipc: ledger },
        { name: `${name}_left_out`, ipc: dataset.leftOut.ipc },
        ...(card === null ? [] : [{ name: `${name}_card`, ipc: arrow.encode(cardSchema, [{ markdown: card }]) }]),
        ...(sent.length === 0 ? [] : [{ name: `${name}_sent`, ipc: arrow.encode(sentSchema, sent) }]),
      ],
      drawing: null,
      ledger: dataset.ledger,
      files: files.map((file) => ({ ...file, path: `${body.path}/${file.path}` })),
      summary: summaryOf(files.length, rows, [...new Set(sent.map((row) => String(row.to)))]),
    };
  },
};

function summaryOf(files: number, rows: number, receivers: readonly string[]): string {
  const sent = receivers.length === 0 ? "" : ` · sent to ${receivers.join(", ")}`;
  return `${files} files · ${rows.toLocaleString("en")} rows${sent}`;
}
