import { useEffect, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import type { TablePage } from "#shared/contract/contract.ts";
import type { Value } from "#shared/data/table.ts";
import { reportFailure } from "../state/failure.ts";
import style from "./PlainTable.module.css";

type PlainTableProps = { readonly client: Client; readonly notebook: string; readonly table: string; readonly version: string };

/** The first rows of a table, read again when its version changes. */
export function PlainTable({ client, notebook, table, version }: PlainTableProps) {
  const [page, setPage] = useState<TablePage | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version holds other rows
  useEffect(() => {
    const leaving = new AbortController();
    client.table
      .page({ notebook, table }, { signal: leaving.signal })
      .then(setPage)
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [client, notebook, table, version]);
  if (!page) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <table className={style.table} aria-label={table} tabIndex={0}>
      <thead>
        <tr>
          {page.columns.map((column) => (
            <th key={column.name} scope="col">
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are named by their place
          <tr key={index}>
            {page.columns.map((column) => (
              <td key={column.name} className={typeof row[column.name] === "number" ? style.number : undefined}>
                {shown(row[column.name] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "object") return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
  return String(value);
}
