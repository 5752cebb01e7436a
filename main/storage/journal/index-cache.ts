import { join } from "node:path";
import { crc32 } from "node:zlib";
import { z } from "zod";
import type { FileSystem } from "../file-system.ts";
import { replaceFile } from "../replace-file.ts";
import { CallIndex } from "./call-index.ts";

/*
 * `index.cache` beside the segments: one line of JSON, then the index's arrays. It may be deleted at
 * any time: it only spares reading segments again whose bytes up to `scannedTo` are known to be in it.
 */
const cacheName = "index.cache";

const cacheHead = z.object({
  version: z.literal(1),
  littleEndian: z.boolean(),
  count: z.number().int().min(0),
  origins: z.array(z.string()),
  crc: z.number(),
  records: z.number().int().min(0),
  segments: z.array(
    z.object({
      name: z.string(),
      scannedTo: z.number().int().min(0),
      lastSeq: z.number().int().min(0),
      damaged: z.array(z.object({ offset: z.number(), bytes: z.number() })),
    }),
  ),
});

export type CachedSegment = z.infer<typeof cacheHead>["segments"][number];

export type CachedIndex = { readonly index: CallIndex; readonly records: number; readonly segments: readonly CachedSegment[] };

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export async function writeIndexCache(fs: FileSystem, folder: string, cached: CachedIndex): Promise<void> {
  const { count, digests, places, details, origins } = cached.index.content();
  const body = Buffer.concat([places, digests, details].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)));
  const head: z.infer<typeof cacheHead> = {
    version: 1,
    littleEndian,
    count,
    origins: [...origins],
    crc: crc32(body),
    records: cached.records,
    segments: [...cached.segments],
  };
  await replaceFile(fs, join(folder, cacheName), Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
}

/** null when there is no cache, or none that agrees with the segments. */
export async function readIndexCache(fs: FileSystem, folder: string): Promise<CachedIndex | null> {
  const path = join(folder, cacheName);
  if ((await fs.status(path)) === null) return null;
  const bytes = await fs.read(path);
  const head = readCacheHead(bytes);
  if (!head) return null;
  const body = bytes.subarray(bytes.indexOf(10) + 1);
  if (head.littleEndian !== littleEndian || body.length !== head.count * 44 || crc32(body) !== head.crc) return null;
  // The file may be a stranger's: it must not name anything but what stands in the folder.
  const present = new Set((await fs.entries(folder)).flatMap(({ name, isFolder }) => (isFolder ? [] : [name])));
  if (head.segments.some(({ name }) => !present.has(name))) return null;
  const statuses = await Promise.all(head.segments.map(({ name }) => fs.status(join(folder, name))));
  if (head.segments.some(({ scannedTo }, number) => (statuses[number]?.size ?? -1) < scannedTo)) return null;
  const places = new Float64Array(arrayBytes(body, 0, head.count * 16));
  const digests = new Uint32Array(arrayBytes(body, head.count * 16, head.count * 16));
  const details = new Uint32Array(arrayBytes(body, head.count * 32, head.count * 12));
  const index = CallIndex.from({ count: head.count, places, digests, details, origins: head.origins });
  return { index, records: head.records, segments: head.segments };
}

function readCacheHead(bytes: Buffer): z.infer<typeof cacheHead> | null {
  try {
    return cacheHead.parse(JSON.parse(bytes.toString("utf8", 0, Math.max(0, bytes.indexOf(10)))));
  } catch {
    // A cache that can't be read is no cache.
    return null;
  }
}

/** A copy of its own, since typed arrays must start at a multiple of their width. */
function arrayBytes(bytes: Buffer, start: number, length: number): ArrayBuffer {
  const copy = new ArrayBuffer(length);
  new Uint8Array(copy).set(bytes.subarray(start, start + length));
  return copy;
}
