import type { ColumnProfile } from "#shared/contract/contract.ts";

export type Profiles = ReadonlyMap<string, ColumnProfile>;

export type ProfileSource = {
  readonly state: () => Profiles;
  readonly subscribe: (listener: () => void) => () => void;
  /** The columns on screen, in order; what is no longer among them is not asked for any more. */
  readonly want: (columns: readonly string[]) => void;
  readonly close: () => void;
};

/** Profiles of the columns somebody sees, one question at a time, so that rows never wait for long. */
export function createProfileSource(readProfile: (column: string, signal: AbortSignal) => Promise<ColumnProfile>): ProfileSource {
  const listeners = new Set<() => void>();
  const failed = new Set<string>();
  let profiles: Profiles = new Map();
  let queue: readonly string[] = [];
  let asking: { readonly column: string; readonly leaving: AbortController } | null = null;

  const next = (): void => {
    if (asking !== null) return;
    const column = queue.find((each) => !profiles.has(each) && !failed.has(each));
    if (column === undefined) return;
    const leaving = new AbortController();
    const mine = { column, leaving };
    asking = mine;
    readProfile(column, leaving.signal)
      .then((profile) => {
        if (leaving.signal.aborted) return;
        profiles = new Map(profiles).set(column, profile);
        for (const listener of listeners) listener();
      })
      // A header without its little picture is no reason to disturb anybody.
      .catch(() => leaving.signal.aborted || failed.add(column))
      .finally(() => {
        if (asking !== mine) return;
        asking = null;
        next();
      });
  };

  return {
    state: () => profiles,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want: (columns) => {
      queue = columns;
      if (asking !== null && !columns.includes(asking.column)) {
        asking.leaving.abort();
        asking = null;
      }
      next();
    },
    close: () => {
      queue = [];
      asking?.leaving.abort();
      asking = null;
    },
  };
}
