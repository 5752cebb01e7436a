import type { DatasetBody } from "#shared/cells/dataset.ts";
import { countOf, problemRow, problemSchema, reasonsText } from "#shared/import/row-problem.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { CellOutput, CellRunner, RunContext } from "./cell-runner.ts";
import { addProblems, problemAt, refuseBadRows } from "./dataset-problems.ts";
import { type DatasetSource, readSource } from "./dataset-source.ts";

/** Rows from files or the notebook itself, with an `item` for each, in the names and the shape the body asks for. */
export const runDataset: CellRunner<DatasetBody> = {
  type: "direct",
  fingerprint: async (body, folder, parts): Promise<{ readonly [key: string]: string }> =>
    body.path === undefined ? {} : { file: await parts.readers.fingerprint(folder, body.path) },
  run: async (context) => {
    const shaped = await inShape(context, await readSource(context));
    if (context.body.bad_rows === "stop") refuseBadRows(shaped.report);
    return outputOf(context, shaped);
  },
};

type Context = RunContext<DatasetBody>;

/** `kept`: rows of the source that are in the table. */
type Shaped = DatasetSource & { readonly kept: number };

async function inShape({ body, parts, signal }: Context, table: DatasetSource): Promise<Shaped> {
  const { rows } = parts.arrow.schema(table.ipc);
  if (body.shape === undefined) return { ...table, kept: rows };
  const { ipc, misfits } = await parts.readers.reshape(table.ipc, body.shape, body.keep ?? null, signal);
  const problems = misfits.map(({ index, ...misfit }) => problemAt(table, index, misfit));
  return { ...table, ipc, kept: rows - misfits.length, report: addProblems(table.report, problems) };
}

function outputOf({ body, name, parts }: Context, table: Shaped): CellOutput {
  const { rows, schema } = parts.arrow.schema(table.ipc);
  const { report } = table;
  const bad = countOf(report.bad);
  const main = { name, ipc: table.ipc };
  const skips = body.bad_rows === "skip";
  return {
    tables: skips ? [main, { name: `${name}_problems`, ipc: parts.arrow.encode(problemSchema, report.first.map(problemRow)) }] : [main],
    drawing: null,
    ledger: skips ? ledgerOf(table) : null,
    files: [],
    summary: [
      `${rows.toLocaleString("en")} rows`,
      `${schema.columns.length} columns`,
      ...(bad === 0 ? [] : [`${bad.toLocaleString("en")} bad left out: ${reasonsText(report.bad)}`]),
      ...table.notes,
    ].join(" · "),
  };
}

/** Rows of the source, whatever number of rows a shape makes of each. What was left out as asked has not failed. */
function ledgerOf({ requested, kept, report }: Shaped): RowLedger {
  const notDrawn = requested - kept - countOf(report.bad);
  const filtered = { ...report.bad, ...(notDrawn > 0 ? { "not in the sample": notDrawn } : {}) };
  return { requested, kept, filtered, failed: {}, unscored: {}, waiting: 0 };
}
