import type { CallRecord } from "#shared/journal/call.ts";

export type Journal = {
  /** Builds the index from all segments once; later calls return at once. Reports what was cut or quarantined. */
  readonly open: () => Promise<JournalReport>;
  /** What is known under a key, without touching the disk. */
  readonly lookUp: (key: string) => "answered" | "failed" | null;
  /** Origin and model of the newest record under the key, without touching the disk. */
  readonly originOf: (key: string) => string | null;
  /** The newest record under the key, an answer before any failure. */
  readonly read: (key: string) => Promise<CallRecord | null>;
  /** Resolves once the record is written; it is synced in groups behind. Throws disk-full, read-only after keeping the record in memory. */
  readonly append: (record: CallRecord) => Promise<void>;
  /** Makes this process the only buyer of the key across processes on the folder; `theirs` means another one bought it meanwhile and the journal now has it. */
  readonly claim: (key: string, signal: AbortSignal) => Promise<"mine" | "theirs">;
  /** Gives back a claim that brought no record. Appending under the key gives it back by itself. */
  readonly release: (key: string) => void;
  /** Those of the keys that some process may be buying just now; what was bought before that is known to `lookUp` afterwards. */
  readonly claimedAmong: (keys: Iterable<string>) => Promise<readonly string[]>;
  /** Resolves when everything appended is synced. */
  readonly sync: () => Promise<void>;
};

export type JournalReport = {
  readonly records: number;
  readonly tornTails: number;
  readonly damaged: readonly { readonly segment: string; readonly offset: number; readonly bytes: number }[];
};
