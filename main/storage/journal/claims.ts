import { AssayError } from "#shared/assay-error.ts";
import type { Lock, Locks } from "./locks.ts";

export type Claims = {
  readonly claim: (key: string, name: string, signal: AbortSignal) => Promise<"mine" | "theirs">;
  /** Gives a claim back, if there is one. `answered`: the answer is written. */
  readonly release: (key: string, answered: boolean) => void;
  /** Gives all claims back. */
  readonly close: () => Promise<void>;
};

export type ClaimsOptions = {
  readonly locks: Locks;
  /** Brings in what other processes wrote before this call. */
  readonly refresh: () => Promise<void>;
  readonly isAnswered: (key: string) => boolean;
};

const firstWaitMs = 15;
const longestWaitMs = 250;

type Held = { lock: Lock | null; isLeaving: boolean; readonly over: Promise<void>; readonly end: () => void };

/**
 * Single flight by call key, in this process (a map) and across processes (a lock).
 *
 * A buyer writes its answer before it gives the lock back, and whoever gets the lock reads all news after getting it and
 * before buying. So if anyone ever bought the key, the new owner finds the answer: a key is bought once.
 */
export function createClaims(options: ClaimsOptions): Claims {
  const held = new Map<string, Held>();
  const leaving = new Set<Promise<void>>();

  async function claim(key: string, name: string, signal: AbortSignal): Promise<"mine" | "theirs"> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 1.5, longestWaitMs)) {
      if (options.isAnswered(key)) return "theirs";
      const other = held.get(key);
      if (other) {
        await unlessStopped(other.over, signal);
        continue;
      }
      if (await take(key, name)) {
        const answered = options.isAnswered(key);
        if (answered || signal.aborted) release(key, answered);
        if (!answered) throwIfStopped(signal);
        return answered ? "theirs" : "mine";
      }
      await pause(waitMs, signal);
      await options.refresh();
    }
  }

  async function take(key: string, name: string): Promise<boolean> {
    const mine = hold(key);
    try {
      const lock = await options.locks.take(name);
      if (lock && mine.isLeaving) {
        await options.locks.giveBack(lock, false);
        throw new AssayError("stopped", "The notebook's folder was closed.");
      }
      mine.lock = lock;
      if (lock) await options.refresh();
    } catch (error) {
      release(key, false);
      throw error;
    }
    if (mine.lock === null) release(key, false);
    return mine.lock !== null;
  }

  function hold(key: string): Held {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const mine: Held = { lock: null, isLeaving: false, over, end };
    held.set(key, mine);
    return mine;
  }

  function release(key: string, answered: boolean): void {
    const mine = held.get(key);
    // A lock is removed once: a second removal could hit its next owner's.
    if (!mine || mine.isLeaving) return;
    mine.isLeaving = true;
    const left = giveBack(mine, answered).finally(() => {
      if (held.get(key) === mine) held.delete(key);
      mine.end();
      leaving.delete(left);
    });
    leaving.add(left);
  }

  async function giveBack({ lock }: Held, answered: boolean): Promise<void> {
    try {
      if (lock) await options.locks.giveBack(lock, answered);
    } catch {
      // A lock that can't be removed is taken over once this process is gone; an answered key needs none.
    }
  }

  return {
    claim,
    release,
    close: async () => {
      for (const key of [...held.keys()]) release(key, false);
      await Promise.all(leaving);
    },
  };
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new AssayError("stopped", "Stopped before the call left.");
}

async function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  throwIfStopped(signal);
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener("abort", stop, { once: true });
  });
  await Promise.race([work, stopped]);
  signal.removeEventListener("abort", stop);
  throwIfStopped(signal);
}

async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await unlessStopped(over, signal).finally(() => clearTimeout(timer));
}
