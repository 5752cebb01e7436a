import { dirname, join } from "node:path";
import type { Clock } from "#main/engine/parts/engine-parts.ts";
import type { Journal } from "#main/engine/parts/journal.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { CallRecord } from "#shared/journal/call.ts";
import { prepareAssayFolder } from "../assay-folder.ts";
import { doing } from "../errors.ts";
import type { FileSystem } from "../file-system.ts";
import { digestName, digestOf } from "./call-index.ts";
import { createClaims } from "./claims.ts";
import { createHost } from "./host.ts";
import { createSegmentWriter } from "./segment-writer.ts";
import { createSegments } from "./segments.ts";

/** How often a look-up that finds nothing may look for news from other processes. */
const newsEveryMs = 250;

/**
 * The journal in `.assay/journal` (the folder given). Writes only to a segment of its own, reads everybody's.
 * A record that can't be written stays readable here and is written when the disk lets it; meanwhile `claim` throws, so
 * that nothing new is bought.
 */
export function createJournal(
  folder: string,
  fs: FileSystem,
  clock: Clock,
  host = createHost(dirname(folder), fs, clock),
): Journal & { readonly close: () => Promise<void> } {
  const assay = dirname(folder);
  const { presence } = host;
  const segments = createSegments(fs, folder, host.id, presence);
  const pending = new Map<string, CallRecord>();
  let opening: ReturnType<typeof segments.open> | null = null;
  let lookedForNewsAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const writer = createSegmentWriter({
    fs,
    hostId: host.id,
    prepare: async () => {
      await presence.announce();
      return await prepareAssayFolder(fs, assay, "journal");
    },
    onWritten: (record, place) => {
      segments.add(record, place);
      // Written a second time after a failed sync: the claim it had was given back before.
      if (pending.get(record.key) !== record) return;
      pending.delete(record.key);
      claims.release(record.key, record.outcome.type === "replied");
    },
  });

  const claims = createClaims({
    locks: host.locks,
    refresh: segments.refresh,
    isAnswered: (key) => stateOf(key) === "answered",
  });

  function open() {
    opening ??= doing("read the journal in", folder, segments.open).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  function stateOf(key: string): "answered" | "failed" | null {
    const waiting = pending.get(key);
    if (waiting?.outcome.type === "replied") return "answered";
    const place = segments.find(digestOf(key));
    if (place?.answered) return "answered";
    return waiting || place ? "failed" : null;
  }

  /** In memory only, and to be preferred to what is on disk. */
  function pendingUnder(key: string): CallRecord | null {
    const waiting = pending.get(key);
    if (!waiting) return null;
    return waiting.outcome.type === "replied" || !segments.find(digestOf(key))?.answered ? waiting : null;
  }

  function lookForNews(): void {
    const now = clock.monotonicMs();
    if (isClosed || !opening || now - lookedForNewsAt < newsEveryMs) return;
    lookedForNewsAt = now;
    // Only a head start: `claim` looks again and says what is wrong.
    void opening.then(segments.refresh).catch(() => undefined);
  }

  return {
    open,
    lookUp: (key) => {
      const state = stateOf(key);
      if (state === null) lookForNews();
      return state;
    },
    originOf: (key) => pendingUnder(key)?.outcome.origin ?? segments.find(digestOf(key))?.origin ?? null,
    read: async (key) => {
      await open();
      return pendingUnder(key) ?? (await doing("read an answer from", folder, () => segments.read(key)));
    },
    append: async (record) => {
      if (isClosed) throw new Error("append after close");
      if (pending.get(record.key)?.outcome.type !== "replied" || record.outcome.type === "replied") pending.set(record.key, record);
      await writer.append(record);
    },
    claim: async (key, signal) => {
      await open();
      if (signal.aborted) throw new AssayError("stopped", "Stopped before the call left.");
      return await doing("reserve a call in", assay, async () => {
        await writer.ensureWritable();
        return await claims.claim(key, digestName(digestOf(key)), signal);
      });
    },
    release: (key) => claims.release(key, false),
    claimedAmong: async (keys) => {
      const names = new Set((await fs.list(join(assay, "locks"))).map((name) => name.replace(/\.\d+$/, "")));
      await open();
      await segments.refresh();
      return names.size === 0 ? [] : [...keys].filter((key) => names.has(digestName(digestOf(key))));
    },
    sync: () => writer.sync(),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      try {
        await writer.close();
      } finally {
        await opening?.catch(() => undefined);
        await claims.close();
        await segments.close();
        await presence.leave();
      }
    },
  };
}
