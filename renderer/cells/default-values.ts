import type { CellKind, FormField } from "#shared/cells/cell-kind.ts";
import { valueAt, yamlValues } from "./yaml-values.ts";

/**
 * What holds for each of these controls while its key is left out, by key, as the kind's own schema fills it in; sampling that nobody sets is the provider's. Options
 * that stand together under one key are asked for by setting that key to nothing; a key without a default is not in it.
 */
export function defaultValues(kind: CellKind, fields: readonly FormField[], source: string): ReadonlyMap<string, unknown> {
  const values = yamlValues(source) ?? {};
  const read = (text: string): unknown => {
    const reading = kind.read(text);
    return reading.ok ? reading.body : undefined;
  };
  const own = read(source);
  // A cell that can't be read as it stands has the defaults of a fresh one, which are what a fresh one leaves out.
  const written = own === undefined ? (yamlValues(kind.starter) ?? {}) : values;
  const body = own ?? read(kind.starter);
  const groups = new Set(fields.flatMap(({ key }) => (key.includes(".") ? [key.split(".")[0] ?? ""] : [])));
  const bodies = new Map(
    [...groups].map((group) => [group, values[group] === undefined ? (read(`${source}\n${group}: {}\n`) ?? body) : body]),
  );
  const found = fields.flatMap(({ key }): readonly (readonly [string, unknown])[] => {
    if (valueAt(values, key) !== undefined) return [];
    const value = valueAt(written, key) !== undefined ? undefined : valueAt(bodies.get(key.split(".")[0] ?? "") ?? body, key);
    const held = value ?? (kind.costClass === "paid" ? ofProvider.get(key) : undefined);
    return held === undefined ? [] : [[key, held]];
  });
  return new Map(found);
}

/** Left to whoever answers; never sent. */
const ofProvider: ReadonlyMap<string, string> = new Map(["temperature", "top_p", "max_tokens"].map((key) => [key, "the provider's"]));

/** A default as it stands in an empty field. */
export function defaultText(value: unknown): string | undefined {
  if (typeof value === "string") return value.includes("\n") ? undefined : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.length > 0) return value.map(String).join(", ");
  return undefined;
}
