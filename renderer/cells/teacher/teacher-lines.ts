/** Values of an attribute as they are typed: `easy, hard`, or with weights `easy: 3, hard: 1`. */
export function valuesText(values: unknown): string {
  if (Array.isArray(values)) return values.map(String).join(", ");
  if (!isRecord(values)) return "";
  return Object.entries(values)
    .map(([value, weight]) => `${value}: ${String(weight)}`)
    .join(", ");
}

/** The same read back; weights count only when every value has one. */
export function readValues(typed: string): readonly string[] | { readonly [value: string]: number } {
  const parts = typed.split(",").flatMap((part) => part.trim() || []);
  const weighted = parts.map((part) => /^(.*\S)\s*:\s*(\d+(?:\.\d+)?)$/.exec(part));
  if (parts.length === 0 || weighted.some((found) => found === null)) return parts;
  return Object.fromEntries(weighted.flatMap((found) => (found === null ? [] : [[found[1] ?? "", Number(found[2])]])));
}

/** A condition as it is typed: `topic: maths or history; level: hard`. */
export function conditionText(when: unknown): string {
  if (!isRecord(when)) return "";
  return Object.entries(when)
    .map(([name, values]) => `${name}: ${(Array.isArray(values) ? values : [values]).map(String).join(" or ")}`)
    .join("; ");
}

/** The same read back; undefined for none. */
export function readCondition(typed: string): { readonly [name: string]: readonly string[] } | undefined {
  const conditions = typed.split(";").flatMap((part) => {
    const [name = "", ...values] = part.split(/:|\bor\b/).map((each) => each.trim());
    return name === "" ? [] : [[name, values.filter((value) => value !== "")] as const];
  });
  return conditions.length === 0 ? undefined : Object.fromEntries(conditions);
}

/** The entries of a list that are maps, as they are written; others can't be shown as lines. */
export function mapsIn(value: unknown): readonly { readonly [key: string]: unknown }[] | null {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every(isRecord) ? value : null;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
