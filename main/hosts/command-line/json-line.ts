/** One JSON document without line breaks. 64-bit integers beyond what JSON readers keep exact are written as text, bytes as hex. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "bigint") return part.toString();
    if (part instanceof Uint8Array) return Buffer.from(part).toString("hex");
    return part;
  });
}
