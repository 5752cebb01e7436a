import { Message, MessageHeader } from "apache-arrow";
import { joined } from "#shared/data/joined.ts";

const endOfStream = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
/** DuckDB holds a piece twice while it inserts, and answers no one meanwhile. */
const pieceBytes = 32 * 1024 * 1024;

/** Cuts an Arrow IPC stream into smaller whole streams with the same schema, each in memory of its own. */
export function* ipcPieces(ipc: Uint8Array): Iterable<Uint8Array> {
  const opening: Uint8Array[] = [];
  let batches: Uint8Array[] = [];
  let held = 0;
  let yielded = false;
  for (const { bytes, isBatch } of messages(ipc)) {
    if (!isBatch) opening.push(bytes);
    else {
      batches.push(bytes);
      held += bytes.length;
    }
    if (held < pieceBytes) continue;
    yield joined([...opening, ...batches, endOfStream]);
    yielded = true;
    batches = [];
    held = 0;
  }
  if (batches.length > 0 || !yielded) yield joined([...opening, ...batches, endOfStream]);
}

/** Each message of a stream: a marker, the length of its description, the description, its body. */
function* messages(ipc: Uint8Array): Iterable<{ readonly bytes: Uint8Array; readonly isBatch: boolean }> {
  const view = new DataView(ipc.buffer, ipc.byteOffset, ipc.byteLength);
  let at = 0;
  while (at + 8 <= ipc.length) {
    const length = view.getInt32(at + 4, true);
    if (length === 0) return;
    const message = Message.decode(ipc.subarray(at + 8, at + 8 + length));
    const end = at + 8 + length + message.bodyLength;
    yield { bytes: ipc.subarray(at, end), isBatch: message.headerType === MessageHeader.RecordBatch };
    at = end;
  }
}
