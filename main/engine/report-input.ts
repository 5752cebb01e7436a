import { basename } from "node:path";
import type { Row } from "#shared/data/table.ts";
import type { CellStatus, TableSummary } from "#shared/journal/entries.ts";
import type { CellBlock, ProseBlock } from "#shared/notebook/document.ts";
import { markProse } from "#shared/notebook/prose-marks.ts";
import { findValue, type ProseValue, valueInRows } from "#shared/notebook/resolve-value.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import type { ReportBlock, ReportCell, ReportInput } from "./parts/report.ts";
import { residentOf } from "./run-context.ts";
import type { Session } from "./session.ts";
import { statusOf } from "./status.ts";
import { pageQueries } from "./table-queries.ts";

/** Rows of each table a report prints; the rest is said to be left out. */
const rowsPrinted = 10;

/** The notebook as it stands, with the results it shows. Runs nothing: what is stale is marked stale. */
export async function reportInput(session: Session, signal: AbortSignal): Promise<ReportInput> {
  const evaluation = await session.refresh();
  const blocks: ReportBlock[] = [];
  for (const block of session.buffer.document().blocks) {
    if (block.type === "prose")
      blocks.push({ type: "prose", markdown: block.raw, values: await proseValues(session, block, evaluation, signal) });
    if (block.type === "cell") blocks.push(await reportCell(session, block, evaluation, signal));
  }
  const name = basename(session.path).replace(/(\.assay)?\.md$/, "");
  return {
    fileName: `${name}.html`,
    title: session.title() || name,
    at: session.parts.clock.now(),
    version: session.parts.version,
    blocks,
  };
}

async function reportCell(session: Session, block: CellBlock, evaluation: Evaluation, signal: AbortSignal): Promise<ReportCell> {
  const cell = evaluation.cells.get(block.name);
  if (cell === undefined) throw new Error(`cell ${block.name} is in the document but not in its evaluation`);
  const status = statusOf(cell, evaluation, session.activity.get(block.name), null);
  const shown = cell.shown;
  const empty: ReportCell = {
    type: "cell",
    status,
    title: titleOf(cell.cell.reading),
    source: block.body,
    tables: [],
    drawing: null,
    rowErrors: [],
    files: [],
  };
  if (shown === null) return empty;
  const tables: ReportCell["tables"][number][] = [];
  for (const table of shown.stored.result.tables) {
    const rows = await firstRows(session, cell, table, rowsPrinted, signal);
    tables.push({ name: table.name, columns: table.columns, rows, totalRows: table.rows });
  }
  return { ...empty, tables, drawing: shown.stored.drawing, rowErrors: shown.stored.rowErrors, files: shown.stored.files };
}

/** What a text's references stand for now. */
async function proseValues(
  session: Session,
  { raw }: ProseBlock,
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<readonly ProseValue[]> {
  const { references } = markProse(raw);
  if (references.length === 0) return [];
  const statuses: Record<string, CellStatus> = {};
  for (const [name, cell] of evaluation.cells) statuses[name] = statusOf(cell, evaluation, session.activity.get(name), null);
  return Promise.all(
    references.map(async (reference): Promise<ProseValue> => {
      const found = findValue(reference, statuses);
      if (found.type !== "row") return found;
      const cell = evaluation.cells.get(found.status.name);
      if (cell === undefined) throw new Error(`cell ${found.status.name} has a status but no evaluation`);
      return valueInRows(found, await firstRows(session, cell, found.table, found.most, signal), reference);
    }),
  );
}

async function firstRows(
  session: Session,
  cell: EvaluatedCell,
  { name, columns }: TableSummary,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const database = await session.resident.withTables(residentOf(name, cell));
  const query = pageQueries({ notebook: "", table: name, columns: [], filters: [], sort: [], offset: 0, limit }, { columns });
  return session.parts.arrow.decode(await database.query(query.page, { signal })).rows;
}

function titleOf(reading: { readonly ok: boolean; readonly body?: unknown } | null): string | null {
  const body = reading?.ok ? reading.body : null;
  if (typeof body !== "object" || body === null || !("title" in body)) return null;
  return typeof body.title === "string" ? body.title : null;
}
