import { join } from "node:path";
import type { JournalReport } from "#main/engine/parts/journal.ts";
import type { CallRecord } from "#shared/journal/call.ts";
import type { FileSystem, ReadableFile } from "../file-system.ts";
import { CallIndex, type Digest, digestOf, type RecordPlace } from "./call-index.ts";
import { type CachedSegment, readIndexCache, writeIndexCache } from "./index-cache.ts";
import { type Presence, readIdentity } from "./presence.ts";
import { decodeRecord, type RecordHead } from "./record.ts";
import { type DamagedRange, scanSegment } from "./segment-scan.ts";

type Segment = { -readonly [Key in keyof CachedSegment]: CachedSegment[Key] } & { unfinished: number; isClosed: boolean };

/** All segments of a journal folder and the index over them. */
export type Segments = {
  readonly open: () => Promise<JournalReport>;
  /** Reads what other processes wrote up to this call. Calls share the work of one that begins after them. */
  readonly refresh: () => Promise<void>;
  readonly find: (digest: Digest) => RecordPlace | null;
  /** Adds a record this process has just written. */
  readonly add: (record: CallRecord, place: { readonly segment: string; readonly offset: number; readonly length: number }) => void;
  readonly read: (key: string) => Promise<CallRecord | null>;
  readonly close: () => Promise<void>;
};

const suffix = ".jsonl";
const readersKept = 64;
/** Below this much unread by the cache, reading it again is quicker than writing a cache. */
const cacheWorthBytes = 4 << 20;

