/** A text without the key, also where a server echoes it or quotes a part of one. */
export function redact(text: string, key: string | null): string {
  const withoutKey = key !== null && key.length >= 4 ? text.replaceAll(key, "[key]") : text;
  return withoutKey.includes("sk-") ? withoutKey.replace(/\bsk-[A-Za-z0-9_*.-]{6,}/g, "[key]") : withoutKey;
}

/** A reply body as it is kept: exactly as received, unless it holds the key itself. */
export function redactBody(body: string, key: string | null): string {
  return key !== null && key.length >= 4 && body.includes(key) ? body.replaceAll(key, "[key]") : body;
}
