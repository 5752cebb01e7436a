import type { Row } from "#shared/data/table.ts";

export const pageRows = 200;

/** The pages of a view that were read lately; the longest unused goes first. */
export type PageCache = {
  readonly has: (page: number) => boolean;
  readonly put: (page: number, rows: readonly Row[]) => void;
  /** The row at an index of the view, if its page is here. */
  readonly row: (index: number) => Row | undefined;
};

export function createPageCache(pagesKept: number): PageCache {
  const pages = new Map<number, readonly Row[]>();
  return {
    has: (page) => pages.has(page),
    put: (page, rows) => {
      pages.delete(page);
      pages.set(page, rows);
      for (const oldest of pages.keys()) {
        if (pages.size <= pagesKept) break;
        pages.delete(oldest);
      }
    },
    row: (index) => {
      const page = Math.floor(index / pageRows);
      const rows = pages.get(page);
      if (rows === undefined) return undefined;
      pages.delete(page);
      pages.set(page, rows);
      return rows[index - page * pageRows];
    },
  };
}

/** The pages that hold rows `first` to `last`, both included. */
export function pagesBetween(first: number, last: number): readonly number[] {
  if (last < first) return [];
  const from = Math.floor(first / pageRows);
  return Array.from({ length: Math.floor(last / pageRows) - from + 1 }, (_, index) => from + index);
}
