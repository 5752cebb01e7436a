import type { CellResult } from "#shared/journal/entries.ts";
import { TableViewer } from "../results/TableViewer.tsx";
import { findBlock } from "../state/blocks.ts";
import { useSession } from "../state/hooks.ts";
import { pasteText } from "../state/session-edits.ts";
import type { LiveSession } from "../state/session-runs.ts";

type TableOutputProps = { readonly cell: string; readonly table: string; readonly result: CellResult };

/** A table of the result. Another result under the same name is read anew; how the reader arranged it, and where they are, stays. */
export function TableOutput({ cell, table, result }: TableOutputProps) {
  const session = useSession();
  const known = result.tables.find((each) => each.name === table);
  return (
    <TableViewer
      key={table}
      client={session.connection.client}
      notebook={session.notebook}
      table={table}
      version={`${result.recipe} ${result.at} ${known?.rows ?? 0}`}
      {...(known ? { total: known.rows, columns: known.columns } : {})}
      onSqlCell={(sql) => insertSqlCell(session, cell, table, sql)}
    />
  );
}

/** The view as a cell of its own, after the one it was made from. */
function insertSqlCell(session: LiveSession, cell: string, table: string, sql: string): void {
  const document = session.store.getState().buffer.mine;
  const after = findBlock(document, `cell:${cell}`)?.index ?? document.blocks.length - 1;
  pasteText(session, after + 1, `\`\`\`sql ${table.slice(0, 50)}_view\n${sql}\n\`\`\`\n`);
}
