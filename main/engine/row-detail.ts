import { AssayError } from "#shared/assay-error.ts";
import type { RowDetail } from "#shared/contract/contract.ts";
import type { TableQuery } from "#shared/contract/schemas.ts";
import type { Row } from "#shared/data/table.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import type { CallProgram } from "./cells/cell-runner.ts";
import { runners } from "./cells/runners.ts";
import { stepsAsked } from "./interpreter.ts";
import { runContext } from "./run-context.ts";
import type { SessionCore } from "./session-core.ts";
import { findTable, readPage, type ShownTable } from "./tables.ts";

/** One row of a view with the calls behind it: what was sent, what came back, what it cost. */
export async function readRow(core: SessionCore, query: TableQuery, index: number, signal: AbortSignal): Promise<RowDetail> {
  const page = await readPage(core, { ...query, columns: [], offset: index, limit: 1 }, signal);
  const [row] = page.rows;
  if (row === undefined)
    throw new AssayError("not-found", `There is no row ${index + 1}.`, { hint: "The table has changed; look at it again." });
  const table = await findTable(core, query.table);
  const keys = new Set(await keysBehind(core, table, row, signal));
  if (keys.size === 0) return { row, columns: page.columns, calls: [] };
  const requests = await requestsFor(core, table, keys, signal);
  const calls = await Promise.all([...keys].map((key) => callDetail(core, key, requests.get(key), row)));
  return { row, columns: page.columns, calls };
}

/** A row names its call itself, or several under names that end so, or its cell's table of calls does, by comparison or by item, model and judge. */
async function keysBehind(core: SessionCore, table: ShownTable, row: Row, signal: AbortSignal): Promise<readonly string[]> {
  const named = Object.entries(row).flatMap(([column, key]) => (/(?:^|_)call_key$/.test(column) && typeof key === "string" ? [key] : []));
  if (named.length > 0) return named;
  const callTable = table.stored.result.tables.find((each) => each.name === `${table.table}_calls`);
  if (callTable === undefined) return [];
  const columns = new Set(callTable.columns.map((column) => column.name));
  const filters = ["comparison", "item", "model", "sample", "judge", "repeat"].flatMap((column) => {
    const value = row[column];
    return columns.has(column) && value !== null && value !== undefined ? [{ column, operator: "=" as const, value: String(value) }] : [];
  });
  const page = await readPage(core, { notebook: "", table: callTable.name, columns: [], filters, sort: [], offset: 0, limit: 20 }, signal);
  return page.rows.flatMap((call) => (typeof call.call_key === "string" ? [call.call_key] : []));
}

/** Requests are not kept (they can be made again from the notebook); an edited notebook may no longer make them. */
async function requestsFor(
  core: SessionCore,
  table: ShownTable,
  keys: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CallRequest>> {
  const found = new Map<string, CallRequest>();
  const runner = runners.get(table.owner.cell.kind);
  if (runner?.type !== "calls") return found;
  const evaluation = await core.refresh();
  let program: CallProgram;
  try {
    program = await runner.program(
      runContext(table.owner, { parts: core.parts, folder: core.folder, title: core.title(), evaluation, resident: core.resident, signal }),
      null,
    );
  } catch (error) {
    if (error instanceof AssayError) return found;
    throw error;
  }
  for (let index = 0; index < program.size && found.size < keys.size; index += 1) {
    const unit = program.unit(index);
    const first = unit.step([]);
    if (first.type === "done") continue;
    // Only a unit that asks again after replies needs the journal to say what it asked.
    const asked = program.chained
      ? (await stepsAsked(unit, core.folder.journal)).flat()
      : first.requests.map((request) => ({ key: callKey(request), request }));
    for (const { key, request } of asked) if (keys.has(key)) found.set(key, request);
  }
  return found;
}

async function callDetail(core: SessionCore, key: string, request: CallRequest | undefined, row: Row): Promise<RowDetail["calls"][number]> {
  const record = await core.folder.journal.read(key);
  const outcome = record?.outcome;
  const body = outcome?.type === "replied" ? outcome.body : (outcome?.body ?? null);
  const reading = outcome?.type === "replied" ? readAnswer(outcome.body) : null;
  return {
    key,
    model: record?.model ?? request?.model ?? String(row.model ?? ""),
    messages: request?.messages ?? [],
    reply: reading?.ok ? reading.answer.text : null,
    raw: body,
    failure: outcome?.type === "failed" ? outcome.failure.sentence : reading?.ok === false ? reading.sentence : null,
    costUsd: record?.costUsd ?? null,
    latencyMs: outcome?.latencyMs ?? null,
    at: record?.at ?? null,
  };
}
