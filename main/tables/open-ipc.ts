import { RecordBatchReader } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";

/** An opened reader over the stream's batches. Throws data-unreadable. */
export function openIpc(ipc: Uint8Array): RecordBatchReader {
  // 64-bit columns are read in place, which needs them aligned.
  const aligned = ipc.byteOffset % 8 === 0 ? ipc : ipc.slice();
  try {
    return RecordBatchReader.from(aligned).open();
  } catch (cause) {
    throw new AssayError("data-unreadable", "This is no Arrow IPC stream, or a damaged one.", { hint: "Run the cell again.", cause });
  }
}
