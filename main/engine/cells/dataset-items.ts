import { AssayError } from "#shared/assay-error.ts";
import type { DatasetBody } from "#shared/cells/dataset.ts";
import type { TableSchema, Value } from "#shared/data/table.ts";
import type { RowProblem } from "#shared/import/row-problem.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import { problemAt } from "./dataset-problems.ts";
import type { DatasetSource } from "./dataset-source.ts";
import { itemOf } from "./input-rows.ts";

type SourceTable = { readonly schema: TableSchema; readonly rows: number; readonly readColumn: (name: string) => readonly Value[] };

/** An item for each row. `left`: rows that stay, where some have no item of their own; null for all. */
export type Items = {
  readonly items: readonly string[];
  readonly left: ReadonlySet<number> | null;
  readonly problems: readonly RowProblem[];
};

/** Items from the `id` column, from `item`, or by number. Where `id` is empty or comes again, throws data-unreadable or leaves the row out, as the body says. */
export function itemsOf(body: DatasetBody, source: DatasetSource, table: SourceTable): Items {
  const { id } = body;
  if (id !== undefined) return itemsById(id, body.bad_rows === "skip", source, table.readColumn(id));
  const numbered = (index: number): number => source.places?.[index] ?? index;
  const own = table.schema.columns.some(({ name }) => name === "item") ? table.readColumn("item") : null;
  const items =
    own === null
      ? Array.from({ length: table.rows }, (_, index) => String(numbered(index) + 1))
      : own.map((value, index) => itemOf({ item: value }, numbered(index)));
  return { items, left: null, problems: [] };
}

function itemsById(id: string, skips: boolean, source: DatasetSource, values: readonly Value[]): Items {
  const seen = new Map<string, number>();
  const left = new Set<number>();
  const problems: RowProblem[] = [];
  const items = values.map((value, index) => {
    const item = itemFrom(value);
    const before = item === null ? undefined : seen.get(item);
    if (item !== null && before === undefined) {
      seen.set(item, index);
      left.add(index);
    } else if (skips) problems.push(problemAt(source, index, misfit(id, item, before)));
    else throw refusal(id, index, item, before);
    return item ?? "";
  });
  return { items, left: problems.length === 0 ? null : left, problems };
}

function itemFrom(value: Value): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : typeof value === "object" ? canonicalJson(value) : String(value);
}

function misfit(id: string, item: string | null, before: number | undefined): Pick<RowProblem, "reason" | "sentence"> {
  if (item === null) return { reason: "no id", sentence: `the row has no \`${id}\`.` };
  return {
    reason: "duplicate id",
    sentence: `its \`${id}\` "${item}" is that of row ${((before ?? 0) + 1).toLocaleString("en")}, which is kept.`,
  };
}

function refusal(id: string, index: number, item: string | null, before: number | undefined): AssayError {
  const place = { key: "id", row: index + 1 };
  if (item === null)
    return new AssayError("data-unreadable", `Row ${index + 1} has no \`${id}\`.`, {
      hint: "Every row needs an item; leave `id` out to number the rows.",
      place,
    });
  return new AssayError("data-unreadable", `Rows ${(before ?? 0) + 1} and ${index + 1} share the \`${id}\` "${item}".`, {
    hint: "Items must be unique; leave `id` out to number the rows, or keep the first of each with `bad_rows: skip`.",
    place,
  });
}
