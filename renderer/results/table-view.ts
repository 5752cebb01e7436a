import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";

/** How a reader has arranged a table. Names the table no longer has are ignored, not errors. */
export type TableView = {
  readonly filters: readonly FilterClause[];
  readonly sort: readonly SortClause[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  /** Columns the caller puts before the others, until the reader moves one. */
  readonly first: readonly string[];
  /** Columns moved by the reader, in their order; others keep the table's. Empty until one is moved. */
  readonly order: readonly string[];
  readonly widths: { readonly [column: string]: number };
  readonly wraps: boolean;
  readonly summaries: boolean;
};

export const plainView: TableView = {
  filters: [],
  sort: [],
  hidden: [],
  pinned: [],
  first: [],
  order: [],
  widths: {},
  wraps: false,
  summaries: true,
};

/** Ascending, descending, not at all. With `adding` other keys stay and this one comes after them. */
export function sortBy(view: TableView, column: string, { adding }: { readonly adding: boolean }): TableView {
  const now = view.sort.find((clause) => clause.column === column);
  const next = now === undefined ? { column, descending: false } : now.descending ? null : { column, descending: true };
  if (!adding) return { ...view, sort: next ? [next] : [] };
  if (now === undefined) return { ...view, sort: [...view.sort, { column, descending: false }] };
  return { ...view, sort: view.sort.flatMap((clause) => (clause.column !== column ? [clause] : next ? [next] : [])) };
}

export function sortAs(view: TableView, column: string, descending: boolean | null): TableView {
  return { ...view, sort: descending === null ? view.sort.filter((clause) => clause.column !== column) : [{ column, descending }] };
}

/** Puts a filter in the place of the column's first, or after the others. A mark's rows may take two of one column: from and to. */
export function setFilter(view: TableView, filter: FilterClause): TableView {
  const known = view.filters.findIndex((each) => each.column === filter.column);
  return { ...view, filters: known < 0 ? [...view.filters, filter] : view.filters.with(known, filter) };
}

export function dropFilter(view: TableView, filter: FilterClause): TableView {
  return { ...view, filters: view.filters.filter((each) => !saysTheSame(each, filter)) };
}

function saysTheSame(one: FilterClause, other: FilterClause): boolean {
  return (["column", "orColumn", "operator", "value"] as const).every((key) => one[key] === other[key]);
}

/** The filter a column's panel changes: its first. */
export function filterOn(view: TableView, column: string): FilterClause | null {
  return view.filters.find((each) => each.column === column) ?? null;
}

export function toggleHidden(view: TableView, column: string): TableView {
  return { ...view, hidden: toggled(view.hidden, column) };
}

export function togglePinned(view: TableView, column: string): TableView {
  return { ...view, pinned: toggled(view.pinned, column) };
}

/** Moves a shown column one place among those of its side, pinned or not. */
export function moveColumn(view: TableView, columns: readonly Column[], column: string, way: -1 | 1): TableView {
  const order = arranged(view, columns).map((each) => each.name);
  const shown = shownColumns(view, columns).map((each) => each.name);
  const beside = shown[shown.indexOf(column) + way];
  if (beside === undefined || view.pinned.includes(beside) !== view.pinned.includes(column)) return view;
  const without = order.filter((name) => name !== column);
  return { ...view, order: without.toSpliced(without.indexOf(beside) + (way > 0 ? 1 : 0), 0, column) };
}

export function setWidth(view: TableView, column: string, width: number): TableView {
  return { ...view, widths: { ...view.widths, [column]: Math.round(Math.max(48, Math.min(1200, width))) } };
}

/** Back to the width its values ask for. */
export function dropWidth(view: TableView, column: string): TableView {
  return { ...view, widths: Object.fromEntries(Object.entries(view.widths).filter(([name]) => name !== column)) };
}

export function resetColumns(view: TableView): TableView {
  const { hidden, pinned, order, widths } = plainView;
  return { ...view, hidden, pinned, order, widths };
}

/** The columns on screen, pinned ones first. */
export function shownColumns(view: TableView, columns: readonly Column[]): readonly Column[] {
  const shown = arranged(view, columns).filter((column) => !view.hidden.includes(column.name));
  const isPinned = (column: Column): boolean => view.pinned.includes(column.name);
  return [...shown.filter(isPinned), ...shown.filter((column) => !isPinned(column))];
}

/** What to ask the engine for, leaving out what a newer table no longer has. */
export function clausesFor(view: TableView, columns: readonly Column[] | null): { filters: FilterClause[]; sort: SortClause[] } {
  const exists = (clause: { readonly column: string; readonly orColumn?: string | undefined }): boolean =>
    [clause.column, clause.orColumn].every((name) => name === undefined || (columns?.some((column) => column.name === name) ?? true));
  return { filters: view.filters.filter(exists), sort: view.sort.filter(exists) };
}

/** The columns to name in SQL; none when the table stands as it is. */
export function namedColumns(view: TableView, columns: readonly Column[]): string[] {
  const shown = shownColumns(view, columns).map((column) => column.name);
  return shown.length === columns.length && columns.every((column, index) => column.name === shown[index]) ? [] : shown;
}

function arranged(view: TableView, columns: readonly Column[]): readonly Column[] {
  const order = view.order.length > 0 ? view.order : view.first;
  if (order.length === 0) return columns;
  const moved = order.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return [...moved, ...columns.filter((column) => !order.includes(column.name))];
}

function toggled(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
}
