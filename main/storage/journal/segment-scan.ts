import type { FileSystem } from "../file-system.ts";
import { findMark, type RecordHead, readHead } from "./record.ts";

export type DamagedRange = { readonly offset: number; readonly bytes: number };

export type SegmentScan = {
  /** Behind the last whole line: where the next scan goes on. */
  readonly end: number;
  /** Sequence number of the last record seen. */
  readonly lastSeq: number;
  /** Bytes of a line without an end: being written right now, or torn by a crash. */
  readonly unfinished: number;
  readonly damaged: readonly DamagedRange[];
};

const newline = 10;
const chunkBytes = 1 << 20;
/** No reply is this long: bytes that go on so far without a newline are damage, and are not gathered in memory. */
const longestRecord = 64 << 20;

/**
 * Streams a segment from `from` on and reports every whole record in order. Bytes that are no record are skipped and
 * returned as damaged; what follows them is kept. A gap in the sequence numbers (lines taken out) is damage of 0 bytes.
 */
export async function scanSegment(
  fs: FileSystem,
  path: string,
  start: { readonly from: number; readonly lastSeq: number },
  onRecord: (head: RecordHead, offset: number) => void,
): Promise<SegmentScan> {
  const damaged: { offset: number; bytes: number }[] = [];
  let lastSeq = start.lastSeq;

  function skip(offset: number, bytes: number): void {
    const before = damaged.at(-1);
    if (before && before.offset + before.bytes === offset && before.bytes > 0) before.bytes += bytes;
    else damaged.push({ offset, bytes });
  }

  function accept(head: RecordHead, offset: number): void {
    const before = damaged.at(-1);
    const explained = before !== undefined && before.offset + before.bytes === offset;
    if (head.seq !== lastSeq + 1 && !explained) skip(offset, 0);
    lastSeq = head.seq;
    onRecord(head, offset);
  }

  /** One line: a record, or damage with perhaps whole records in it (a lost newline glues two lines together). */
  function readLine(bytes: Buffer, lineStart: number, lineEnd: number, base: number): void {
    let at = lineStart;
    while (at < lineEnd) {
      const candidate = findMark(bytes, at, lineEnd);
      if (candidate < 0) break;
      const head = readHead(bytes, candidate, lineEnd);
      if (head) {
        if (candidate > at) skip(base + at, candidate - at);
        accept(head, base + candidate);
        at = candidate + head.length;
      } else {
        skip(base + at, candidate + 1 - at);
        at = candidate + 1;
      }
    }
    // The newline belongs to the damage when the line has any up to its end.
    if (at < lineEnd) skip(base + at, lineEnd + 1 - at);
    else if (lineStart === lineEnd) skip(base + lineStart, 1);
  }

  const file = await fs.openForReading(path);
  try {
    let buffer = Buffer.allocUnsafe(chunkBytes);
    let held = 0;
    let base = start.from;
    for (;;) {
      if (held === longestRecord) {
        skip(base, held);
        base += held;
        held = 0;
      }
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const read = await file.readInto(buffer.subarray(held), base + held);
      held += read;
      let lineStart = 0;
      for (;;) {
        const lineEnd = buffer.subarray(0, held).indexOf(newline, lineStart);
        if (lineEnd < 0) break;
        readLine(buffer, lineStart, lineEnd, base);
        lineStart = lineEnd + 1;
      }
      buffer.copyWithin(0, lineStart, held);
      held -= lineStart;
      base += lineStart;
      if (read === 0) return { end: base, lastSeq, unfinished: held, damaged };
    }
  } finally {
    await file.close();
  }
}
