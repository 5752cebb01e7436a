import { useMemo, useRef } from "react";
import type { Column, Row } from "#shared/data/table.ts";
import { lookOf } from "./column-look.ts";
import { type ColumnLayout, spread, widthFor } from "./column-width.ts";
import type { RowState } from "./row-source.ts";
import { shownColumns, type TableView } from "./table-view.ts";

const sampleRows = 100;

/** Looks and widths of the columns on screen. Chosen by the first rows of a result and kept while it is sorted and filtered. */
export function useLayout(rows: RowState, columns: readonly Column[], view: TableView, roomPx: number): readonly ColumnLayout[] {
  const natural = useNatural(rows, columns);
  return useMemo(() => {
    const shown = shownColumns(view, columns).flatMap((column) => natural.get(column.name) ?? []);
    const sized = shown.map((each) => ({ ...each, width: view.widths[each.column.name] ?? each.width }));
    return spread(sized, roomPx - indexRoomPx, (name) => view.widths[name] !== undefined);
  }, [natural, columns, view, roomPx]);
}

/** Row numbers and a scroll bar take about this much. */
const indexRoomPx = 72;

function useNatural(rows: RowState, columns: readonly Column[]): ReadonlyMap<string, ColumnLayout> {
  const kept = useRef<{ readonly names: string; readonly filled: boolean; readonly layouts: ReadonlyMap<string, ColumnLayout> } | null>(
    null,
  );
  const names = columns.map((column) => `${column.name} ${column.type.type}`).join("\n");
  const filled = rows.row(0) !== undefined;
  if (kept.current === null || kept.current.names !== names || (filled && !kept.current.filled)) {
    const sample = firstRows(rows);
    const layouts = new Map(
      columns.map((column) => {
        const look = lookOf(column, sample);
        return [column.name, { column, look, width: widthFor(column, look, sample, rows.totalRows) }];
      }),
    );
    kept.current = { names, filled, layouts };
  }
  return kept.current.layouts;
}

function firstRows(rows: RowState): readonly Row[] {
  const sample: Row[] = [];
  for (let index = 0; index < sampleRows; index += 1) {
    const row = rows.row(index);
    if (row === undefined) break;
    sample.push(row);
  }
  return sample;
}
