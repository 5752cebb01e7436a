import type { Worker } from "node:worker_threads";
import { startWorker, type WorkerName } from "#main/worker-entry.ts";
import { AssayError, type Problem } from "#shared/assay-error.ts";

/** What goes to a worker thread of this folder, and what comes back. */
export type WorkerRequest<Q> = { readonly id: number; readonly request: Q } | { readonly cancel: number };
export type WorkerReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly problem: Problem }
  | { readonly bug: string }
  /** Not the end yet. */
  | { readonly progress: unknown }
);

export type AskOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: unknown) => void;
  /** Memory of the request that is handed over, and gone here. */
  readonly transfer?: readonly ArrayBuffer[];
};

/** Requests to one worker thread, started at the first of them and again after it was lost. */
export type WorkerClient<Q> = {
  readonly ask: (request: Q, options?: AskOptions) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** A thread with nothing to do for so long is let go: its memory, WebAssembly's above all, never shrinks while it lives. */
const idleMs = 1_500;

type Pending = {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
};

export function createWorkerClient<Q>(name: WorkerName): WorkerClient<Q> {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let nextId = 1;
  let idle: NodeJS.Timeout | null = null;

  const letGo = (): void => {
    const ending = worker;
    worker = null;
    void ending?.terminate();
  };
  const stayAwake = (): void => {
    if (idle !== null) clearTimeout(idle);
    idle = null;
  };

  const settle = (id: number): Pending | undefined => {
    const request = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) {
      // Idle, the thread does not keep the process alive, nor does waiting to end it.
      worker?.unref();
      stayAwake();
      idle = setTimeout(letGo, idleMs).unref();
    }
    return request;
  };
  const receive = (reply: WorkerReply) => {
    if ("progress" in reply) return pending.get(reply.id)?.onProgress?.(reply.progress);
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
    ask: (request, { signal, onProgress, transfer = [] } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(stopped());
        const id = nextId++;
        stayAwake();
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
          onProgress,
        });
        worker.postMessage({ id, request } satisfies WorkerRequest<Q>, transfer);
      }),
    close: async () => {
      stayAwake();
      const ending = worker;
      worker = null;
      for (const id of [...pending.keys()]) settle(id)?.reject(stopped());
      stayAwake();
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
