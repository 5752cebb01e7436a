import { AssayError } from "#shared/assay-error.ts";
import type { DatasetBody } from "#shared/cells/dataset.ts";
import { type Column, type Row, type TableSchema, text, type Value } from "#shared/data/table.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { CellRunner, RunContext } from "./cell-runner.ts";
import { inferSchema } from "./infer-schema.ts";
import { drawIndexes, itemOf, requireColumn } from "./input-rows.ts";

/** Rows from files or the notebook itself, with an `item` for each. */
export const runDataset: CellRunner<DatasetBody> = {
  type: "direct",
  fingerprint: async (body, folder, parts): Promise<{ readonly [key: string]: string }> =>
    body.path === undefined ? {} : { file: await parts.readers.fingerprint(folder, body.path) },
  run: async (context) => {
    const { body, parts, name } = context;
    const read = body.rows === undefined ? await readFiles(context) : await inline(body.rows, parts.arrow.encode);
    const shape = parts.arrow.schema(read);
    if (body.id !== undefined) requireColumn(shape.schema, name, body.id, "id");
    const keepsItself = body.id === undefined && body.sample === undefined && isText(shape.schema, "item");
    const ipc = keepsItself ? read : withItems(body, read, shape.schema, parts.arrow);
    const { rows, schema } = parts.arrow.schema(ipc);
    return {
      tables: [{ name, ipc }],
      drawing: null,
      ledger: null,
      files: [],
      summary: `${rows.toLocaleString("en")} rows · ${schema.columns.length} columns`,
    };
  },
};

async function readFiles(context: RunContext<DatasetBody>): Promise<Uint8Array> {
  const { body, parts, folder, signal } = context;
  return (await parts.readers.read(folder, body.path ?? "", { signal, allowOutside: false })).ipc;
}

async function inline(
  rows: readonly { readonly [key: string]: unknown }[],
  encode: (schema: TableSchema, rows: Iterable<Row>) => Uint8Array,
): Promise<Uint8Array> {
  if (rows.length === 0)
    throw new AssayError("data-unreadable", "The dataset has no rows.", {
      hint: "Write at least one under `rows:`.",
      place: { key: "rows" },
    });
  const { schema, rows: typed } = inferSchema(rows);
  return encode(schema, typed);
}

function isText(schema: TableSchema, column: string): boolean {
  return schema.columns.some((each) => each.name === column && each.type.type === "text");
}

type Codec = RunContext<DatasetBody>["parts"]["arrow"];

function withItems(body: DatasetBody, ipc: Uint8Array, schema: TableSchema, arrow: Codec): Uint8Array {
  const { rows } = arrow.decode(ipc);
  const id = body.id;
  const items = rows.map((row, index) => (id === undefined ? itemOf(row, index) : itemFrom(row[id], index, id)));
  if (id !== undefined) refuseDuplicates(items, id);
  const columns: Column[] = [{ name: "item", type: text }, ...schema.columns.filter((column) => column.name !== "item")];
  const indexes = drawIndexes(rows.length, body.sample ?? rows.length, body.seed);
  return arrow.encode(
    { columns },
    indexes.map((index) => ({ ...rows[index], item: items[index] ?? null })),
  );
}

function itemFrom(value: Value | undefined, index: number, id: string): string {
  if (value === null || value === undefined) {
    throw new AssayError("data-unreadable", `Row ${index + 1} has no \`${id}\`.`, {
      hint: "Every row needs an item; leave `id` out to number the rows.",
      place: { key: "id", row: index + 1 },
    });
  }
  return typeof value === "string" ? value : typeof value === "object" ? canonicalJson(value) : String(value);
}

function refuseDuplicates(items: readonly string[], id: string): void {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const before = seen.get(item);
    if (before !== undefined) {
      throw new AssayError("data-unreadable", `Rows ${before + 1} and ${index + 1} share the \`${id}\` "${item}".`, {
        hint: "Items must be unique; leave `id` out to number the rows.",
        place: { key: "id", row: index + 1 },
      });
    }
    seen.set(item, index);
  }
}
