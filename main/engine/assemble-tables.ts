import type { AssembledReplies, CallProgram } from "./cells/cell-runner.ts";
import { type FirstKeys, stepsAsked } from "./interpreter.ts";
import type { Journal } from "./parts/journal.ts";
import { readReply } from "./replies.ts";
import type { BuiltTables } from "./run-calls.ts";

/** Tables of a program that makes them itself from all its replies; like any others they depend on program and journal alone. */
export async function assembleTables(
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
