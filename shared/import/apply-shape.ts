import type { Column, Row, TableSchema } from "../data/table.ts";
import type { Shape, ShapedRow } from "./shape.ts";

/** How the rows of one table become those of another. */
export type Reshaping = { readonly schema: TableSchema; readonly map: (row: Row) => ShapedRow };

/**
 * A shape on a table: `item` first, then the columns made, then the file's own. Of those only `keep` stay, where it is
 * given; one whose name a made column takes stays as `NAME_original`. Rows of one source row share its item.
 */
export function reshape(shape: Shape, schema: TableSchema, keep: readonly string[] | null): Reshaping {
  const made = shape.columns(schema);
  const taken = new Set(["item", ...made.map(({ name }) => name)]);
  const stays = schema.columns.filter(
    ({ name }) => name !== "item" && !shape.consumes.includes(name) && (keep === null || keep.includes(name)),
  );
  const own = stays.map((column) => ({ source: column.name, column: { ...column, name: freeName(column.name, taken) } }));
  const item: readonly Column[] = schema.columns.filter(({ name }) => name === "item");
  return {
    schema: { columns: [...item, ...made, ...own.map(({ column }) => column)] },
    map: (row) => {
      const shaped = shape.map(row);
      if (!shaped.ok) return shaped;
      const rest = Object.fromEntries([
        ...item.map(({ name }) => [name, row[name] ?? null] as const),
        ...own.map(({ source, column }) => [column.name, row[source] ?? null] as const),
      ]);
      return { ok: true, rows: shaped.rows.map((mapped) => ({ ...rest, ...mapped })) };
    },
  };
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 1; taken.has(free); number += 1) free = `${name}_original${number === 1 ? "" : number}`;
  taken.add(free);
  return free;
}
