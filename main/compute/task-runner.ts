import { Tinypool } from "tinypool";
import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import { ownMemory } from "../own-memory.ts";
import { createTasks, type TaskMachine, type TaskName, tablesOut } from "./tasks.ts";

/** An `AssayError` would arrive as a plain error on the other side of the thread, so it travels as data. */
export type TaskOutcome<Value = unknown> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

export type TaskRequest = { readonly task: TaskName; readonly input: unknown };

/** What the pool calls in the worker thread. Bugs are thrown plainly and come out of the pool as they are. */
export function createTaskRunner(machine: TaskMachine): (request: TaskRequest) => Promise<object> {
  const tasks = createTasks(machine);
  return async ({ task, input }) => {
    // The one place where types are taken on trust: the pool's `run` is typed by the same tables.
    const run: (input: never) => unknown = tasks[task];
    const tablesOf: ((value: never) => readonly Uint8Array[]) | undefined = tablesOut[task];
    try {
      const value = await run(input as never);
      return handedOver({ ok: true, value }, ownMemory(tablesOf?.(value as never) ?? []));
    } catch (error) {
      if (error instanceof AssayError) return { ok: false, problem: problemOf(error) } satisfies TaskOutcome;
      throw error;
    }
  };
}

/** Memory that goes to the other thread with an outcome instead of being copied. */
function handedOver(outcome: TaskOutcome, memory: readonly ArrayBuffer[]): object {
  return Tinypool.move({ [Tinypool.transferableSymbol]: memory, [Tinypool.valueSymbol]: outcome } as never) as object;
}
