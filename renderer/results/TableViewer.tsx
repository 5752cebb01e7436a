import { useCallback, useMemo, useRef, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { FloatPanel } from "../kit/FloatPanel.tsx";
import { countOf } from "../kit/format.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbenchView } from "../state/hooks.ts";
import { ColumnPanel } from "./ColumnPanel.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { footerSentence } from "./footer-sentence.ts";
import { Grid, type GridActions } from "./Grid.tsx";
import type { GridSelection } from "./grid-place.ts";
import { RowDrawer } from "./RowDrawer.tsx";
import type { RowState } from "./row-source.ts";
import { copiedStretch, selectedStretch } from "./stretch.ts";
import { TableFailure } from "./TableFailure.tsx";
import { TableFooter } from "./TableFooter.tsx";
import style from "./TableViewer.module.css";
import { clausesFor, dropFilter, dropWidth, namedColumns, plainView, setFilter, setWidth, sortBy, type TableView } from "./table-view.ts";
import { useLayout } from "./use-layout.ts";
import { useProfiles, useTableRows } from "./use-table.ts";
import { useViewport } from "./use-viewport.ts";
import { ValuePanel } from "./ValuePanel.tsx";
import { copyStretch, downloadView, extentWords, mostCopiedRows } from "./view-actions.ts";

type TableViewerProps = {
  readonly client: Client;
  readonly notebook: string;
  readonly table: string;
  /** Names the result under the table's name; another one is read anew, and the view stays. */
  readonly version?: string;
  /** Rows and columns where they are known already, so that nothing jumps when the first page comes. */
  readonly total?: number;
  readonly columns?: readonly Column[];
  readonly onSqlCell?: (sql: string) => void;
};

type Floating =
  | { readonly type: "column"; readonly column: string; readonly anchor: HTMLElement }
  | { readonly type: "value"; readonly row: number; readonly column: string; readonly anchor: HTMLElement };

const start: GridSelection = { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } };
const rowHeights = { comfortable: { line: 32, wrapped: 94 }, compact: { line: 26, wrapped: 88 } };

