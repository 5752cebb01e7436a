import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import { createTasks, type TaskMachine, type TaskName } from "./tasks.ts";

/** An `AssayError` would arrive as a plain error on the other side of the thread, so it travels as data. */
export type TaskOutcome<Value = unknown> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

export type TaskRequest = { readonly task: TaskName; readonly input: unknown };

/** What the pool calls in the worker thread. Bugs are thrown plainly and come out of the pool as they are. */
export function createTaskRunner(machine: TaskMachine): (request: TaskRequest) => Promise<TaskOutcome> {
  const tasks = createTasks(machine);
  return async ({ task, input }) => {
    // The one place where the input's type is taken on trust: the pool's `run` is typed by the same table.
    const run: (input: never) => unknown = tasks[task];
    try {
      return { ok: true, value: await run(input as never) };
    } catch (error) {
      if (error instanceof AssayError) return { ok: false, problem: problemOf(error) };
      throw error;
    }
  };
}
