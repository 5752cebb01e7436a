import type { FormField } from "../../cells/cell-kind.ts";
import { percentDecimals } from "../../statistics/tidy-row.ts";
import type { KeepRule } from "../keep-one.ts";

export const columnField: FormField = { key: "column", label: "Column", help: "The cell's when left empty.", control: { type: "column" } };

export const keepFields: readonly FormField[] = [
  { key: "keep", label: "Which stays", control: { type: "choice", options: ["first", "longest", "highest"] } },
  { key: "of", label: "Highest of", when: { key: "keep", in: ["highest"] }, control: { type: "column" } },
];

/** The column that `keep: highest` goes by. */
export function keepNeeds({ of }: Pick<KeepRule, "of">): readonly { readonly name: string; readonly key: string }[] {
  return of === undefined ? [] : [{ name: of, key: "of" }];
}

/** A step that reads texts, and nothing else of the row. */
export const readsText = { columns: [], readsText: true, tables: [] } as const;

/** A share that was found, by the rule of all percentages. */
export function percent(share: number): string {
  const points = share * 100;
  return `${points.toFixed(percentDecimals(points))} %`;
}

/** A share that was set, as it was set. */
export function percentSet(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
