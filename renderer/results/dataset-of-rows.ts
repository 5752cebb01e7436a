import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { keptRowsBody } from "#shared/import/cell-body.ts";
import { freeCellName } from "#shared/notebook/cell-name.ts";
import { countOf, formatCount } from "../kit/format.ts";
import { notify } from "../kit/toast.ts";
import { cellNames, findBlock } from "../state/blocks.ts";
import { attempt } from "../state/failure.ts";
import type { Session } from "../state/session.ts";
import { insertText, travel } from "../state/session-edits.ts";
import { filterSentence } from "./filter-words.ts";
import type { ChosenRows } from "./row-choice.ts";

/** Rows of a view, with what says in words which view it is. */
export type KeptRows = {
  readonly table: string;
  readonly filters: FilterClause[];
  readonly sort: SortClause[];
  readonly ranges: ChosenRows;
  readonly columns: readonly Column[];
  readonly totalRows: number;
};

/** Writes chosen rows to a file of their own and reads it with a new dataset cell below the block they were chosen in. */
export function insertDatasetOfRows(session: Session, blockKey: string | undefined, kept: KeptRows): void {
  attempt(async () => {
    const { table, filters, sort, ranges } = kept;
    const name = freeCellName(`${table.slice(0, 50)}_rows`, cellNames(session.store.getState().buffer.mine));
    const { notebook, connection } = session;
    const { path, rows } = await connection.client.table.keepRows({ notebook, table, filters, sort, ranges: [...ranges], name });
    const document = session.store.getState().buffer.mine;
    const after = findBlock(document, blockKey ?? "")?.index ?? document.blocks.length - 1;
    insertText(session, after + 1, `\`\`\`dataset ${name}\n${keptRowsBody(path, provenance(kept, rows))}\`\`\`\n`);
    notify(`Wrote ${countOf(rows, "row")} to ${path}.`, {
      detail: "The dataset cell below reads them. Undo takes the cell away; the file stays.",
      action: { label: "Undo", run: () => travel(session, "undo") },
      lasting: true,
    });
  });
}

/** "12 of 400 rows of verdicts, chosen by hand where outcome is win and p less than 0.4". */
export function provenance({ table, filters, columns, totalRows }: KeptRows, rows: number): string {
  const typeOf = (name: string): Column["type"] => columns.find((column) => column.name === name)?.type ?? { type: "text" };
  const where = filters.map((filter) => filterSentence(filter, typeOf(filter.column)));
  const from = `${formatCount(rows)} of ${countOf(totalRows, "row")} of ${table}, chosen by hand`;
  return where.length === 0 ? from : `${from} where ${where.join(" and ")}`;
}
