import { joined } from "../data/joined.ts";

const loneSurrogates = /[\uD800-\uDFFF]+/u;
const escapeBase = 0xdc00;

/**
 * Bytes as text, losslessly. Valid UTF-8 (a BOM included) reads as usual; each byte that is not part of a valid
 * sequence becomes the lone surrogate U+DC00 + byte, so that `encodeText` gives the same bytes back.
 */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeDamaged(bytes);
  }
}

/** The reverse of `decodeBytes`. Lone surrogates that stand for no byte are written in their three-byte form. */
export function encodeText(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!loneSurrogates.test(text)) return encoder.encode(text);
  const parts: Uint8Array[] = [];
  let rest = text;
  for (let found = loneSurrogates.exec(rest); found; found = loneSurrogates.exec(rest)) {
    parts.push(encoder.encode(rest.slice(0, found.index)), encodeSurrogates(found[0]));
    rest = rest.slice(found.index + found[0].length);
  }
  parts.push(encoder.encode(rest));
  return joined(parts);
}

/** Whether some bytes of the text were not UTF-8. */
export function hasUndecodableBytes(text: string): boolean {
  return loneSurrogates.test(text);
}

function decodeDamaged(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const parts: string[] = [];
  let valid = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(decoder.decode(bytes.subarray(valid, at)), String.fromCharCode(escapeBase + (bytes[at] ?? 0)));
    at += 1;
    valid = at;
  }
  parts.push(decoder.decode(bytes.subarray(valid)));
  return parts.join("");
}

/** Bytes of the valid UTF-8 sequence at `at` (Unicode table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let index = 2; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function encodeSurrogates(run: string): Uint8Array {
  const bytes: number[] = [];
  for (let index = 0; index < run.length; index += 1) {
    const unit = run.charCodeAt(index);
    if (unit >= escapeBase + 0x80 && unit <= escapeBase + 0xff) bytes.push(unit - escapeBase);
    else bytes.push(0xed, 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.from(bytes);
}
