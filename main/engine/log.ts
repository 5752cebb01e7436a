import type { SessionEntry, SessionEvent } from "#shared/journal/entries.ts";
import { emptySession, fold, type SessionState } from "#shared/journal/fold.ts";

export type WatchMessage =
  | { readonly type: "entries"; readonly entries: readonly SessionEntry[] }
  | { readonly type: "snapshot"; readonly state: SessionState };

/** The event stream of one open notebook, and the state it folds to. */
export type SessionLog = {
  readonly state: () => SessionState;
  readonly emit: (event: SessionEvent) => void;
  /** How many readers follow the stream. */
  readonly watchers: () => number;
  /** Entries after a sequence number, then live ones in groups, until the signal. A reader too far behind gets a snapshot. */
  readonly watch: (after: number, signal: AbortSignal) => AsyncGenerator<WatchMessage>;
};

// A reader further behind than this costs more to replay than to send whole.
const entriesKept = 2_000;

/** `onReader` is told when someone begins to read. */
export function createSessionLog(now: () => number, onReader: () => void = () => undefined): SessionLog {
  let state = emptySession;
  const entries: SessionEntry[] = [];
  const waiting = new Set<() => void>();
  let readers = 0;

  const emit = (event: SessionEvent): void => {
    const entry: SessionEntry = { seq: state.seq + 1, at: now(), event };
    state = fold(state, [entry]);
    entries.push(entry);
    if (entries.length > entriesKept) entries.splice(0, entries.length - entriesKept);
    for (const wake of [...waiting]) wake();
  };

  const next = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });

  async function* watch(after: number, signal: AbortSignal): AsyncGenerator<WatchMessage> {
    readers += 1;
    onReader();
    try {
      yield* follow(after, signal);
    } finally {
      readers -= 1;
    }
  }

  async function* follow(after: number, signal: AbortSignal): AsyncGenerator<WatchMessage> {
    let seen = after;
    while (!signal.aborted) {
      if (seen === state.seq) await next(signal);
      if (signal.aborted) return;
      const oldest = entries[0]?.seq ?? state.seq + 1;
      if (seen > state.seq || seen < oldest - 1) {
        seen = state.seq;
        yield { type: "snapshot", state };
        continue;
      }
      const fresh = entries.filter((entry) => entry.seq > seen);
      if (fresh.length === 0) continue;
      seen = state.seq;
      yield { type: "entries", entries: fresh };
    }
  }

  return { state: () => state, emit, watch, watchers: () => readers };
}
