import type { Approvable } from "#shared/cells/cell-kind.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { AssembledReplies, CallProgram, OutputTable } from "./cells/cell-runner.ts";
import { breathe, type FirstKeys, replayUnit, stepsAsked } from "./interpreter.ts";
import { createLedger } from "./ledger.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { Journal } from "./parts/journal.ts";
import type { RowErrorGroup } from "./parts/table-store.ts";
import { readReply } from "./replies.ts";

export type BuiltTables = {
  readonly tables: readonly (OutputTable & { readonly rows: number })[];
  readonly ledger: RowLedger;
  readonly errors: readonly RowErrorGroup[];
  readonly costUsd: number;
  readonly approvable: Approvable | undefined;
};

const breathEvery = 200;

/** The tables a program and the journal make together; nothing else enters, so the same two always make the same bytes. */
export async function buildTables(
  program: CallProgram,
  journal: Journal,
  arrow: EngineParts["arrow"],
  signal: AbortSignal,
  keys: FirstKeys,
): Promise<BuiltTables> {
  if (program.assemble !== undefined) return assembleTables(program, program.assemble, journal, signal, keys);
  const writers = new Map(program.tables.map(({ name, schema }) => [name, arrow.createWriter(schema)]));
  const keeper = createLedger();
  const derived = program.derive?.();
  let costUsd = 0;
  for (let index = 0; index < program.size; index += 1) {
    if (index % breathEvery === breathEvery - 1) {
      await breathe();
      signal.throwIfAborted();
    }
    const unit = program.unit(index);
    const replay = await replayUnit(unit, journal, keys[index]);
    for (const { label, ending } of replay.endings) keeper.add(label, ending);
    costUsd += replay.costUsd;
    for (const { table, row } of replay.rows) {
      writers.get(table)?.append(row);
      derived?.add(table, row);
    }
  }
  for (const { table, row } of derived?.rows() ?? []) writers.get(table)?.append(row);
  const tables = [...writers].map(([name, writer]) => ({ name, rows: writer.rows(), ipc: writer.finish() }));
  return { tables, ledger: keeper.ledger(), errors: keeper.errors(), costUsd, approvable: derived?.approvable?.() };
}

/** Tables of a program that makes them itself from all its replies; like any others they depend on program and journal alone. */
async function assembleTables(
  program: CallProgram,
  assemble: NonNullable<CallProgram["assemble"]>,
  journal: Journal,
  signal: AbortSignal,
  keys: FirstKeys,
): Promise<BuiltTables> {
  let costUsd = 0;
  const replies: AssembledReplies = async (index) => {
    const asked = keys[index] ?? (await stepsAsked(program.unit(index), journal))[0]?.map(({ key }) => key) ?? [];
    const records = await Promise.all(asked.map((key) => journal.read(key)));
    const found = records.flatMap((record, at) => (record === null ? [] : [readReply(asked[at] ?? "", record)]));
    if (found.length < asked.length) return null;
    for (const reply of found) if (reply.type === "answered") costUsd += reply.costUsd ?? 0;
    return found;
  };
  const { tables, ledger, errors } = await assemble(replies, signal);
  return { tables, ledger, errors, costUsd, approvable: undefined };
}
