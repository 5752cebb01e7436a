import type { Value } from "#shared/data/table.ts";

/** A value that is not of its column's type. `path` leads from the column to it. */
export class ValueMismatch extends Error {
  readonly expected: string;
  readonly found: string;
  readonly path: string;

  constructor(expected: string, value: unknown, path = "") {
    const found = describeValue(value);
    super(`expected ${expected}, found ${found}`);
    this.expected = expected;
    this.found = found;
    this.path = path;
  }

  /** The same mismatch seen from the list or struct around it. */
  within(step: string): ValueMismatch {
    const outer = new ValueMismatch(this.expected, null, step + this.path);
    return Object.assign(outer, { found: this.found, message: this.message });
  }
}

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return `text ${JSON.stringify(shortened(value))}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object with ${Object.keys(value).length} fields`;
  return `${typeof value === "boolean" ? "the boolean" : "the number"} ${String(value as Exclude<Value, object>)}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