export function createSegments(fs: FileSystem, folder: string, hostId: string, presence: Presence): Segments {
  let index = new CallIndex();
  let segments: Segment[] = [];
  let numbers = new Map<string, number>();
  let records = 0;
  let bytesOutsideCache = 0;
  let refreshing: Promise<void> | null = null;
  let refreshingNext: Promise<void> | null = null;
  const readers = new Map<number, Promise<ReadableFile>>();

  async function open(): Promise<JournalReport> {
    const cached = await readIndexCache(fs, folder);
    if (cached) {
      index = cached.index;
      records = cached.records;
      segments = cached.segments.map((segment) => ({ ...segment, unfinished: 0, isClosed: false }));
      numbers = new Map(segments.map((segment, number) => [segment.name, number]));
    }
    await readAll();
    if (bytesOutsideCache > cacheWorthBytes) await saveCache();
    return await report();
  }

  async function report(): Promise<JournalReport> {
    const live = new Set<string>();
    for (const id of await presence.others()) {
      const file = join(folder, "..", "hosts", `${id}.json`);
      if (!(await presence.isDead(await readIdentity(fs, file), file))) live.add(id);
    }
    const torn = segments.filter((segment) => segment.unfinished > 0 && !live.has(hostOf(segment.name)));
    const damaged = segments.flatMap(({ name, damaged }) => damaged.map((range) => ({ segment: name, ...range })));
    return { records, tornTails: torn.length, damaged };
  }

  /** Reads what is new in every segment that may have grown. */
  async function readAll(): Promise<void> {
    // Presence first: a process gone by now had written everything before it went, and the scan below sees it.
    const live = new Set(await presence.others());
    // `entries` leaves symbolic links out: a folder from elsewhere must not make us read other files.
    const names = (await fs.entries(folder))
      .flatMap(({ name, isFolder }) => (!isFolder && name.endsWith(suffix) && hostOf(name) !== hostId ? [name] : []))
      .sort();
    const open = names.map(numberOf).filter((number) => segments[number]?.isClosed === false);
    const statuses = await Promise.all(open.map((number) => fs.status(join(folder, segments[number]?.name ?? ""))));
    for (const [position, number] of open.entries()) {
      const segment = segments[number];
      const size = statuses[position]?.size;
      if (!segment || size === undefined) continue;
      if (size !== segment.scannedTo) await readSegment(number, segment);
      segment.isClosed = !live.has(hostOf(segment.name));
    }
  }

  async function readSegment(number: number, segment: Segment): Promise<void> {
    const path = join(folder, segment.name);
    const start = { from: segment.scannedTo, lastSeq: segment.lastSeq };
    const scan = await scanSegment(fs, path, start, (head, offset) => {
      records += 1;
      putHead(number, head, offset);
    });
    bytesOutsideCache += scan.end - segment.scannedTo;
    Object.assign(segment, { scannedTo: scan.end, lastSeq: scan.lastSeq, unfinished: scan.unfinished });
    for (const range of scan.damaged) {
      segment.damaged = [...segment.damaged, range];
      await keepAside(segment.name, range);
    }
  }

  function putHead(segment: number, { key, at, answered, origin, length }: RecordHead, offset: number): void {
    index.put(digestOf(key), { segment, offset, length, at, answered, origin });
  }

  /** Copies damaged bytes to `journal/damaged/`, for whoever wants to look. The segment itself is never changed. */
  async function keepAside(name: string, range: DamagedRange): Promise<void> {
    if (range.bytes === 0) return;
    const reader = await fs.openForReading(join(folder, name));
    try {
      const bytes = Buffer.alloc(Math.min(range.bytes, 16 << 20));
      await reader.readInto(bytes, range.offset);
      await fs.makeFolder(join(folder, "damaged"));
      const copy = await fs.create(join(folder, "damaged", `${name}@${range.offset}`));
      await copy.write(bytes).finally(() => copy.close());
    } catch {
      // Kept before, or a folder that can't be written to: the bytes still stand in the segment.
    } finally {
      await reader.close();
    }
  }

  function refresh(): Promise<void> {
    if (!refreshing) {
      refreshing = readAll().finally(() => {
        refreshing = null;
      });
      return refreshing;
    }
    refreshingNext ??= refreshing
      .catch(() => undefined)
      .then(() => {
        refreshingNext = null;
        return refresh();
      });
    return refreshingNext;
  }

  function numberOf(name: string): number {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, segments.length);
    segments.push({ name, scannedTo: 0, lastSeq: 0, damaged: [], unfinished: 0, isClosed: false });
    return segments.length - 1;
  }

  function add(record: CallRecord, place: { readonly segment: string; readonly offset: number; readonly length: number }): void {
    const number = numberOf(place.segment);
    const segment = segments[number];
    if (!segment) return;
    records += 1;
    segment.scannedTo = place.offset + place.length + 1;
    segment.lastSeq += 1;
    bytesOutsideCache += place.length;
    const { at, outcome } = record;
    const { offset, length } = place;
    index.put(digestOf(record.key), { segment: number, offset, length, at, answered: outcome.type === "replied", origin: outcome.origin });
  }

  async function read(key: string): Promise<CallRecord | null> {
    const found = await readPlace(key);
    if (found !== "unreadable") return found;
    // The bytes changed under the index: what is left of the key is looked for in all segments.
    index.forget(digestOf(key));
    for (const [number, segment] of segments.entries()) await readAgain(number, segment);
    const again = await readPlace(key);
    return again === "unreadable" ? null : again;
  }

  async function readPlace(key: string): Promise<CallRecord | null | "unreadable"> {
    const place = index.find(digestOf(key));
    if (!place) return null;
    if (place.offset + place.length > (segments[place.segment]?.scannedTo ?? 0)) return "unreadable";
    const bytes = Buffer.allocUnsafe(place.length);
    const reader = await readerOf(place.segment);
    const filled = await reader.readInto(bytes, place.offset);
    const record = filled === place.length ? decodeRecord(bytes) : null;
    return record?.key === key ? record : "unreadable";
  }

  /** Puts all records of a segment into the index once more, and finds out anew what is damaged. */
  async function readAgain(number: number, segment: Segment): Promise<void> {
    const path = join(folder, segment.name);
    if ((await fs.status(path)) === null) return;
    const scan = await scanSegment(fs, path, { from: 0, lastSeq: 0 }, (head, offset) => putHead(number, head, offset));
    segment.damaged = [...scan.damaged];
    for (const range of scan.damaged) await keepAside(segment.name, range);
  }

  function readerOf(number: number): Promise<ReadableFile> {
    const reader = readers.get(number) ?? fs.openForReading(join(folder, segments[number]?.name ?? ""));
    readers.delete(number);
    readers.set(number, reader);
    for (const [oldest, unused] of readers) {
      if (readers.size <= readersKept) break;
      readers.delete(oldest);
      void unused.then((file) => file.close());
    }
    return reader;
  }

  async function saveCache(): Promise<void> {
    try {
      await writeIndexCache(fs, folder, {
        index,
        records,
        segments: segments.map(({ name, scannedTo, lastSeq, damaged }) => ({ name, scannedTo, lastSeq, damaged })),
      });
      bytesOutsideCache = 0;
    } catch {
      // A cache only saves time; without it (a full disk, a read-only folder) the segments are read again.
    }
  }

  return {
    open,
    refresh,
    find: (digest) => index.find(digest),
    add,
    read,
    close: async () => {
      await refreshing?.catch(() => undefined);
      if (bytesOutsideCache > cacheWorthBytes) await saveCache();
      for (const reader of readers.values()) await (await reader).close();
      readers.clear();
    },
  };
}

/** Segments are `HOST.jsonl`, `HOST.1.jsonl`, …: the first one and those begun after a failed write. */
function hostOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}
