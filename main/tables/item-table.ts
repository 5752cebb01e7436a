import type { Data } from "apache-arrow";
import type { ItemRule } from "#main/engine/parts/data.ts";
import { AssayError } from "#shared/assay-error.ts";
import { type Column, type TableSchema, text, type Value } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import { columnReader } from "./column-reader.ts";
import { Numbers } from "./numbers.ts";
import type { ExpectBytes } from "./one-buffer.ts";
import { TableWriter } from "./table-writer.ts";

/** A row that is not in the table, by its index among those given: its id is missing, or that of the row `before`. */
export type Misfit = { readonly index: number; readonly before: number | null; readonly id: string };

/** No JavaScript map holds more. */
const mostIds = 2 ** 24;
/** More ids than are told are counted only. */
const toldIds = 100_000;

/**
 * Rows on their way into a dataset's table: its columns get the names that the cell asks for, and an item stands first,
 * text that is the row's id, its own `item` or its number. A column `item` of text that nobody moves stays where it is.
 */
export class ItemTable {
  readonly #rule: ItemRule;
  readonly #places: ArrayLike<number> | null;
  readonly #writer: TableWriter;
  /** Which of the given columns holds the ids, or the items. */
  readonly #source: number;
  /** Which of the given columns are copied; null: all, and none is made. */
  readonly #copied: readonly number[] | null;
  readonly #seen = new Map<string, number>();
  readonly #left = new Numbers();
  readonly #before = new Numbers();
  readonly #ids: string[] = [];
  #rows = 0;

  /** `places`: where the rows stood among all, which numbers them. Throws column-missing, cell-invalid. */
  constructor(schema: TableSchema, rule: ItemRule, { places, expect }: { places: ArrayLike<number> | null; expect: ExpectBytes | null }) {
    const columns = renamed(schema, rule);
    const source = columns.findIndex(({ name }) => name === (rule.id ?? "item"));
    if (rule.id !== null) requireColumn({ columns }, rule.cell, rule.id, "id");
    const isThere = rule.id === null && places === null && columns[source]?.type.type === "text";
    const others = columns.flatMap(({ name }, at) => (name === "item" ? [] : [at]));
    const made: readonly Column[] = [{ name: "item", type: text }, ...columns.filter(({ name }) => name !== "item")];
    this.#rule = rule;
    this.#places = places;
    this.#source = source;
    this.#copied = isThere ? null : others;
    this.#writer = new TableWriter({ columns: isThere ? columns : made }, expect);
  }

  /** Rows `from` to `to` of columns in the given schema's order; a column that is missing is null. */
  copy(columns: readonly (Data | null)[], from: number, to: number): void {
    if (this.#copied === null) {
      this.#writer.copy(columns, from, to);
      return;
    }
    const others = [null, ...this.#copied.map((at) => columns[at] ?? null)];
    const data = columns[this.#source] ?? null;
    const read = data === null ? () => null : columnReader(data);
    let start = from;
    let items: string[] = [];
    const putRun = (end: number): void => {
      this.#writer.copy(others, start, end, items);
      start = end + 1;
      items = [];
    };
    for (let row = from; row < to; row++) {
      const item = this.#itemOf(read(row));
      if (item === null) putRun(row);
      else items.push(item);
    }
    putRun(to);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }

  /** Indexes of the rows that are not in the table, ascending; null where all are. */
  left(): Uint32Array | null {
    const left = this.#left.all();
    return left.length === 0 ? null : left;
  }

  *misfits(): Iterable<Misfit> {
    const before = this.#before.all();
    for (const [at, index] of this.#left.all().entries()) {
      const row = before[at] ?? 0;
      yield { index, before: row === 0 ? null : row - 1, id: this.#ids[at] ?? "" };
    }
  }

  #itemOf(value: Value): string | null {
    const index = this.#rows++;
    const own = value === null ? null : typeof value === "object" ? canonicalJson(value) : String(value);
    if (this.#rule.id === null) return own ?? String((this.#places?.[index] ?? index) + 1);
    const before = own === null ? undefined : this.#seen.get(own);
    if (own === null || before !== undefined) {
      this.#left.push(index);
      this.#before.push(before === undefined ? 0 : before + 1);
      if (this.#ids.length < toldIds) this.#ids.push(own ?? "");
      return null;
    }
    if (this.#seen.size >= mostIds - 1)
      throw new AssayError("memory", `Among more than ${mostIds.toLocaleString("en")} rows nobody can look for ids that come twice.`, {
        hint: "Leave `id` out to number the rows, or take a `sample:` of them.",
        place: { key: "id" },
      });
    this.#seen.set(own, index);
    return own;
  }
}

/** Whether every column that the rule names is there; what is not may still come. */
export function hasItsColumns(schema: TableSchema, { columns, id }: ItemRule): boolean {
  const isThere = (name: string): boolean => hasColumn(schema, name);
  return Object.values(columns).every(isThere) && (id === null || Object.hasOwn(columns, id) || isThere(id));
}

function renamed(schema: TableSchema, { columns, cell }: ItemRule): readonly Column[] {
  const names = new Map(Object.entries(columns).map(([name, source]) => [source, name]));
  for (const [wanted, source] of Object.entries(columns)) {
    requireColumn(schema, cell, source, `columns.${wanted}`);
    if (wanted === source || names.has(wanted) || !hasColumn(schema, wanted)) continue;
    throw new AssayError("cell-invalid", `The file has a column \`${wanted}\` already.`, {
      hint: `Give that one another name too, such as \`${wanted}_original: ${wanted}\`.`,
      place: { key: `columns.${wanted}` },
    });
  }
  return schema.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name }));
}
