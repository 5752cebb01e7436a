// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a windowed grid are placed by hand, which table elements forbid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one tab stop and points at its active cell
import { Maximize2, Pin } from "lucide-react";
import { memo } from "react";
import type { Row } from "#shared/data/table.ts";
import { formatCount } from "../kit/format.ts";
import type { ColumnLayout } from "./column-width.ts";
import style from "./Grid.module.css";
import { ValueCell } from "./ValueCell.tsx";

/** The columns that are mounted: all pinned ones, then a stretch of the others behind an empty space. */
export type MountedColumns = {
  readonly pinned: readonly { readonly layout: ColumnLayout; readonly place: number; readonly left: number }[];
  readonly spacePx: number;
  readonly others: readonly { readonly layout: ColumnLayout; readonly place: number }[];
};

type GridRowProps = {
  readonly grid: string;
  readonly row: Row | undefined;
  readonly index: number;
  readonly top: number;
  readonly columns: MountedColumns;
  /** The active cell's column when it is in this row. */
  readonly active: number | null;
  /** First and last selected column, when the selection is a block that holds this row. */
  readonly selectedFrom: number | null;
  readonly selectedTo: number | null;
  readonly opened: boolean;
  /** Held to stand beside the opened row. */
  readonly isPinned: boolean;
  readonly marked: boolean;
  readonly chosen: boolean;
};

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { grid, row, index, top, columns, active, selectedFrom, selectedTo, opened, isPinned, marked, chosen } = props;
  const inBlock = (place: number): boolean => selectedFrom !== null && selectedTo !== null && place >= selectedFrom && place <= selectedTo;
  const cell = (layout: ColumnLayout, place: number, left: number | null) => (
    <div
      key={layout.column.name}
      id={`${grid}-${index}-${place}`}
      role="gridcell"
      aria-colindex={place + 2}
      aria-selected={active === place || marked || inBlock(place)}
      className={`${style.cell} ${left === null ? "" : style.pinned}`}
      style={{ width: layout.width, ...(left === null ? {} : { left }) }}
      data-active={active === place}
      data-chosen={inBlock(place)}
      data-numeric={layout.look.type === "number"}
      data-row={index}
      data-place={place}
    >
      {row === undefined ? (
        <span className={style.placeholder} />
      ) : (
        <ValueCell value={row[layout.column.name] ?? null} look={layout.look} />
      )}
    </div>
  );
  return (
    <div
      role="row"
      className={style.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-opened={opened}
      data-marked={marked}
      data-chosen={chosen}
      data-odd={index % 2 === 1}
    >
      <div role="rowheader" className={style.index} aria-colindex={1} data-opens-row={index} title="Open this row">
        <span className={style.number}>{formatCount(index + 1)}</span>
        {isPinned ? <Pin className={style.held ?? ""} aria-label="pinned" /> : null}
        <Maximize2 className={style.expand ?? ""} aria-hidden="true" />
      </div>
      {columns.pinned.map(({ layout, place, left }) => cell(layout, place, left))}
      <div className={style.space} style={{ width: columns.spacePx }} role="presentation" />
      {columns.others.map(({ layout, place }) => cell(layout, place, null))}
    </div>
  );
});
