import { join } from "node:path";
import type { CallRecord } from "#shared/journal/call.ts";
import { storageError } from "../errors.ts";
import type { FileSystem, WritableFile } from "../file-system.ts";
import { encodeRecord } from "./record.ts";

export type SegmentWriter = {
  /** Resolves once the record is written. Rejects when it could not be; it is kept and written with a later one or by `sync`. */
  readonly append: (record: CallRecord) => Promise<void>;
  /** Resolves when everything appended is on the disk; tries again what failed. */
  readonly sync: () => Promise<void>;
  /** Tries again what failed before; throws when that still can't be written. */
  readonly ensureWritable: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type SegmentWriterOptions = {
  readonly fs: FileSystem;
  readonly hostId: string;
  /** Makes the journal folder and this process's presence there, and returns the folder. */
  readonly prepare: () => Promise<string>;
  /** Called for each record as soon as it is written, before its append resolves. */
  readonly onWritten: (record: CallRecord, place: { readonly segment: string; readonly offset: number; readonly length: number }) => void;
};

const syncWindowMs = 25;
const retryMs = 5_000;
const batchRecords = 512;

type Segment = { readonly name: string; readonly file: WritableFile; size: number; seq: number };
type Waiting = { readonly record: CallRecord; readonly settle: (failure: unknown) => void };

/**
 * Appends records to this process's own segment: each is written the moment it arrives (or right behind the write that
 * is under way), synced in groups. After any failed write or sync the segment is left alone for good and what is not
 * known to be on the disk goes into a new one: nothing is ever written behind a torn record, and after a failed sync
 * the system may have dropped what it had accepted. A record written twice is harmless.
 */
export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { fs } = options;
  let queue: Waiting[] = [];
  let unsynced: CallRecord[] = [];
  let segment: Segment | null = null;
  let segmentsMade = 0;
  let isSuspect = false;
  let failure: unknown = null;
  let draining: Promise<void> | null = null;
  let syncing: Promise<void> | null = null;
  let syncTimer: NodeJS.Timeout | null = null;
  let retryTimer: NodeJS.Timeout | null = null;
  let folder = "";

  async function openSegment(): Promise<Segment> {
    folder = await options.prepare();
    const name = `${options.hostId}${segmentsMade === 0 ? "" : `.${segmentsMade}`}.jsonl`;
    const file = await fs.create(join(folder, name));
    segmentsMade += 1;
    const opened = { name, file, size: 0, seq: 0 };
    segment = opened;
    await fs.syncFolder(folder);
    return opened;
  }

  async function leaveSegment(): Promise<void> {
    const left = segment;
    segment = null;
    isSuspect = false;
    if (unsynced.length > 0) queue = [...unsynced.map((record) => ({ record, settle: () => undefined })), ...queue];
    unsynced = [];
    if (!left) return;
    // The handle and an empty file are all that can be lost here; the records are in the queue.
    await left.file.close().catch(() => undefined);
    if (left.size === 0) await fs.remove(join(folder, left.name)).catch(() => undefined);
  }

  function drain(): Promise<void> {
    draining ??= drainQueue();
    return draining;
  }

  async function drainQueue(): Promise<void> {
    // Appends of the same tick go out in one write.
    await null;
    try {
      for (;;) {
        if (isSuspect) await leaveSegment();
        if (queue.length === 0) break;
        await writeBatch();
      }
      if (unsynced.length > 0) syncSoon();
    } catch (error) {
      failure = storageError(error, "store an answer in", folder || "the journal");
      await leaveSegment();
      for (const waiting of queue) waiting.settle(failure);
      retryLater();
    } finally {
      // In the same step as the last look at the queue, so that no append finds a drain that has stopped looking.
      draining = null;
    }
  }

  async function writeBatch(): Promise<void> {
    const target = segment ?? (await openSegment());
    const batch = queue.slice(0, batchRecords);
    const lines = batch.map(({ record }, position) => encodeRecord(record, target.seq + position + 1));
    const [only] = lines;
    await target.file.write(lines.length === 1 && only ? only : Buffer.concat(lines));
    queue.splice(0, batch.length);
    target.seq += batch.length;
    for (const [position, { record, settle }] of batch.entries()) {
      const length = (lines[position]?.length ?? 1) - 1;
      options.onWritten(record, { segment: target.name, offset: target.size, length });
      target.size += length + 1;
      unsynced.push(record);
      settle(null);
    }
  }

  function syncSoon(): void {
    syncTimer ??= setTimeout(() => void syncNow(), syncWindowMs);
  }

  function syncNow(): Promise<void> {
    if (syncTimer) clearTimeout(syncTimer);
    syncTimer = null;
    syncing ??= syncSegment().finally(() => {
      syncing = null;
    });
    return syncing;
  }

  async function syncSegment(): Promise<void> {
    const target = segment;
    const covered = unsynced.length;
    if (!target || covered === 0) return;
    try {
      await target.file.sync();
      // A segment left meanwhile has given its records back to the queue.
      if (target !== segment) return;
      unsynced.splice(0, covered);
      failure = null;
    } catch (error) {
      if (target !== segment) return;
      failure = storageError(error, "store answers in", join(folder, target.name));
      isSuspect = true;
      retryLater();
      return;
    }
    if (unsynced.length > 0) syncSoon();
  }

  function retryLater(): void {
    retryTimer ??= setTimeout(() => {
      retryTimer = null;
      void sync().catch(() => undefined);
    }, retryMs).unref();
  }

  async function sync(): Promise<void> {
    for (let failedSyncs = 0; ; ) {
      await drain();
      if (queue.length > 0) throw failure;
      if (unsynced.length === 0) return;
      await syncNow();
      if (isSuspect && ++failedSyncs === 2) throw failure;
    }
  }

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        queue.push({ record, settle: (problem) => (problem === null ? resolve() : reject(problem)) });
        void drain();
      }),
    sync,
    ensureWritable: async () => {
      if (failure !== null) await sync();
    },
    close: async () => {
      try {
        await sync();
      } finally {
        if (syncTimer) clearTimeout(syncTimer);
        if (retryTimer) clearTimeout(retryTimer);
        await segment?.file.close();
        segment = null;
      }
    },
  };
}
