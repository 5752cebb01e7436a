// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a windowed grid are placed by hand, which table elements forbid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one tab stop and points at its active cell
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from "react";
import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import { formatCount } from "../kit/format.ts";
import { isMac } from "../kit/shown-keys.ts";
import { chordOf } from "../state/keys.ts";
import type { ColumnLayout } from "./column-width.ts";
import style from "./Grid.module.css";
import { GridHead } from "./GridHead.tsx";
import { GridRow } from "./GridRow.tsx";
import { blockOf, type GridPlace, type GridSelection, isOneCell, placeAfterKey } from "./grid-place.ts";
import type { Profiles } from "./profile-source.ts";
import { hasRow } from "./row-choice.ts";
import type { RowState } from "./row-source.ts";
import { rowsInSight, trackPx } from "./scroll-scale.ts";
import { useMountedColumns } from "./use-mounted-columns.ts";
import type { OpenedRow } from "./use-opened-row.ts";
import type { RowChoosing } from "./use-row-choice.ts";
import { useRowScroll } from "./use-row-scroll.ts";
import type { Viewport } from "./use-viewport.ts";

export type GridActions = {
  readonly select: (selection: GridSelection) => void;
  readonly toggleRow: (row: number) => void;
  readonly clearRows: () => void;
  readonly sort: (place: number, adding: boolean) => void;
  readonly openColumn: (place: number, anchor: HTMLElement) => void;
  readonly openValue: (place: GridPlace, anchor: HTMLElement) => void;
  readonly openRow: (row: number) => void;
  readonly pinRow: (row: number) => void;
  readonly copy: () => void;
  readonly leave: () => void;
  readonly resize: (column: string, width: number | null) => void;
  readonly want: (first: number, last: number) => void;
  readonly seeColumns: (columns: readonly string[]) => void;
};

type GridProps = {
  readonly name: string;
  readonly element: RefObject<HTMLDivElement | null>;
  readonly viewport: Viewport;
  readonly rows: RowState;
  readonly columns: readonly ColumnLayout[];
  readonly pinnedCount: number;
  /** Another object is another order or another choice of rows. */
  readonly clauses: { readonly sort: readonly SortClause[]; readonly filters: readonly FilterClause[] };
  readonly profiles: Profiles | null;
  readonly rowPx: number;
  readonly wraps: boolean;
  readonly choosing: RowChoosing;
  readonly opening: OpenedRow;
  readonly actions: GridActions;
};

/** Rows beyond the edges, so that a slow frame shows rows and not paper. */
const overscan = 6;
const headerPx = { plain: 29, withProfiles: 51 };

