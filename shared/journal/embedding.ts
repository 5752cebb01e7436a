/** The outermost shape of an embeddings reply; its numbers may still be unreadable. */
type EmbeddingReply = { readonly data: readonly [{ readonly embedding: unknown }, ...unknown[]]; readonly usage?: unknown };

/** Whether JSON is a reply of an embeddings endpoint, by its outermost shape. */
export function isEmbeddingReply(json: unknown): json is EmbeddingReply {
  if (typeof json !== "object" || json === null || !("data" in json) || !Array.isArray(json.data)) return false;
  const first: unknown = json.data[0];
  return typeof first === "object" && first !== null && "embedding" in first;
}

/**
 * The first embedding of a reply, as 32-bit floats, and the tokens it took. Null where it is no list of finite numbers, not
 * all zero; servers that write it as base64 of little-endian floats are read too.
 */
export function readEmbedding(reply: EmbeddingReply): { readonly embedding: Float32Array | null; readonly promptTokens: number | null } {
  const { embedding } = reply.data[0];
  const numbers = typeof embedding === "string" ? fromBase64(embedding) : Array.isArray(embedding) ? fromList(embedding) : null;
  const isUsable = numbers?.every(Number.isFinite) && numbers.some((each) => each !== 0);
  return { embedding: isUsable ? numbers : null, promptTokens: promptTokensOf(reply.usage) };
}

function fromList(values: readonly unknown[]): Float32Array {
  return Float32Array.from(values, (each) => (typeof each === "number" ? each : Number.NaN));
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function fromBase64(text: string): Float32Array | null {
  const clean = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null;
  let [bits, held, next] = [0, 0, 0];
  for (const character of clean) {
    const digit = digits.indexOf(character);
    if (digit < 0) return null;
    bits = ((bits << 6) | digit) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[next] = (bits >> held) & 0xff;
    next += 1;
  }
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

function promptTokensOf(usage: unknown): number | null {
  if (typeof usage !== "object" || usage === null || !("prompt_tokens" in usage)) return null;
  return typeof usage.prompt_tokens === "number" ? usage.prompt_tokens : null;
}
