import { Tinypool } from "tinypool";
import type { Compute } from "#main/engine/parts/compute.ts";
import { workerEntry } from "#main/worker-entry.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { TableBytes } from "#shared/data/table.ts";
import { ownMemory } from "../own-memory.ts";
import type { TaskOutcome, TaskRequest } from "./task-runner.ts";
import type { TaskName, Tasks } from "./tasks.ts";

/** Two threads: the engine's own thread must keep answering beside them on a small machine. */
const maxThreads = 2;
const idleTimeoutMs = 30_000;

/**
 * Worker threads for heavy pure functions. Nothing starts before the first task; an aborted task's thread is ended at
 * once and the pool goes on. Failures the user can act on come back as the `AssayError` they were.
 */
export function createCompute(): Compute {
  let pool: Tinypool | null = null;
  let closed = false;

  const run = async <Name extends TaskName>(
    task: Name,
    input: Parameters<Tasks[Name]>[0],
    signal: AbortSignal,
    tables: readonly TableBytes[] = [],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> => {
    if (signal.aborted || closed) throw stopped(signal.reason);
    pool ??= openPool();
    const request: TaskRequest = { task, input };
    const outcome: TaskOutcome<Awaited<ReturnType<Tasks[Name]>>> = await pool
      .run(request, { signal, transferList: ownMemory(tables.map(({ ipc }) => ipc)) })
      .catch((error: unknown) => {
        throw signal.aborted || closed ? stopped(error) : error;
      });
    return valueOf(outcome);
  };

  return {
    measure: (task, signal) => run("measure", task, signal),
    measureTables: (task, signal) => run("measureTables", task, signal, task.tables),
    student: (task, signal) => run("student", task, signal, [...task.from, ...(task.scored === null ? [] : [task.scored])]),
    chart: (task, signal) => run("chart", task, signal, [task.table]),
    filter: (task, signal) => run("filter", task, signal, [task.from, ...task.others]),
    filterTexts: (task, signal) => run("filterTexts", task, signal, [task.from, ...task.others]),
    exportDataset: (task, signal) => run("exportDataset", task, signal, [task.from, ...task.others]),
    close: async () => {
      closed = true;
      await pool?.destroy();
      pool = null;
    },
  };
}

function openPool(): Tinypool {
  const { url, execArgv } = workerEntry("compute");
  return new Tinypool({ filename: url, name: "runTask", minThreads: 0, maxThreads, idleTimeout: idleTimeoutMs, execArgv: [...execArgv] });
}

function valueOf<Value>(outcome: TaskOutcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { code, sentence, hint, place } = outcome.problem;
  throw new AssayError(code, sentence, { place, ...(hint === undefined ? {} : { hint }) });
}

function stopped(cause: unknown): AssayError {
  return new AssayError("stopped", "The computation was stopped.", { hint: "Run the cell again to compute it.", cause });
}
