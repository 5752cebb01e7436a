import type { CellResult } from "#shared/journal/entries.ts";
import { TableViewer } from "../results/TableViewer.tsx";
import { useSession } from "../state/hooks.ts";
import { insertSqlCell } from "./insert-cell.ts";

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
