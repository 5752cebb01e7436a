import { AssayError } from "#shared/assay-error.ts";
import type { ColumnProfile, TablePage } from "#shared/contract/contract.ts";
import type { RowChoice, TableQuery } from "#shared/contract/schemas.ts";
import type { Column, Row } from "#shared/data/table.ts";
import { didYouMean } from "#shared/nearest-names.ts";
import type { EvaluatedCell } from "./evaluation.ts";
import type { Database } from "./parts/data.ts";
import type { StoredResult } from "./parts/table-store.ts";
import { residentOf } from "./run-context.ts";
import type { SessionCore } from "./session-core.ts";
import { chosenRowsQuery, pageQueries, profileQueries } from "./table-queries.ts";

export type ShownTable = {
  readonly table: string;
  readonly owner: EvaluatedCell;
  readonly stored: StoredResult;
  readonly recipe: string;
  readonly rows: number;
  readonly columns: readonly Column[];
};

/** A table by name, as the notebook shows it now. Throws name-unknown, not-found. */
export async function findTable(core: SessionCore, name: string): Promise<ShownTable> {
  const shown = await shownTables(core);
  const found = shown.find((each) => each.table.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new AssayError("not-found", `There is no table \`${name}\` with rows.`, {
    hint:
      didYouMean(
        name,
        shown.map((each) => each.table),
      ) || "Run the cell that makes it.",
  });
}

/** Every table that has rows to show, in page order. */
export async function shownTables(core: SessionCore): Promise<readonly ShownTable[]> {
  const evaluation = await core.refresh();
  return [...evaluation.cells.values()].flatMap((owner) => {
    const shown = owner.shown;
    if (shown === null) return [];
    return shown.stored.result.tables.map(({ name, rows, columns }) => ({
      table: name,
      owner,
      stored: shown.stored,
      recipe: shown.recipe,
      rows,
      columns,
    }));
  });
}

async function openTable(core: SessionCore, table: ShownTable): Promise<Database> {
  return core.resident.withTables(residentOf(table.table, table.owner));
}

async function rowsOf(core: SessionCore, database: Database, sql: string, signal: AbortSignal): Promise<readonly Row[]> {
  return core.parts.arrow.decode(await database.query(sql, { signal })).rows;
}

export async function readPage(core: SessionCore, query: TableQuery, signal: AbortSignal): Promise<TablePage> {
  const table = await findTable(core, query.table);
  const database = await openTable(core, table);
  const queries = pageQueries({ ...query, table: table.table }, { columns: table.columns });
  const { schema, rows } = core.parts.arrow.decode(await database.query(queries.page, { signal }));
  const filteredRows = query.filters.length === 0 ? table.rows : numberOf((await rowsOf(core, database, queries.count, signal))[0]?.n);
  return { columns: schema.columns, rows, offset: query.offset, filteredRows, totalRows: table.rows, sql: queries.sql };
}

/** The whole view as an Arrow IPC stream, for downloads. */
export async function readView(core: SessionCore, query: TableQuery, signal: AbortSignal): Promise<Uint8Array> {
  const table = await findTable(core, query.table);
  const database = await openTable(core, table);
  return database.query(pageQueries({ ...query, table: table.table }, { columns: table.columns }).sql, { signal });
}

/** Chosen rows of a view with all columns, as an Arrow IPC stream. */
export async function readChosenRows(core: SessionCore, choice: RowChoice, signal: AbortSignal): Promise<Uint8Array> {
  const table = await findTable(core, choice.table);
  const database = await openTable(core, table);
  return database.query(chosenRowsQuery({ ...choice, table: table.table }, { columns: table.columns }), { signal });
}

export async function profileColumn(core: SessionCore, name: string, columnName: string, signal: AbortSignal): Promise<ColumnProfile> {
  const table = await findTable(core, name);
  const column = table.columns.find((each) => each.name === columnName);
  if (column === undefined) throw new AssayError("column-missing", `\`${name}\` has no column \`${columnName}\`.`);
  const database = await openTable(core, table);
  const queries = profileQueries(table.table, column, table.rows);
  const [counts] = await rowsOf(core, database, queries.counts, signal);
  const base = {
    column: columnName,
    rows: numberOf(counts?.rows),
    nulls: numberOf(counts?.nulls),
    distinct: counts?.distinct_values === null ? null : numberOf(counts?.distinct_values),
  };
  if (queries.kind === "none") return { ...base, summary: { type: "none" } };
  if (queries.kind === "top") {
    const top = await rowsOf(core, database, queries.top, signal);
    return { ...base, summary: { type: "top", values: top.map((row) => ({ value: String(row.value), count: numberOf(row.n) })) } };
  }
  const [low, high] = [counts?.low, counts?.high];
  if (typeof low !== "number" || typeof high !== "number" || !Number.isFinite(low) || !Number.isFinite(high))
    return { ...base, summary: { type: "none" } };
  const found = await rowsOf(core, database, queries.histogram(low, high), signal);
  return {
    ...base,
    summary: {
      type: "histogram",
      of: queries.kind,
      bins: found.map((row) => ({ ...queries.binEdges(low, high, numberOf(row.bin)), count: numberOf(row.n) })),
    },
  };
}

function numberOf(value: unknown): number {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "string" ? Number(value) : 0;
}
