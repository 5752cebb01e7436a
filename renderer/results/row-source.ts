import type { TablePage } from "#shared/contract/contract.ts";
import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import type { Column, Row } from "#shared/data/table.ts";
import { createPageCache, type PageCache, pageRows, pagesBetween } from "./page-cache.ts";

/** A view of a table to be read in pages. Another `version` is another result under the same name. */
export type RowQuery = { readonly version: string; readonly filters: readonly FilterClause[]; readonly sort: readonly SortClause[] };

export type ReadPage = (
  query: { readonly filters: FilterClause[]; readonly sort: SortClause[]; readonly offset: number; readonly limit: number },
  signal: AbortSignal,
) => Promise<TablePage>;

/** What there is to show; a new object whenever something has come. */
export type RowState = {
  readonly columns: readonly Column[] | null;
  readonly filteredRows: number;
  readonly totalRows: number;
  readonly sql: string;
  readonly row: (index: number) => Row | undefined;
  /** The rows of an earlier query are still shown. */
  readonly waiting: boolean;
  readonly failure: Error | null;
};

export type RowSource = {
  readonly state: () => RowState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes the query; what is shown stays until its first rows are here. */
  readonly ask: (query: RowQuery) => void;
  /** Says which rows are in sight: missing pages are requested, requests for others are taken back. */
  readonly want: (first: number, last: number) => void;
  readonly retry: () => void;
  readonly close: () => void;
};

const pagesKept = 40;
const nothing: RowState = {
  columns: null,
  filteredRows: 0,
  totalRows: 0,
  sql: "",
  row: () => undefined,
  waiting: true,
  failure: null,
};

/** Reads a table in windows, as far as somebody looks at it. */
export function createRowSource(readPage: ReadPage): RowSource {
  const listeners = new Set<() => void>();
  const underWay = new Map<number, AbortController>();
  let state = nothing;
  let query: RowQuery | null = null;
  let cache: PageCache = createPageCache(pagesKept);
  let wanted: { readonly first: number; readonly last: number } = { first: 0, last: pageRows - 1 };

  const publish = (next: RowState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  const dropAll = (): void => {
    for (const request of underWay.values()) request.abort();
    underWay.clear();
  };

  const request = (page: number, of: RowQuery): void => {
    const leaving = new AbortController();
    underWay.set(page, leaving);
    const from = cache;
    readPage({ filters: [...of.filters], sort: [...of.sort], offset: page * pageRows, limit: pageRows }, leaving.signal)
      .then((answer) => {
        if (leaving.signal.aborted) return;
        underWay.delete(page);
        from.put(page, answer.rows);
        const { columns, filteredRows, totalRows, sql } = answer;
        publish({ columns, filteredRows, totalRows, sql, row: (index) => from.row(index), waiting: false, failure: null });
      })
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        underWay.delete(page);
        publish({ ...state, waiting: false, failure: error instanceof Error ? error : new Error(String(error)) });
      });
  };

  const fetchMissing = (): void => {
    if (query === null) return;
    const pages = pagesBetween(wanted.first, wanted.last);
    for (const [page, leaving] of underWay) {
      if (pages.includes(page)) continue;
      leaving.abort();
      underWay.delete(page);
    }
    for (const page of pages) if (!cache.has(page) && !underWay.has(page)) request(page, query);
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (next) => {
      if (query !== null && JSON.stringify(query) === JSON.stringify(next)) return;
      dropAll();
      query = next;
      cache = createPageCache(pagesKept);
      publish({ ...state, waiting: true, failure: null });
      fetchMissing();
    },
    want: (first, last) => {
      if (first === wanted.first && last === wanted.last) return;
      wanted = { first, last };
      if (state.failure === null) fetchMissing();
    },
    retry: () => {
      publish({ ...state, waiting: true, failure: null });
      fetchMissing();
    },
    close: dropAll,
  };
}
