import { open } from "node:fs/promises";
import { AssayError } from "#shared/assay-error.ts";
import type { DataFile } from "./data-files.ts";
import { chunkBytes, type Reading } from "./reading.ts";

/** A text file piece by piece, without its byte order mark. What is not valid UTF-8 becomes U+FFFD and is noted. */
export async function* textChunks(file: DataFile, { notes, signal, meter }: Reading): AsyncIterable<string> {
  const handle = await open(file.path, "r");
  try {
    const buffer = new Uint8Array(chunkBytes);
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    for (;;) {
      if (signal.aborted) throw new AssayError("stopped", "Reading was stopped.");
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
      const bytes = buffer.subarray(0, bytesRead);
      meter.add(bytesRead);
      decoder ??= new TextDecoder(encodingOf(bytes));
      const text = decoder.decode(bytes, { stream: bytesRead > 0 });
      if (text.includes("\ufffd")) notes.add(`${file.name}: bytes that are no valid text were replaced by \ufffd.`);
      if (text !== "") yield text;
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}

/** UTF-8, unless a byte order mark says otherwise, as spreadsheets' "Unicode text" does. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}