/** A table of any length: sorted, filtered, paged by the engine, and read only where somebody looks. */
export function TableViewer({ client, notebook, table, version = "", total, columns: known, onSqlCell }: TableViewerProps) {
  const address = useMemo(() => ({ client, notebook, table }), [client, notebook, table]);
  const [view, setView] = useState<TableView>(plainView);
  const [selection, setSelection] = useState(start);
  const [floating, setFloating] = useState<Floating | null>(null);
  const [openedRow, setOpenedRow] = useState<number | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const viewport = useViewport(element);
  const density = useWorkbenchView((workbench) => workbench.density);
  const tableColumns = useRef<readonly Column[] | null>(known ?? null);

  const clauses = useMemo(() => clausesFor(view, known ?? tableColumns.current), [view, known]);
  const clausesText = JSON.stringify(clauses);
  // biome-ignore lint/correctness/useExhaustiveDependencies: two clauses that read the same are the same query
  const query = useMemo(() => ({ version, ...clauses }), [version, clausesText]);
  const { source, rows: read } = useTableRows(address, query);
  const { source: profileSource, profiles } = useProfiles(address, version);
  if (read.columns !== null) tableColumns.current = read.columns;
  const rows = read.columns === null && known ? expected(read, known, total ?? 0) : read;
  const columns = rows.columns ?? noColumns;

  const layout = useLayout(rows, columns, view, viewport.width);
  const pinnedCount = layout.filter((each) => view.pinned.includes(each.column.name)).length;
  const nameAt = (place: number): string => layout[place]?.column.name ?? "";
  const filter = (column: string, next: FilterClause | null): void => {
    setView((before) => (next === null ? dropFilter(before, column) : setFilter(before, next)));
    setFloating(null);
  };

  const want = source.want;
  const seeColumns = useCallback(
    (names: readonly string[]) => profileSource.want(view.summaries ? names : []),
    [profileSource, view.summaries],
  );
  const actions: GridActions = {
    want,
    seeColumns,
    select: (next) => {
      setSelection(next);
      if (openedRow !== null && next.active.row >= 0) setOpenedRow(next.active.row);
    },
    sort: (place, adding) => setView((before) => sortBy(before, nameAt(place), { adding })),
    openColumn: (place, anchor) => setFloating({ type: "column", column: nameAt(place), anchor }),
    openValue: (place, anchor) => setFloating({ type: "value", row: place.row, column: nameAt(place.column), anchor }),
    openRow: setOpenedRow,
    copy: () => copy(null),
    leave: () => element.current?.closest<HTMLElement>("[data-block]")?.focus(),
    resize: (column, width) => setView((before) => (width === null ? dropWidth(before, column) : setWidth(before, column, width))),
  };

  const copied = copiedStretch(selection, layout, rows.filteredRows, mostCopiedRows);
  const copy = (format: Parameters<typeof copyStretch>[2]): void => {
    const stretch = format === null ? selectedStretch(selection, layout) : copied;
    attempt(() => copyStretch(address, { ...clauses, ...stretch }, format));
  };
  const shownNames = namedColumns(view, columns);
  const namesText = shownNames.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names that read the same are the same columns
  const readSql = useCallback(
    async (signal: AbortSignal) =>
      (await client.table.page({ notebook, table, ...clauses, columns: shownNames, limit: 1 }, { signal })).sql,
    [client, notebook, table, clausesText, namesText],
  );

  const column = floating && columns.find((each) => each.name === floating.column);
  const rowPx = rowHeights[density][view.wraps ? "wrapped" : "line"];
  return (
    <div className={style.viewer}>
      {clauses.filters.length > 0 ? (
        <FilterChips
          filters={clauses.filters}
          columns={columns}
          onOpen={(name, anchor) => setFloating({ type: "column", column: name, anchor })}
          onRemove={(name) => filter(name, null)}
          onClear={() => setView((before) => ({ ...before, filters: [] }))}
        />
      ) : null}
      {rows.failure ? <TableFailure error={rows.failure} onRetry={source.retry} /> : null}
      <Grid
        name={`${table}, ${countOf(rows.filteredRows, "row")}`}
        element={element}
        viewport={viewport}
        rows={rows}
        columns={layout}
        pinnedCount={pinnedCount}
        sort={clauses.sort}
        order={clausesText}
        filtered={clauses.filters.map((each) => each.column)}
        profiles={view.summaries ? profiles : null}
        rowPx={rowPx}
        wraps={view.wraps}
        selection={selection}
        openedRow={openedRow}
        actions={actions}
      />
      {rows.columns !== null && rows.filteredRows === 0 && !rows.waiting ? (
        <p className={style.none}>{clauses.filters.length > 0 ? "No row matches the filters." : "The table has no rows."}</p>
      ) : null}
      <TableFooter
        sentence={footerSentence(rows, clauses.filters.length > 0, clauses.sort)}
        columns={columns}
        view={view}
        copies={extentWords(copied.rows, copied.columns.length)}
        readSql={readSql}
        onSqlCell={onSqlCell ?? null}
        onChange={setView}
        onCopy={copy}
        onDownload={(format) => attempt(() => downloadView(address, { ...clauses, columns: shownNames }, format))}
      />
      {floating && column ? (
        <FloatPanel
          name={floating.type === "column" ? `Column ${column.name}` : column.name}
          anchor={floating.anchor}
          width={floating.type === "column" ? 300 : 480}
          onClose={() => setFloating(null)}
        >
          {floating.type === "column" ? (
            <ColumnPanel
              column={column}
              columns={columns}
              view={view}
              profile={profiles.get(column.name)}
              totalRows={rows.totalRows}
              onChange={setView}
              onFilter={(next) => filter(column.name, next)}
            />
          ) : (
            <ValuePanel name={column.name} value={rows.row(floating.row)?.[column.name] ?? null} />
          )}
        </FloatPanel>
      ) : null}
      {openedRow === null ? null : (
        <RowDrawer
          address={address}
          version={version}
          clauses={clauses}
          index={openedRow}
          count={rows.filteredRows}
          onMove={(row) => {
            setOpenedRow(row);
            setSelection((before) => ({ anchor: { ...before.active, row }, active: { ...before.active, row } }));
          }}
          onClose={() => {
            setOpenedRow(null);
            element.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

const noColumns: readonly Column[] = [];

/** What is known before the first page. */
function expected(rows: RowState, columns: readonly Column[], total: number): RowState {
  return { ...rows, columns, totalRows: total, filteredRows: total };
}
