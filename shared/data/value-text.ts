import type { Value } from "./table.ts";

/** A value as a person would read it: text as it is, anything else as JSON, nothing as "". */
export function textOfValue(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
}

/** Words as a person counts them: runs between spaces. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** Length in code points. */
export function lengthChars(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
