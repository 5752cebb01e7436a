import { useMemo, useRef, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { countOf } from "../kit/format.ts";
import { useSession, useWorkbenchView } from "../state/hooks.ts";
import { insertDatasetOfRows } from "./dataset-of-rows.ts";
import { FilterChips } from "./FilterChips.tsx";
import { Grid } from "./Grid.tsx";
import { RowDrawer } from "./RowDrawer.tsx";
import type { ChosenRows } from "./row-choice.ts";
import { TableFailure } from "./TableFailure.tsx";
import { type Floating, TablePanel } from "./TablePanel.tsx";
import { TableTools } from "./TableTools.tsx";
import style from "./TableViewer.module.css";
import { dropFilter, filterOn, setFilter } from "./table-view.ts";
import { useArrangedTable } from "./use-arranged-table.ts";
import { useGridActions } from "./use-grid-actions.ts";
import { useOpenedRow } from "./use-opened-row.ts";
import { useRowChoice } from "./use-row-choice.ts";
import { useViewport } from "./use-viewport.ts";

type TableViewerProps = {
  readonly client: Client;
  readonly notebook: string;
  readonly table: string;
  /** Names the result under the table's name; another one is read anew, and the view stays. */
  readonly version?: string;
  /** Rows and columns where they are known already, so that nothing jumps when the first page comes. */
  readonly total?: number;
  readonly columns?: readonly Column[];
  /** The filters it opens with; the reader may change them. */
  readonly filters?: readonly FilterClause[];
  /** Columns that stand before the others, until the reader arranges them. */
  readonly firstColumns?: readonly string[];
  readonly onSqlCell?: (sql: string) => void;
};

const rowHeights = { comfortable: { line: 32, wrapped: 94 }, compact: { line: 26, wrapped: 88 } };

/** A table of any length: sorted, filtered, paged by the engine, and read only where somebody looks. */
export function TableViewer(props: TableViewerProps) {
  const { client, notebook, table, version = "", total, columns: given, filters, firstColumns, onSqlCell } = props;
  const session = useSession();
  const address = useMemo(() => ({ client, notebook, table }), [client, notebook, table]);
  const [floating, setFloating] = useState<Floating | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const viewport = useViewport(element);
  const density = useWorkbenchView((workbench) => workbench.density);
  const arranged = useArrangedTable(address, version, given ? { rows: total ?? 0, columns: given } : null, {
    filters,
    first: firstColumns,
    roomPx: viewport.width,
  });
  const { view, setView, clauses, rows, source, profiles, columns, layout } = arranged;
  const filtered = clauses.filters.length > 0;
  const choosing = useRowChoice(clauses, version, { rows: rows.filteredRows, columns: layout.length });
  const opening = useOpenedRow(clauses, version);
  const actions = useGridActions({ address, table: arranged, choosing, opening, element, float: setFloating });

  const filter = (column: string, next: FilterClause | null): void => {
    setView((before) => {
      if (next !== null) return setFilter(before, next);
      const known = filterOn(before, column);
      return known ? dropFilter(before, known) : before;
    });
    setFloating(null);
  };
  const moveTo = (row: number): void => {
    const place = { ...choosing.selection.active, row };
    opening.open(row);
    choosing.select({ anchor: place, active: place });
  };
  const toGrid = (): void => element.current?.focus({ preventScroll: true });
  const keep = (ranges: ChosenRows): void => {
    const block = element.current?.closest<HTMLElement>("[data-block]")?.dataset.block;
    insertDatasetOfRows(session, block, { table, ...clauses, ranges, columns, totalRows: rows.totalRows });
    choosing.clear();
  };
  const { opened } = opening;

  return (
    <div className={style.viewer}>
      {filtered ? (
        <FilterChips
          filters={clauses.filters}
          columns={columns}
          onOpen={(name, anchor) => setFloating({ type: "column", column: name, anchor })}
          onRemove={(gone) => setView((before) => dropFilter(before, gone))}
          onClear={() => setView((before) => ({ ...before, filters: [] }))}
        />
      ) : null}
      {rows.failure ? <TableFailure error={rows.failure} onRetry={source.retry} /> : null}
      <div className={style.frame}>
        <Grid
          name={`${table}, ${countOf(rows.filteredRows, "row")}`}
          element={element}
          viewport={viewport}
          rows={rows}
          columns={layout}
          pinnedCount={layout.filter((each) => view.pinned.includes(each.column.name)).length}
          clauses={clauses}
          profiles={view.summaries ? profiles : null}
          rowPx={rowHeights[density][view.wraps ? "wrapped" : "line"]}
          wraps={view.wraps}
          choosing={choosing}
          opening={opening}
          actions={actions}
        />
        {rows.columns !== null && rows.filteredRows === 0 && !rows.waiting ? (
          <p className={style.none}>{filtered ? "No row matches the filters." : "The table has no rows."}</p>
        ) : null}
      </div>
      <TableTools
        address={address}
        table={arranged}
        choosing={choosing}
        onSqlCell={onSqlCell ?? null}
        onDataset={keep}
        onClear={() => {
          choosing.clear();
          toGrid();
        }}
      />
      {floating ? (
        <TablePanel floating={floating} table={arranged} grid={element} onFilter={filter} onClose={() => setFloating(null)} />
      ) : null}
      {opened === null ? null : (
        <RowDrawer
          place={{ address, version, clauses, index: opened }}
          count={rows.filteredRows}
          pinned={opening.pinned}
          onPin={() => opening.pin(opened)}
          onMove={moveTo}
          onDataset={() => {
            opening.close();
            keep([{ first: opened, last: opened }]);
          }}
          onClose={() => {
            opening.close();
            toGrid();
          }}
        />
      )}
    </div>
  );
}
