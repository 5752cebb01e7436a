import { createRequire } from "node:module";
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import { startWorker } from "#main/worker-entry.ts";
import { AssayError } from "#shared/assay-error.ts";

type DuckDbWorker = NonNullable<ConstructorParameters<typeof AsyncDuckDB>[1]>;

const instantiateLimitMs = 60_000;

/** One DuckDB in one worker thread, empty and locked. Every promise settles, also when the thread ends. */
export type Instance = {
  /** Runs work on DuckDB; rejects with InstanceLost if the thread ends meanwhile. */
  readonly use: <T>(work: (db: AsyncDuckDB) => Promise<T>) => Promise<T>;
  readonly isLost: () => boolean;
  readonly terminate: () => Promise<void>;
};

/** The worker thread ended: its tables are gone. */
export class InstanceLost extends Error {
  constructor() {
    super("The database's thread ended.");
  }
}

export async function startInstance(memoryLimitMb: number): Promise<Instance> {
  const worker = startWorker("duckdb");
  let isLost = false;
  let lose: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = () => {
      isLost = true;
      reject(new InstanceLost());
    };
  });
  lost.catch(() => undefined);
  worker.on("error", lose);
  worker.on("exit", lose);

  let pending = 0;
  const use = async <T>(work: (db: AsyncDuckDB) => Promise<T>): Promise<T> => {
    if (isLost) throw new InstanceLost();
    // An idle database must not keep the process alive, a working one must.
    if (pending++ === 0) worker.ref();
    try {
      return await Promise.race([work(db), lost]);
    } finally {
      if (--pending === 0 && !isLost) worker.unref();
    }
  };
  const terminate = async () => {
    lose();
    // Without this the process could end while its end is still awaited.
    worker.ref();
    await worker.terminate();
  };
  const db = new AsyncDuckDB(new VoidLogger(), webWorkerOf(worker));
  try {
    await use((database) => withTimeLimit(open(database, memoryLimitMb)));
  } catch (cause) {
    await terminate();
    throw cause;
  }
  return { use, isLost: () => isLost, terminate };
}

async function open(db: AsyncDuckDB, memoryLimitMb: number): Promise<void> {
  await db.instantiate(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  await db.open({});
  const connection = await db.connectInternal();
  // From here on no statement reaches a file, the network or an extension, and no statement can change that.
  await db.runQuery(connection, `SET memory_limit='${memoryLimitMb}MB'`);
  await db.runQuery(connection, "SET enable_external_access=false");
  await db.runQuery(connection, "SET lock_configuration=true");
  await db.disconnect(connection);
}

async function withTimeLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const error = new AssayError("memory", "The database did not start within a minute.", { hint: "Close other programs and try again." });
    timer = setTimeout(() => reject(error), instantiateLimitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The part of a web worker that DuckDB's client uses, over a worker thread. Loss is ours to notice, so it hears of messages only. */
function webWorkerOf(worker: ReturnType<typeof startWorker>): DuckDbWorker {
  const listeners = new Map<unknown, (data: unknown) => void>();
  const client = {
    addEventListener: (event: string, listener: (event: { readonly data: unknown }) => void) => {
      if (event !== "message") return;
      const forward = (data: unknown) => listener({ data });
      listeners.set(listener, forward);
      worker.on("message", forward);
    },
    removeEventListener: (_event: string, listener: unknown) => {
      const forward = listeners.get(listener);
      if (forward !== undefined) worker.off("message", forward);
    },
    postMessage: (message: unknown, transfer: ArrayBuffer[]) => worker.postMessage(message, transfer),
    terminate: () => void worker.terminate(),
  };
  return client as unknown as DuckDbWorker;
}
