import { Message, MessageHeader } from "apache-arrow";
import { joined } from "#shared/data/joined.ts";

const endOfStream = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Each record batch of an Arrow IPC stream as a stream of its own, in its own memory. None of an empty table. */
export function* ipcBatches(ipc: Uint8Array): Iterable<Uint8Array<ArrayBuffer>> {
  const view = new DataView(ipc.buffer, ipc.byteOffset, ipc.byteLength);
  let opening = ipc.subarray(0, 0);
  // Each message: a marker, the length of its description, the description, its body.
  for (let at = 0; at + 8 <= ipc.length; ) {
    const length = view.getInt32(at + 4, true);
    if (length === 0) return;
    const { headerType, bodyLength } = Message.decode(ipc.subarray(at + 8, at + 8 + length));
    const bytes = ipc.subarray(at, at + 8 + length + bodyLength);
    if (headerType === MessageHeader.RecordBatch) yield joined([opening, bytes, endOfStream]);
    else opening = joined([opening, bytes]);
    at += bytes.length;
  }
}
