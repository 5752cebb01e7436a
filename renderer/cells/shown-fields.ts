import type { FormField } from "#shared/cells/cell-kind.ts";
import { valueAt } from "./yaml-values.ts";

type Values = { readonly [key: string]: unknown };

/**
 * The controls that have a say as the cell stands. `body` is the cell as it is read, defaults and all; null while it can't be.
 * A value that is set keeps its control in any case: it must be seen to be taken out.
 */
export function shownFields(fields: readonly FormField[], values: Values, body: unknown): readonly FormField[] {
  return fields.filter(({ key, when }) => {
    if (when === undefined || valueAt(values, key) !== undefined) return true;
    const value = valueAt(values, when.key) ?? valueAt(body, when.key);
    if (when.in === "any") return value !== undefined;
    return value === undefined || when.in.includes(String(value));
  });
}
