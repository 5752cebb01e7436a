import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import { findBlock } from "../state/blocks.ts";
import { insertText } from "../state/session-edits.ts";
import type { LiveSession } from "../state/session-runs.ts";

/** A view of a table as a cell of its own, after the one it was made from. */
export function insertSqlCell(session: LiveSession, cell: string, table: string, sql: string): void {
  insertAfter(session, cell, `\`\`\`sql ${table.slice(0, 50)}_view\n${sql}\n\`\`\`\n`);
}

/** A measure that was looked at in a judge's tab as a cell of its own: to set its options, to slice, to chart, to export with. */
export function insertMeasureCell(session: LiveSession, cell: string, tables: readonly string[], method: MeasureMethod): void {
  const from = tables.length === 1 ? tables[0] : `[${tables.join(", ")}]`;
  const name = `${(tables[0] ?? cell).slice(0, 40)}_${method.replaceAll("-", "_")}`;
  insertAfter(session, cell, `\`\`\`measure ${name}\nmethod: ${method}\nfrom: ${from}\n\`\`\`\n`);
}

function insertAfter(session: LiveSession, cell: string, text: string): void {
  const document = session.store.getState().buffer.mine;
  const after = findBlock(document, `cell:${cell}`)?.index ?? document.blocks.length - 1;
  insertText(session, after + 1, text);
}
