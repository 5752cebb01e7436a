import { useEffect, useState } from "react";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Row } from "#shared/data/table.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";

/** The first rows of a table, and how many there are in all. */
export type FirstRows = { readonly rows: readonly Row[]; readonly total: number };

type Wanted = {
  /** Null: there is nothing to read. */
  readonly table: string | null;
  /** Names the result under the table's name. */
  readonly version: string;
  readonly columns?: readonly string[];
  readonly filters?: readonly FilterClause[];
  readonly most: number;
};

const pageRows = 1000;

/** Rows of a table for reckoning in the window, read page by page up to a limit; null until they are here. */
export function useRows({ table, version, columns = [], filters = [], most }: Wanted): FirstRows | null {
  const session = useSession();
  const [found, setFound] = useState<{ readonly key: string; readonly first: FirstRows } | null>(null);
  const key = JSON.stringify([table, version, columns, filters, most]);
  useEffect(() => {
    const [name, , wanted, kept, limit] = JSON.parse(key) as [string | null, string, string[], FilterClause[], number];
    if (name === null) return;
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      const rows: Row[] = [];
      let total = 0;
      do {
        const page = await session.connection.client.table.page(
          {
            notebook: session.notebook,
            table: name,
            columns: wanted,
            filters: kept,
            offset: rows.length,
            limit: Math.min(pageRows, limit - rows.length),
          },
          { signal: leaving.signal },
        );
        rows.push(...page.rows);
        total = page.filteredRows;
        if (page.rows.length === 0) break;
      } while (rows.length < Math.min(total, limit));
      setFound({ key, first: { rows, total } });
    };
    read().catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [session, key]);
  return found?.key === key ? found.first : null;
}