export function Grid(props: GridProps) {
  const {
    name,
    element,
    viewport,
    rows,
    columns,
    pinnedCount,
    clauses,
    profiles,
    rowPx,
    wraps,
    choosing: { selection, marked, chosen },
    opening: { opened: openedRow, pinned: pinnedRow },
    actions,
  } = props;
  const grid = useId();
  const headPx = profiles === null ? headerPx.plain : headerPx.withProfiles;
  const viewPx = Math.max(0, viewport.height - headPx);
  const count = rows.filteredRows;
  const track = { contentPx: count * rowPx, viewPx };
  const scroll = useRowScroll(element, track, rowPx);
  const indexPx = 22 + formatCount(Math.max(1, count)).length * 7;
  const mounted = useMountedColumns(element, columns, pinnedCount, indexPx);
  const { first, last } = rowsInSight(scroll.place.top, rowPx, track);
  const from = Math.max(0, first - overscan);
  const to = Math.min(count - 1, last + overscan);
  // Filters may have taken the cursor's row away; its column is still there.
  const active = { row: Math.min(selection.active.row, count - 1), column: Math.min(selection.active.column, columns.length - 1) };
  const block = isOneCell(selection) ? null : blockOf(selection);
  const shownNames = [...mounted.pinned, ...mounted.others].map((each) => each.layout.column.name).join("\n");

  const { want, seeColumns } = actions;
  useEffect(() => {
    if (to >= from) want(from, to);
  }, [from, to, want]);
  useEffect(() => seeColumns(shownNames === "" ? [] : shownNames.split("\n")), [shownNames, seeColumns]);

  const { showRow, toTop } = scroll;
  // Another order or another choice of rows is read from its beginning.
  const orderBefore = useRef(clauses);
  useEffect(() => {
    if (orderBefore.current !== clauses) toTop();
    orderBefore.current = clauses;
  }, [clauses, toTop]);
  useEffect(() => {
    if (openedRow !== null) showRow(openedRow);
  }, [openedRow, showRow]);

  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
  // The cursor's row stays mounted wherever the reader scrolls, so that the grid never points at nothing.
  if (active.row >= 0 && active.row < count && (active.row < from || active.row > to)) indexes.push(active.row);

  const idOf = (place: GridPlace): string => (place.row < 0 ? `${grid}-h-${place.column}` : `${grid}-${place.row}-${place.column}`);
  const isMounted = active.column < pinnedCount || mounted.others.some((each) => each.place === active.column);

  const go = (place: GridPlace, extending: boolean): void => {
    actions.select({ anchor: extending ? selection.anchor : place, active: place });
    if (place.row >= 0) scroll.showRow(place.row);
    mounted.showColumn(place.column);
  };

  const anchorOf = (place: GridPlace): HTMLElement => document.getElementById(idOf(place)) ?? element.current ?? document.body;

  const selectRows = (from: number, to: number): void =>
    actions.select({ anchor: { row: from, column: 0 }, active: { row: to, column: columns.length - 1 } });

  const onKeyDown = (event: KeyboardEvent): void => {
    const chord = chordOf(event.nativeEvent);
    if (chord === null) return;
    const onButton = event.target !== element.current && (chord === "Enter" || chord === "Shift+Enter" || chord === "Space");
    const moved = placeAfterKey(chord.replace("Shift+", ""), active, {
      rows: count,
      columns: columns.length,
      rowsInView: Math.max(1, Math.floor(viewPx / rowPx)),
    });
    if (onButton) return;
    if (moved) go(chord.startsWith("Shift+") ? { ...moved, row: Math.max(0, moved.row) } : moved, chord.includes("Shift+"));
    else if (chord === "Enter" && active.row >= 0) actions.openRow(active.row);
    else if (chord === "Shift+Enter" && active.row >= 0) actions.pinRow(active.row);
    else if (chord === "Enter") actions.sort(active.column, false);
    else if (chord === "Shift+Space" && active.row >= 0) actions.toggleRow(active.row);
    else if (chord === "Space" && active.row >= 0) actions.openValue(active, anchorOf(active));
    else if (chord === "S" || chord === "Shift+S") actions.sort(active.column, chord === "Shift+S");
    else if (chord === "F" || chord === "Alt+Down" || chord === "Space")
      actions.openColumn(active.column, anchorOf({ row: -1, column: active.column }));
    else if (chord === "Mod+C") actions.copy();
    else if (chord === "Mod+A") selectRows(0, count - 1);
    else if (chord === "J" || chord === "K") go({ ...active, row: clampRow(active.row + (chord === "J" ? 1 : -1), count) }, false);
    else if (chord === "Esc" && (block || chosen.length > 0)) actions.clearRows();
    else if (chord === "Esc") actions.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
    element.current?.focus({ preventScroll: true });
  };

  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof HTMLElement || event.target instanceof SVGElement)) return;
    const header = event.target.closest<HTMLElement>("[data-header]");
    const row = event.target.closest<HTMLElement>("[data-opens-row]");
    if (header) {
      const place = Number(header.dataset.header);
      actions.select(single({ row: -1, column: place }));
      if (event.target.closest("[data-panel]")) actions.openColumn(place, header);
      else actions.sort(place, event.shiftKey);
    } else if (row) {
      const at = Number(row.dataset.opensRow);
      if (isMod(event)) actions.toggleRow(at);
      else if (event.shiftKey) selectRows(Math.max(0, selection.anchor.row), at);
      else {
        actions.select(single({ row: at, column: active.column }));
        actions.openRow(at);
      }
    } else if (event.target.closest("[data-opens]")) {
      const place = placeOf(event.target);
      if (place) actions.openValue(place, anchorOf(place));
    }
  };

  const onPointerDown = (event: PointerEvent): void => {
    const place = placeOf(event.target);
    if (!place || event.button !== 0) return;
    if (isMod(event)) {
      actions.toggleRow(place.row);
      return;
    }
    if (!event.shiftKey) actions.clearRows();
    actions.select({ anchor: event.shiftKey ? selection.anchor : place, active: place });
  };

  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons !== 1 || isMod(event)) return;
    const place = placeOf(event.target);
    if (place && (place.row !== active.row || place.column !== active.column)) actions.select({ anchor: selection.anchor, active: place });
  };

  const sizes: CSSProperties & { readonly [name: `--${string}`]: string } = {
    width: mounted.widthPx,
    height: trackPx(track.contentPx),
    "--row-px": `${rowPx}px`,
    "--index-px": `${indexPx}px`,
  };
  const shift = scroll.place.scrollTop - scroll.place.top;
  return (
    <div
      ref={element}
      role="grid"
      className={style.grid}
      aria-label={name}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-busy={rows.waiting}
      aria-activedescendant={isMounted && columns.length > 0 ? idOf(active) : undefined}
      tabIndex={0}
      data-wraps={wraps}
      data-keys="Shift+Enter"
      style={{ scrollPaddingTop: headPx }}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => {
        const place = placeOf(event.target);
        if (place) actions.openRow(place.row);
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <GridHead
        columns={mounted}
        widthPx={mounted.widthPx}
        heightPx={headPx}
        indexPx={indexPx}
        sort={clauses.sort}
        filters={clauses.filters}
        active={active.row < 0 ? active.column : null}
        profiles={profiles}
        idOf={(place) => idOf({ row: -1, column: place })}
        onResize={actions.resize}
      />
      <div role="rowgroup" className={style.body} style={sizes}>
        {indexes.map((index) => {
          const inBlock = block !== null && index >= block.firstRow && index <= block.lastRow;
          return (
            <GridRow
              key={index}
              grid={grid}
              row={rows.row(index)}
              index={index}
              top={index * rowPx + shift}
              columns={mounted}
              active={active.row === index ? active.column : null}
              selectedFrom={inBlock ? block.firstColumn : null}
              selectedTo={inBlock ? block.lastColumn : null}
              opened={openedRow === index}
              isPinned={pinnedRow === index}
              marked={hasRow(marked, index)}
              chosen={hasRow(chosen, index)}
            />
          );
        })}
      </div>
    </div>
  );
}

function placeOf(target: EventTarget | null): GridPlace | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest<HTMLElement>("[data-place]");
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.place) } : null;
}

/** Whether the key is held that adds to what is selected. */
const isMod = (event: { readonly metaKey: boolean; readonly ctrlKey: boolean }): boolean => (isMac ? event.metaKey : event.ctrlKey);

const single = (place: GridPlace): GridSelection => ({ anchor: place, active: place });
const clampRow = (row: number, count: number): number => Math.max(0, Math.min(count - 1, row));
