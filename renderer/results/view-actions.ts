import type { FilterClause, RowRange, SortClause } from "#shared/contract/schemas.ts";
import type { Row } from "#shared/data/table.ts";
import { formatCount } from "../kit/format.ts";
import { notify } from "../kit/toast.ts";
import { blockText, type CopyFormat, clipboardText } from "./clipboard-text.ts";
import { type ChosenRows, countRows } from "./row-choice.ts";
import type { DownloadFormat } from "./TableFooter.tsx";
import type { TableAddress } from "./use-table.ts";

/** A stretch of a view: what to copy. */
export type Stretch = {
  readonly filters: FilterClause[];
  readonly sort: SortClause[];
  readonly columns: readonly string[];
  readonly ranges: ChosenRows;
};

/** More than this is a file, not a clipboard. */
export const mostCopiedRows = 10_000;
const rowsPerRequest = 1000;

/** Copies a stretch in a format, or as a block for a spreadsheet when none is given. */
export async function copyStretch(address: TableAddress, stretch: Stretch, format: CopyFormat | null): Promise<void> {
  const wanted = countRows(stretch.ranges);
  if (wanted > mostCopiedRows) {
    notify(`${formatCount(wanted)} rows are too many for the clipboard.`, {
      detail: `Copy at most ${formatCount(mostCopiedRows)}, or use Download.`,
      lasting: true,
    });
    return;
  }
  const rows = await readStretch(address, stretch);
  const text = format === null ? blockText(stretch.columns, rows) : clipboardText(format, stretch.columns, rows);
  await navigator.clipboard.writeText(text);
  const one = rows.length === 1 && stretch.columns.length === 1;
  notify(one ? "Copied the value." : `Copied ${extentWords(rows.length, stretch.columns.length)}.`);
}

export function extentWords(rows: number, columns: number): string {
  return `${formatCount(rows)} row${rows === 1 ? "" : "s"} × ${formatCount(columns)} column${columns === 1 ? "" : "s"}`;
}

async function readStretch(address: TableAddress, { ranges, ...stretch }: Stretch): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const range of ranges) rows.push(...(await readRange(address, stretch, range)));
  return rows;
}

async function readRange(
  { client, notebook, table }: TableAddress,
  view: Omit<Stretch, "ranges">,
  range: RowRange,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const { filters, sort, columns } = view;
  for (let offset = range.first; offset <= range.last; offset = range.first + rows.length) {
    const limit = Math.min(rowsPerRequest, range.last + 1 - offset);
    const page = await client.table.page({ notebook, table, columns: [...columns], filters, sort, offset, limit });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

type View = { readonly filters: FilterClause[]; readonly sort: SortClause[]; readonly columns: string[] };

/** Saves every row of a view as a file. */
export async function downloadView({ client, notebook, table }: TableAddress, view: View, format: DownloadFormat): Promise<void> {
  const { fileName, bytes } = await client.table.download({ notebook, table, ...view, format });
  saveBlob(fileName, bytes);
}

function saveBlob(fileName: string, bytes: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
