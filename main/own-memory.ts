/** So much of a buffer may lie unused behind a table: memory nobody wrote to costs nothing. */
const leastShare = 0.5;

/**
 * The buffers that can be handed to another thread with these bytes, each once. Bytes that are a part of something larger,
 * such as Node's pool, are left out: they are copied with their message.
 */
export function ownMemory(values: readonly unknown[]): ArrayBuffer[] {
  const own = values.flatMap((value) => {
    if (!ArrayBuffer.isView(value) || !(value.buffer instanceof ArrayBuffer) || value.byteOffset !== 0) return [];
    return value.byteLength >= value.buffer.byteLength * leastShare ? [value.buffer] : [];
  });
  return [...new Set(own)];
}
