import { PlainTable } from "../notebook/PlainTable.tsx";
import { useSession } from "../state/hooks.ts";

/** A table of the result. Another result is another table: nothing of the old view stays. */
export function TableOutput({ table, recipe }: { readonly table: string; readonly recipe: string }) {
  const session = useSession();
  return <PlainTable key={`${table}:${recipe}`} client={session.connection.client} notebook={session.notebook} table={table} />;
}
