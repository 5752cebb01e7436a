import type { RowLedger } from "#shared/journal/entries.ts";
import type { RowEnding } from "./cells/cell-runner.ts";
import type { RowErrorGroup } from "./parts/table-store.ts";

/** Counts every requested row into exactly one place, and groups failures by cause. */
export type LedgerKeeper = {
  readonly add: (label: string, ending: RowEnding | { readonly type: "waiting" }) => void;
  readonly ledger: () => RowLedger;
  readonly errors: () => readonly RowErrorGroup[];
};

const rowsNamed = 20;

export function createLedger(): LedgerKeeper {
  let requested = 0;
  let kept = 0;
  let waiting = 0;
  const filtered: Record<string, number> = {};
  const failed: Record<string, number> = {};
  const unscored: Record<string, number> = {};
  const groups = new Map<string, { cause: string; sentence: string; count: number; rows: string[] }>();

  const note = (label: string, cause: string, sentence: string): void => {
    const group = groups.get(cause) ?? { cause, sentence, count: 0, rows: [] };
    group.count += 1;
    if (group.rows.length < rowsNamed) group.rows.push(label);
    groups.set(cause, group);
  };

  return {
    add: (label, ending) => {
      requested += 1;
      switch (ending.type) {
        case "kept":
          kept += 1;
          return;
        case "waiting":
          waiting += 1;
          return;
        case "filtered":
          filtered[ending.step] = (filtered[ending.step] ?? 0) + 1;
          return;
        case "failed":
          failed[ending.cause] = (failed[ending.cause] ?? 0) + 1;
          note(label, ending.cause, ending.sentence);
          return;
        case "unscored":
          unscored[ending.reason] = (unscored[ending.reason] ?? 0) + 1;
          note(label, `unscored: ${ending.reason}`, "The judge's reply holds no verdict that can be read.");
          return;
      }
    },
    ledger: () => ({ requested, kept, filtered: { ...filtered }, failed: { ...failed }, unscored: { ...unscored }, waiting }),
    errors: () => [...groups.values()].sort((a, b) => b.count - a.count),
  };
}

/** Rows that failed, whatever the cause. */
export function failedRows(ledger: RowLedger): number {
  return Object.values(ledger.failed).reduce((sum, n) => sum + n, 0);
}

export function unscoredRows(ledger: RowLedger): number {
  return Object.values(ledger.unscored).reduce((sum, n) => sum + n, 0);
}
