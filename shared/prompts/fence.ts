import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** What stands between a fence: the label is read by people and by judges. */
export type FenceLabel = "question" | "reference" | "response A" | "response B" | "response";

const encoder = new TextEncoder();

/**
 * A code for the fences of one call, derived from every text that goes between them: the same texts give the same
 * prompt (so calls keep their key), and a text can't hold the code of the call it is put into.
 */
export function fenceCode(texts: readonly string[]): string {
  return bytesToHex(sha256(encoder.encode(JSON.stringify(texts)))).slice(0, 16);
}

/** A text between fences. Whatever looks like a fence inside it gets a backslash, visibly. */
export function fenced(label: FenceLabel, text: string, code: string): string {
  const inside = text.replace(/\[\[\[(?=\s*(?:end of\s+)?(?:question|reference|response)\b)/gi, "\\[[[");
  return `[[[ ${label} ${code} ]]]\n${inside}\n[[[ end of ${label} ${code} ]]]`;
}

const fencePattern = /\[\[\[ (question|reference|response(?: [AB])?) ([0-9a-f]{16}) \]\]\]\n([\s\S]*?)\n\[\[\[ end of \1 \2 \]\]\]/g;

/** A text with the backslashes taken back that `fenced` put before what looks like a fence. */
export function unfenced(text: string): string {
  return text.replace(/\\(?=\[\[\[\s*(?:end of\s+)?(?:question|reference|response)\b)/gi, "");
}

/** The texts between fences, by label; null when there are none. The inverse of `fenced` but for the backslashes. */
export function readFences(prompt: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const [, label = "", , text = ""] of prompt.matchAll(fencePattern)) found.set(label, text);
  return found.size > 0 ? found : null;
}

/** A reply without what it quotes between fences. */
export function withoutFences(reply: string): string {
  return reply.replace(fencePattern, "");
}
