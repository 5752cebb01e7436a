/**
 * JSON with object keys in code-unit order and no white space: equal values give equal text whatever their key order.
 * Keys whose value is `undefined` are left out, as in JSON.stringify. Throws a TypeError on what JSON can't hold:
 * functions, symbols, bigints, NaN and infinities.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? "null" : canonicalJson(item))).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no JSON form`);
  const fields: string[] = [];
  for (const [key, field] of Object.entries(value).sort(byKey)) {
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(",")}}`;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
