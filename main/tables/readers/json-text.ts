import { randomUUID } from "node:crypto";
import type { Value } from "#shared/data/table.ts";

/** Integers of more than 15 digits, and escapes that may be half a character, need a closer look. */
const needsCare = /\d{16}|\\u[dD][89a-fA-F]/;
const stringsAndNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const longInteger = /^-?[1-9]\d{15,}$/;

// Nobody who writes data knows it, so no text in the data is taken for a number.
const mark = `integer ${randomUUID()} `;

/** JSON with integers beyond ±2^53 as bigints, which `JSON.parse` would round. Throws SyntaxError. */
export function parseExactly(text: string): Value {
  const value = JSON.parse(text) as Value;
  if (!needsCare.test(text)) return value;
  const marked = text.replace(stringsAndNumbers, (token) => (longInteger.test(token) ? `"${mark}${token}"` : token));
  if (marked === text) return value;
  return JSON.parse(marked, (_, inner: Value) =>
    typeof inner === "string" && inner.startsWith(mark) ? exactInteger(inner.slice(mark.length)) : inner,
  ) as Value;
}

function exactInteger(digits: string): number | bigint {
  const near = Number(digits);
  return Number.isSafeInteger(near) ? near : BigInt(digits);
}

/** Whether a text in the JSON has half a surrogate pair, which UTF-8 can't hold. */
export function hasLoneSurrogate(text: string, value: Value): boolean {
  return needsCare.test(text) && holdsLoneSurrogate(value);
}

function holdsLoneSurrogate(value: Value): boolean {
  if (typeof value === "string") return /\p{Surrogate}/u.test(value);
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return false;
  return Object.entries(value).some(([key, inner]) => holdsLoneSurrogate(key) || holdsLoneSurrogate(inner as Value));
}
