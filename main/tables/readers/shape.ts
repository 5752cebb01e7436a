import { type Column, type ColumnType, text, type Value } from "#shared/data/table.ts";
import { jsonText } from "../encode-text.ts";
import { uniqueNames } from "../normalise.ts";

/**
 * What has been seen in one place of JSON data. `bigint` are integers beyond ±2^53; `mixed` is what has no common type but text.
 * Integers and doubles make doubles, as long as no digit is lost.
 */
type Kind = "nothing" | "boolean" | "integer" | "bigint" | "double" | "text" | "list" | "struct" | "mixed";

/** Objects with more keys than this are dictionaries rather than records, and are kept as JSON text. */
const maximumFields = 250;
const maximumDepth = 30;

export class Shape {
  kind: Kind = "nothing";
  item: Shape | null = null;
  readonly fields = new Map<string, Shape>();
  readonly #depth: number;

  constructor(depth = 0) {
    this.#depth = depth;
  }

  /** Whether the value had anything new. */
  observe(value: Value): boolean {
    if (value === null || this.kind === "mixed") return false;
    const kind = kindOf(value);
    const widened = this.kind === kind ? kind : widen(this.kind, kind);
    const changed = widened !== this.kind;
    this.kind = widened;
    if (widened === "list") return this.#observeItems(value as readonly Value[]) || changed;
    if (widened === "struct") return this.#observeFields(value as { readonly [key: string]: Value }) || changed;
    return changed;
  }

  #observeItems(items: readonly Value[]): boolean {
    if (this.#depth >= maximumDepth) return this.#giveUp();
    this.item ??= new Shape(this.#depth + 1);
    let changed = false;
    for (const item of items) if (this.item.observe(item)) changed = true;
    return changed;
  }

  #observeFields(record: { readonly [key: string]: Value }): boolean {
    let changed = false;
    for (const key of Object.keys(record)) {
      let field = this.fields.get(key);
      if (field === undefined) {
        field = new Shape(this.#depth + 1);
        this.fields.set(key, field);
        changed = true;
      }
      if (field.observe(record[key] ?? null)) changed = true;
    }
    const isTooMuch = this.#depth > 0 && (this.fields.size > maximumFields || this.#depth >= maximumDepth);
    return isTooMuch ? this.#giveUp() : changed;
  }

  #giveUp(): boolean {
    this.kind = "mixed";
    this.item = null;
    this.fields.clear();
    return true;
  }
}

function kindOf(value: Exclude<Value, null>): Kind {
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? "integer" : "double";
    case "bigint":
      return BigInt.asIntN(64, value) === value ? "bigint" : "mixed";
    case "string":
      return "text";
    default:
      return Array.isArray(value) ? "list" : "struct";
  }
}

function widen(a: Kind, b: Kind): Kind {
  if (a === "nothing") return b;
  const pair = new Set([a, b]);
  if (pair.has("integer") && pair.has("double")) return "double";
  if (pair.has("integer") && pair.has("bigint")) return "bigint";
  return "mixed";
}

export function columnsOf(shape: Shape): Column[] {
  const columns = [...shape.fields].map(([key, field]) => ({ name: key === "" ? "unnamed" : key, type: typeOf(field) }));
  return uniqueNames(columns);
}

function typeOf(shape: Shape): ColumnType {
  switch (shape.kind) {
    case "boolean":
    case "double":
      return { type: shape.kind };
    case "integer":
    case "bigint":
      return { type: "integer" };
    case "list":
      return { type: "list", item: shape.item === null ? text : typeOf(shape.item) };
    case "struct":
      return isRecord(shape) ? { type: "struct", fields: columnsOf(shape) } : text;
    case "nothing":
    case "text":
    case "mixed":
      return text;
  }
}

/** Objects that never had a key have no columns: they are kept as JSON text. */
function isRecord(shape: Shape): boolean {
  return shape.kind === "struct" && shape.fields.size > 0;
}

/** How values of a shape become values of its column; null where they are already. */
export function converterOf(shape: Shape): ((value: Value) => Value) | null {
  if (shape.kind === "mixed" || (shape.kind === "struct" && !isRecord(shape)))
    return (value) => (value === null || typeof value === "string" ? value : jsonText(value));
  if (shape.kind === "list") {
    const convert = shape.item === null ? null : converterOf(shape.item);
    return convert && ((value) => (value === null ? null : (value as readonly Value[]).map(convert)));
  }
  if (shape.kind !== "struct") return null;
  return recordConverter(shape);
}

function recordConverter(shape: Shape): ((value: Value) => Value) | null {
  const names = columnsOf(shape).map((column) => column.name);
  const fields = [...shape.fields].map(([key, field], index) => ({ key, name: names[index] ?? key, convert: converterOf(field) }));
  if (fields.every(({ key, name, convert }) => key === name && convert === null)) return null;
  return (value) => {
    if (value === null) return null;
    const record = value as { readonly [key: string]: Value };
    return Object.fromEntries(
      fields.map(({ key, name, convert }) => {
        const field = Object.hasOwn(record, key) ? (record[key] ?? null) : null;
        return [name, convert === null ? field : convert(field)];
      }),
    );
  };
}

/** Places that became text although they hold more than text, such as `turns[].score`. */
export function mixedPlaces(shape: Shape, path = ""): readonly string[] {
  if (shape.kind === "mixed") return [path];
  const inItem = shape.item === null ? [] : mixedPlaces(shape.item, `${path}[]`);
  return [...inItem, ...[...shape.fields].flatMap(([key, field]) => mixedPlaces(field, path === "" ? key : `${path}.${key}`))];
}
