import type { RefObject } from "react";
import type { FilterClause } from "#shared/contract/schemas.ts";
import { FloatPanel } from "../kit/FloatPanel.tsx";
import { ColumnPanel } from "./ColumnPanel.tsx";
import type { TableView } from "./table-view.ts";
import type { ArrangedTable } from "./use-arranged-table.ts";
import { ValuePanel } from "./ValuePanel.tsx";

/** What hangs from a cell or a header, if anything does. */
export type Floating =
  | { readonly type: "column"; readonly column: string; readonly anchor: HTMLElement }
  | { readonly type: "value"; readonly row: number; readonly column: string; readonly anchor: HTMLElement };

type TablePanelProps = {
  readonly floating: Floating;
  readonly table: ArrangedTable;
  readonly grid: RefObject<HTMLElement | null>;
  readonly onFilter: (column: string, filter: FilterClause | null) => void;
  readonly onClose: () => void;
};

export function TablePanel({ floating, table, grid, onFilter, onClose }: TablePanelProps) {
  const { columns, view, rows } = table;
  const column = columns.find((each) => each.name === floating.column);
  if (!column) return null;
  const change = (next: TableView): void => {
    table.setView(next);
    // A hidden column leaves nothing to hang from.
    if (next.hidden.includes(column.name)) onClose();
  };
  return (
    <FloatPanel
      name={floating.type === "column" ? `Column ${column.name}` : column.name}
      anchor={floating.anchor}
      returnTo={grid}
      width={floating.type === "column" ? 300 : 480}
      onClose={onClose}
    >
      {floating.type === "column" ? (
        <ColumnPanel
          column={column}
          columns={columns}
          view={view}
          profile={table.profiles.get(column.name)}
          totalRows={rows.totalRows}
          onChange={change}
          onFilter={(next) => onFilter(column.name, next)}
        />
      ) : (
        <ValuePanel name={column.name} value={rows.row(floating.row)?.[column.name] ?? null} />
      )}
    </FloatPanel>
  );
}
