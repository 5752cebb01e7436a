import type { Worker } from "node:worker_threads";
import { startWorker, type WorkerName } from "#main/worker-entry.ts";
import { AssayError, type Problem } from "#shared/assay-error.ts";

/** What goes to a worker thread of this folder, and what comes back. */
export type WorkerRequest<Q> = { readonly id: number; readonly request: Q } | { readonly cancel: number };
export type WorkerReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly problem: Problem }
  | { readonly bug: string }
);

/** Requests to one worker thread, started at the first of them and again after it was lost. */
export type WorkerClient<Q> = {
  readonly ask: (request: Q, signal?: AbortSignal) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

type Pending = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export function createWorkerClient<Q>(name: WorkerName): WorkerClient<Q> {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let nextId = 1;

  const settle = (id: number): Pending | undefined => {
    const request = pending.get(id);
    pending.delete(id);
    // Idle, the thread does not keep the process alive.
    if (pending.size === 0) worker?.unref();
    return request;
  };
  const receive = (reply: WorkerReply) => {
    const request = settle(reply.id);
    if ("result" in reply) request?.resolve(reply.result);
    else request?.reject("problem" in reply ? errorOf(reply.problem) : new Error(reply.bug));
  };
  const start = (): Worker => {
    const started = startWorker(name);
    const lose = (cause: unknown) => {
      if (worker !== started) return;
      worker = null;
      const message = `The thread ${name} ended.`;
      for (const id of [...pending.keys()])
        settle(id)?.reject(new AssayError("memory", message, { hint: "Try again with less data.", cause }));
    };
    started.on("message", receive);
    started.on("error", lose);
    started.on("exit", lose);
    return started;
  };
  return {
    ask: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(stopped());
        const id = nextId++;
        worker ??= start();
        worker.ref();
        const cancel = () => {
          settle(id)?.reject(stopped());
          worker?.postMessage({ cancel: id } satisfies WorkerRequest<Q>);
        };
        signal?.addEventListener("abort", cancel, { once: true });
        const forget = () => signal?.removeEventListener("abort", cancel);
        pending.set(id, {
          resolve: (result) => {
            forget();
            resolve(result);
          },
          reject: (error) => {
            forget();
            reject(error);
          },
        });
        worker.postMessage({ id, request } satisfies WorkerRequest<Q>);
      }),
    close: async () => {
      const ending = worker;
      worker = null;
      for (const id of [...pending.keys()]) settle(id)?.reject(stopped());
      // Without this the process could end while its end is still awaited.
      ending?.ref();
      await ending?.terminate();
    },
  };
}

function errorOf(problem: Problem): AssayError {
  return new AssayError(problem.code, problem.sentence, {
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    place: problem.place,
  });
}

function stopped(): AssayError {
  return new AssayError("stopped", "Reading was stopped.");
}
