import { useCallback, useMemo, useRef, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { countOf } from "../kit/format.ts";
import { attempt } from "../state/failure.ts";
import { useSession, useWorkbenchView } from "../state/hooks.ts";
import type { CopyFormat } from "./clipboard-text.ts";
import { insertDatasetOfRows } from "./dataset-of-rows.ts";
import { FilterChips } from "./FilterChips.tsx";
import { choiceSentence, footerSentence } from "./footer-sentence.ts";
import { Grid, type GridActions } from "./Grid.tsx";
import { RowDrawer } from "./RowDrawer.tsx";
import { type ChosenRows, countRows } from "./row-choice.ts";
import { SelectionTools } from "./SelectionTools.tsx";
import { copiedStretch, selectedStretch } from "./stretch.ts";
import { TableFailure } from "./TableFailure.tsx";
import { TableFooter } from "./TableFooter.tsx";
import { type Floating, TablePanel } from "./TablePanel.tsx";
import style from "./TableViewer.module.css";
import { dropFilter, dropWidth, filterOn, namedColumns, setFilter, setWidth, sortBy } from "./table-view.ts";
import { useArrangedTable } from "./use-arranged-table.ts";
import { useRowChoice } from "./use-row-choice.ts";
import { useViewport } from "./use-viewport.ts";
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
  const [openedRow, setOpenedRow] = useState<number | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const viewport = useViewport(element);
  const density = useWorkbenchView((workbench) => workbench.density);
  const arranged = useArrangedTable(address, version, given ? { rows: total ?? 0, columns: given } : null, {
    filters,
    first: firstColumns,
    roomPx: viewport.width,
  });
  const { view, setView, clauses, rows, source, profiles, profileSource, columns, layout } = arranged;
  const filtered = clauses.filters.length > 0;
  const choosing = useRowChoice(clauses, version, { rows: rows.filteredRows, columns: layout.length });
  const { selection, marked, chosen } = choosing;

  const nameAt = (place: number): string => layout[place]?.column.name ?? "";
  const filter = (column: string, next: FilterClause | null): void => {
    setView((before) => {
      if (next !== null) return setFilter(before, next);
      const known = filterOn(before, column);
      return known ? dropFilter(before, known) : before;
    });
    setFloating(null);
  };
  const seeColumns = useCallback(
    (names: readonly string[]) => profileSource.want(view.summaries ? names : []),
    [profileSource, view.summaries],
  );
  const actions: GridActions = {
    want: source.want,
    seeColumns,
    toggleRow: choosing.toggle,
    clearRows: choosing.clear,
    select: (next) => {
      choosing.select(next);
      if (openedRow !== null && next.active.row >= 0) setOpenedRow(next.active.row);
    },
    sort: (place, adding) => setView((before) => sortBy(before, nameAt(place), { adding })),
    openColumn: (place, anchor) => setFloating({ type: "column", column: nameAt(place), anchor }),
    openValue: (place, anchor) => setFloating({ type: "value", row: place.row, column: nameAt(place.column), anchor }),
    openRow: setOpenedRow,
    copy: () => attempt(() => copyStretch(address, { ...clauses, ...selectedStretch(choosing, layout) }, null)),
    leave: () => element.current?.closest<HTMLElement>("[data-block]")?.focus(),
    resize: (column, width) => setView((before) => (width === null ? dropWidth(before, column) : setWidth(before, column, width))),
  };

  const copied = copiedStretch(choosing, layout, rows.filteredRows, mostCopiedRows);
  const copy = (format: CopyFormat): void => attempt(() => copyStretch(address, { ...clauses, ...copied }, format));
  const names = namedColumns(view, columns);
  const namesText = names.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names that read the same are the same columns
  const readSql = useCallback(
    async (signal: AbortSignal) => (await client.table.page({ notebook, table, ...clauses, columns: names, limit: 1 }, { signal })).sql,
    [client, notebook, table, clauses, namesText],
  );
  const moveTo = (row: number): void => {
    setOpenedRow(row);
    choosing.select({ anchor: { ...selection.active, row }, active: { ...selection.active, row } });
  };
  const toGrid = (): void => element.current?.focus({ preventScroll: true });
  const keep = (ranges: ChosenRows): void => {
    const block = element.current?.closest<HTMLElement>("[data-block]")?.dataset.block;
    insertDatasetOfRows(session, block, { table, ...clauses, ranges, columns, totalRows: rows.totalRows });
    choosing.clear();
  };
  const chosenCount = countRows(chosen);

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
          selection={selection}
          marked={marked}
          chosen={chosen}
          openedRow={openedRow}
          actions={actions}
        />
        {rows.columns !== null && rows.filteredRows === 0 && !rows.waiting ? (
          <p className={style.none}>{filtered ? "No row matches the filters." : "The table has no rows."}</p>
        ) : null}
      </div>
      <TableFooter
        sentence={chosenCount > 0 ? choiceSentence(chosenCount, rows, filtered) : footerSentence(rows, filtered, clauses.sort)}
        columns={columns}
        view={view}
        copies={extentWords(countRows(copied.ranges), copied.columns.length)}
        readSql={readSql}
        onSqlCell={onSqlCell ?? null}
        onChange={setView}
        onCopy={copy}
        onDownload={(format) => attempt(() => downloadView(address, { ...clauses, columns: names }, format))}
      >
        {chosenCount === 0 ? null : (
          <SelectionTools
            table={table}
            rows={rows}
            chosen={chosen}
            copies={extentWords(countRows(copied.ranges), copied.columns.length)}
            onDataset={() => keep(chosen)}
            onCopy={copy}
            onClear={() => {
              choosing.clear();
              toGrid();
            }}
          />
        )}
      </TableFooter>
      {floating ? (
        <TablePanel floating={floating} table={arranged} grid={element} onFilter={filter} onClose={() => setFloating(null)} />
      ) : null}
      {openedRow === null ? null : (
        <RowDrawer
          address={address}
          version={version}
          clauses={clauses}
          index={openedRow}
          count={rows.filteredRows}
          onMove={moveTo}
          onDataset={() => {
            setOpenedRow(null);
            keep([{ first: openedRow, last: openedRow }]);
          }}
          onClose={() => {
            setOpenedRow(null);
            toGrid();
          }}
        />
      )}
    </div>
  );
}
