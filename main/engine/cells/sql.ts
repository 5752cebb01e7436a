import type { SqlBody } from "#shared/cells/sql.ts";
import type { CellRunner } from "./cell-runner.ts";

/** Rows a sql cell keeps; more are refused rather than cut, so that no number is silently of a part. */
const rowLimit = 5_000_000;

export const runSql: CellRunner<SqlBody> = {
  type: "direct",
  run: async (context) => {
    const database = await context.database();
    const started = context.parts.clock.monotonicMs();
    const ipc = await database.query(context.body.query, { signal: context.signal, maxRows: rowLimit });
    const { rows } = context.parts.arrow.schema(ipc);
    const elapsedMs = Math.round(context.parts.clock.monotonicMs() - started);
    return {
      tables: [{ name: context.name, ipc }],
      drawing: null,
      ledger: null,
      files: [],
      summary: `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"} · ${elapsedMs} ms`,
    };
  },
};
