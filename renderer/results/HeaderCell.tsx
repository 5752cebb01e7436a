// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a windowed grid are placed by hand, which table elements forbid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one tab stop and points at its active cell
import { ArrowDown, ArrowUp, ChevronDown, Funnel } from "lucide-react";
import type { PointerEvent } from "react";
import type { ColumnProfile } from "#shared/contract/contract.ts";
import type { ColumnLayout } from "./column-width.ts";
import style from "./HeaderCell.module.css";
import { ProfileStrip } from "./ProfileStrip.tsx";
import { typeGlyph, typeWord } from "./type-glyph.tsx";

export type SortMark = { readonly descending: boolean; readonly place: number | null };

type HeaderCellProps = {
  readonly id: string;
  readonly layout: ColumnLayout;
  readonly place: number;
  readonly sort: SortMark | null;
  readonly filtered: boolean;
  readonly active: boolean;
  /** Undefined: not known yet; null: not wanted. */
  readonly profile: ColumnProfile | undefined | null;
  /** Left edge of a pinned column. */
  readonly pinnedAt: number | null;
  readonly onResize: (column: string, width: number | null) => void;
};

export function HeaderCell({ id, layout, place, sort, filtered, active, profile, pinnedAt, onResize }: HeaderCellProps) {
  const { column, look, width } = layout;
  return (
    <div
      id={id}
      role="columnheader"
      className={`${style.header} ${pinnedAt === null ? "" : style.pinned}`}
      style={{ width, ...(pinnedAt === null ? {} : { left: pinnedAt }) }}
      aria-colindex={place + 2}
      aria-sort={sort === null ? "none" : sort.descending ? "descending" : "ascending"}
      data-active={active}
      data-numeric={look.type === "number"}
      data-header={place}
      data-column={column.name}
    >
      <div className={style.line}>
        <span className={style.glyph} title={typeWord(column.type)}>
          {typeGlyph(column.type)}
        </span>
        <span className={style.name} title={column.name}>
          {column.name}
        </span>
        {sort ? (
          <span className={style.sort}>
            {sort.descending ? <ArrowDown /> : <ArrowUp />}
            {sort.place}
          </span>
        ) : null}
        <button
          type="button"
          tabIndex={-1}
          className={style.open}
          data-panel=""
          data-shown={filtered || active}
          aria-label={`Sort, filter and arrange ${column.name}`}
        >
          {filtered ? <Funnel className={style.on} /> : <ChevronDown />}
        </button>
      </div>
      {profile === null ? null : <ProfileStrip profile={profile} />}
      <span
        className={style.edge}
        aria-hidden="true"
        onPointerDown={(event) => drag(event, width, (next) => onResize(column.name, next))}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={() => onResize(column.name, null)}
      />
    </div>
  );
}

function drag(event: PointerEvent<HTMLElement>, width: number, onWidth: (width: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const edge = event.currentTarget;
  const from = event.clientX;
  edge.setPointerCapture(event.pointerId);
  const move = (moved: globalThis.PointerEvent): void => onWidth(width + moved.clientX - from);
  const end = (): void => {
    edge.removeEventListener("pointermove", move);
    edge.removeEventListener("pointerup", end);
    edge.removeEventListener("pointercancel", end);
  };
  edge.addEventListener("pointermove", move);
  edge.addEventListener("pointerup", end);
  edge.addEventListener("pointercancel", end);
}
