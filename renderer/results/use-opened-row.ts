import { useState } from "react";

/** The row that is looked at, and one that is held beside it. */
export type OpenedRow = {
  readonly opened: number | null;
  readonly pinned: number | null;
  readonly open: (row: number) => void;
  readonly close: () => void;
  /** Pins a row, or lets go of it where it is the pinned one. */
  readonly pin: (row: number) => void;
};

/** Another order, another filter or another result has another row in the pinned one's place, so it is let go. */
export function useOpenedRow(clauses: object, version: string): OpenedRow {
  const [opened, setOpened] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  const [of, setOf] = useState({ clauses, version });
  if (of.clauses !== clauses || of.version !== version) {
    setOf({ clauses, version });
    setPinned(null);
  }
  return {
    opened,
    pinned,
    open: setOpened,
    close: () => setOpened(null),
    pin: (row) => setPinned((before) => (before === row ? null : row)),
  };
}
