import { useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { RowDetail } from "#shared/contract/contract.ts";
import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import type { TableAddress } from "./use-table.ts";

/** A row's place in a view of a result. */
export type RowPlace = {
  readonly address: TableAddress;
  readonly version: string;
  readonly clauses: { readonly filters: FilterClause[]; readonly sort: SortClause[] };
  readonly index: number;
};

export type RowReading = { readonly detail: RowDetail | null; readonly problem: string | null };

const reading: RowReading = { detail: null, problem: null };

/** One row with all there is behind it; the one before stays until it is here. */
export function useRowDetail({ address, version, clauses, index }: RowPlace): RowReading {
  const [read, setRead] = useState(reading);
  // The version is a dependency because another result has other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    const { client, notebook, table } = address;
    client.table
      .row({ notebook, table, ...clauses, index }, { signal: leaving.signal })
      .then((detail) => setRead({ detail, problem: null }))
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        const problem = error instanceof AssayError ? `${error.message} ${error.hint ?? ""}` : "The row could not be read.";
        setRead({ detail: null, problem });
      });
    return () => leaving.abort();
  }, [address, version, clauses, index]);
  return read;
}
