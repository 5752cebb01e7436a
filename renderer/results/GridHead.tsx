// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a windowed grid are placed by hand, which table elements forbid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one tab stop and points at its active cell
import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import type { ColumnLayout } from "./column-width.ts";
import style from "./Grid.module.css";
import type { MountedColumns } from "./GridRow.tsx";
import { HeaderCell, type SortMark } from "./HeaderCell.tsx";
import type { Profiles } from "./profile-source.ts";

type GridHeadProps = {
  readonly columns: MountedColumns;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly indexPx: number;
  readonly sort: readonly SortClause[];
  readonly filters: readonly FilterClause[];
  /** The active column when the cursor is in the line of headers. */
  readonly active: number | null;
  readonly profiles: Profiles | null;
  readonly idOf: (place: number) => string;
  readonly onResize: (column: string, width: number | null) => void;
};

export function GridHead({ columns, widthPx, heightPx, indexPx, sort, filters, active, profiles, idOf, onResize }: GridHeadProps) {
  const header = (layout: ColumnLayout, place: number, left: number | null) => {
    const { name } = layout.column;
    return (
      <HeaderCell
        key={name}
        id={idOf(place)}
        layout={layout}
        place={place}
        sort={sortMark(sort, name)}
        filtered={filters.some((each) => each.column === name || each.orColumn === name)}
        active={active === place}
        profile={profiles === null ? null : profiles.get(name)}
        pinnedAt={left}
        onResize={onResize}
      />
    );
  };
  return (
    <div role="rowgroup" className={style.head} style={{ width: widthPx, height: heightPx }}>
      <div role="row" className={style.headRow} aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className={style.corner} style={{ width: indexPx }}>
          <span className="visually-hidden">Row</span>
        </div>
        {columns.pinned.map(({ layout, place, left }) => header(layout, place, left))}
        <div className={style.space} style={{ width: columns.spacePx }} role="presentation" />
        {columns.others.map(({ layout, place }) => header(layout, place, null))}
      </div>
    </div>
  );
}

function sortMark(sort: readonly SortClause[], column: string): SortMark | null {
  const at = sort.findIndex((clause) => clause.column === column);
  const clause = sort[at];
  return clause ? { descending: clause.descending, place: sort.length > 1 ? at + 1 : null } : null;
}
