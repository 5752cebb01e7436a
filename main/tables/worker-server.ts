import { parentPort } from "node:worker_threads";
import { AssayError, problemOf } from "#shared/assay-error.ts";
import { ownMemory } from "../own-memory.ts";
import type { WorkerReply, WorkerRequest } from "./worker-client.ts";

/** Answers the requests of a `WorkerClient` in this worker thread. Bytes with memory of their own are handed over, not copied. */
export function serveRequests<Q>(answer: (request: Q, signal: AbortSignal, tell: (progress: unknown) => void) => Promise<unknown>): void {
  const port = parentPort;
  if (port === null) throw new Error("This module runs in a worker thread only.");
  const running = new Map<number, AbortController>();
  const run = async (id: number, request: Q): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await answer(request, controller.signal, (progress) => port.postMessage({ id, progress } satisfies WorkerReply));
      port.postMessage(
        { id, result } satisfies WorkerReply,
        ownMemory(result instanceof Uint8Array ? [result] : Object.values(result ?? {})),
      );
    } catch (error) {
      const reply: WorkerReply =
        error instanceof AssayError ? { id, problem: problemOf(error) } : { id, bug: String((error as Error)?.stack ?? error) };
      port.postMessage(reply);
    } finally {
      running.delete(id);
    }
  };
  port.on("message", (message: WorkerRequest<Q>) => {
    if ("cancel" in message) running.get(message.cancel)?.abort();
    else void run(message.id, message.request);
  });
}
