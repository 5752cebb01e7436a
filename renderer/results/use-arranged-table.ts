import { useMemo, useRef, useState } from "react";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import type { ColumnLayout } from "./column-width.ts";
import type { ProfileSource, Profiles } from "./profile-source.ts";
import type { RowSource, RowState } from "./row-source.ts";
import { clausesFor, plainView, type TableView } from "./table-view.ts";
import { useLayout } from "./use-layout.ts";
import { type TableAddress, useProfiles, useTableRows } from "./use-table.ts";

/** What is known of a table before it is read. */
export type Known = { readonly rows: number; readonly columns: readonly Column[] } | null;

/** How it opens, and the room it has. */
type Opening = {
  readonly filters: readonly FilterClause[] | undefined;
  readonly first: readonly string[] | undefined;
  readonly roomPx: number;
};

export type ArrangedTable = {
  readonly view: TableView;
  readonly setView: (change: TableView | ((before: TableView) => TableView)) => void;
  /** Filters and sort as they are asked: the same object while they read the same. */
  readonly clauses: ReturnType<typeof clausesFor>;
  readonly rows: RowState;
  readonly source: RowSource;
  readonly profiles: Profiles;
  readonly profileSource: ProfileSource;
  readonly columns: readonly Column[];
  readonly layout: readonly ColumnLayout[];
};

const noColumns: readonly Column[] = [];

/** A table as its reader has arranged it, and as much of it as is here. */
export function useArrangedTable(
  address: TableAddress,
  version: string,
  known: Known,
  { filters = plainView.filters, first = plainView.first, roomPx }: Opening,
): ArrangedTable {
  const [view, setView] = useState<TableView>({ ...plainView, filters, first });
  const tableColumns = useRef<readonly Column[] | null>(null);
  const now = clausesFor(view, known?.columns ?? tableColumns.current);
  const text = JSON.stringify(now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: clauses that read the same are the same
  const clauses = useMemo(() => now, [text]);
  const query = useMemo(() => ({ version, ...clauses }), [version, clauses]);
  const { source, rows: read } = useTableRows(address, query);
  const { source: profileSource, profiles } = useProfiles(address, version);
  if (read.columns !== null) tableColumns.current = read.columns;
  const rows = read.columns === null && known ? { ...read, columns: known.columns, totalRows: known.rows, filteredRows: known.rows } : read;
  const columns = rows.columns ?? noColumns;
  const layout = useLayout(rows, columns, view, roomPx);
  return { view, setView, clauses, rows, source, profiles, profileSource, columns, layout };
}
