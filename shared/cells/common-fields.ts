import type { CellKind, FormField } from "./cell-kind.ts";

const batch: FormField = {
  key: "batch",
  label: "Run as a batch",
  help: "Through the provider's Batch API: within a day, often at half the price.",
  control: { type: "switch" },
};

/** The controls of a kind's form: its own, and those that every kind of its cost class has. `body` is null while it can't be read. */
export function fieldsOf(kind: CellKind, body: unknown): readonly FormField[] {
  const costClass = body === null ? kind.costClass : (kind.costClassOf?.(body) ?? kind.costClass);
  return costClass === "paid" ? [...kind.fields, batch] : kind.fields;
}
