const sliceBytes = 4 * 1024 * 1024;

/** Bytes some at a time: a large file hashed or copied at once would hold the thread. */
export function* slices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += sliceBytes) yield bytes.subarray(start, start + sliceBytes);
}
