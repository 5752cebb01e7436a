import type { CellResult } from "#shared/journal/entries.ts";
import { PlainTable } from "../notebook/PlainTable.tsx";
import { useSession } from "../state/hooks.ts";

type TableOutputProps = { readonly table: string; readonly result: CellResult };

/**
 * A table of the result. Another recipe is another table: nothing of the old view stays. While a run goes on the same
 * table grows; `version` changes then, and the view reads again what it shows.
 */
export function TableOutput({ table, result }: TableOutputProps) {
  const rows = result.tables.find((each) => each.name === table)?.rows ?? 0;
  const session = useSession();
  return (
    <PlainTable
      key={`${table}:${result.recipe}`}
      client={session.connection.client}
      notebook={session.notebook}
      table={table}
      version={`${rows}:${result.at}`}
    />
  );
}
