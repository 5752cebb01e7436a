import { type RefObject, useCallback } from "react";
import { formatCount } from "../kit/format.ts";
import { notify } from "../kit/toast.ts";
import { attempt } from "../state/failure.ts";
import type { GridActions } from "./Grid.tsx";
import { selectedStretch } from "./stretch.ts";
import type { Floating } from "./TablePanel.tsx";
import { dropWidth, setWidth, sortBy } from "./table-view.ts";
import type { ArrangedTable } from "./use-arranged-table.ts";
import type { OpenedRow } from "./use-opened-row.ts";
import type { RowChoosing } from "./use-row-choice.ts";
import type { TableAddress } from "./use-table.ts";
import { copyStretch } from "./view-actions.ts";

type GridParts = {
  readonly address: TableAddress;
  readonly table: ArrangedTable;
  readonly choosing: RowChoosing;
  readonly opening: OpenedRow;
  readonly element: RefObject<HTMLElement | null>;
  readonly float: (floating: Floating) => void;
};

/** What keys and presses in the grid do to the table around it. */
export function useGridActions({ address, table, choosing, opening, element, float }: GridParts): GridActions {
  const { view, setView, clauses, layout, source, profileSource } = table;
  const nameAt = (place: number): string => layout[place]?.column.name ?? "";
  const seeColumns = useCallback(
    (names: readonly string[]) => profileSource.want(view.summaries ? names : []),
    [profileSource, view.summaries],
  );
  return {
    want: source.want,
    seeColumns,
    toggleRow: choosing.toggle,
    clearRows: choosing.clear,
    select: (next) => {
      choosing.select(next);
      if (opening.opened !== null && next.active.row >= 0) opening.open(next.active.row);
    },
    sort: (place, adding) => setView((before) => sortBy(before, nameAt(place), { adding })),
    openColumn: (place, anchor) => float({ type: "column", column: nameAt(place), anchor }),
    openValue: (place, anchor) => float({ type: "value", row: place.row, column: nameAt(place.column), anchor }),
    openRow: opening.open,
    pinRow: (row) => {
      opening.pin(row);
      const words = opening.pinned === row ? "is let go" : "is pinned: it stands beside any row you open";
      notify(`Row ${formatCount(row + 1)} ${words}.`);
    },
    copy: () => attempt(() => copyStretch(address, { ...clauses, ...selectedStretch(choosing, layout) }, null)),
    leave: () => element.current?.closest<HTMLElement>("[data-block]")?.focus(),
    resize: (column, width) => setView((before) => (width === null ? dropWidth(before, column) : setWidth(before, column, width))),
  };
}
