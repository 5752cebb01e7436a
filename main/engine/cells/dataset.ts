import { AssayError } from "#shared/assay-error.ts";
import type { DatasetBody } from "#shared/cells/dataset.ts";
import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { CellRunner, RunContext } from "./cell-runner.ts";
import { inferSchema } from "./infer-schema.ts";
import { drawIndexes, itemOf } from "./input-rows.ts";

/** Rows from files or the notebook itself, with an `item` for each. */
export const runDataset: CellRunner<DatasetBody> = {
  type: "direct",
  fingerprint: async (body, folder, parts): Promise<{ readonly [key: string]: string }> =>
    body.path === undefined ? {} : { file: await parts.readers.fingerprint(folder, body.path) },
  run: async (context) => {
    const { body, parts, name } = context;
    const { ipc: read, notes } =
      body.rows === undefined ? await readFiles(context) : { ipc: inline(body.rows, parts.arrow.encode), notes: [] };
    const shape = parts.arrow.schema(read);
    if (body.id !== undefined) requireColumn(shape.schema, name, body.id, "id");
    const keepsItself = body.id === undefined && body.sample === undefined && isText(shape.schema, "item");
    const ipc = keepsItself ? read : withItems(body, read, shape, parts.arrow);
    const { rows, schema } = parts.arrow.schema(ipc);
    return {
      tables: [{ name, ipc }],
      drawing: null,
      ledger: null,
      files: [],
      summary: [`${rows.toLocaleString("en")} rows`, `${schema.columns.length} columns`, ...notes].join(" · "),
    };
  },
};

async function readFiles(context: RunContext<DatasetBody>): Promise<{ readonly ipc: Uint8Array; readonly notes: readonly string[] }> {
  const { body, parts, folder, signal } = context;
  return parts.readers.read(folder, body.path ?? "", { signal, allowOutside: false });
}

function inline(
  rows: readonly { readonly [key: string]: unknown }[],
  encode: (schema: TableSchema, rows: Iterable<Row>) => Uint8Array,
): Uint8Array {
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

function withItems(
  body: DatasetBody,
  ipc: Uint8Array,
  shape: { readonly schema: TableSchema; readonly rows: number },
  arrow: Codec,
): Uint8Array {
  const { id } = body;
  const source = id ?? (shape.schema.columns.some((column) => column.name === "item") ? "item" : null);
  const items =
    source === null
      ? Array.from({ length: shape.rows }, (_, index) => String(index + 1))
      : arrow
          .readColumn(ipc, source)
          .map((value, index) => (id === undefined ? itemOf({ item: value }, index) : itemFrom(value, index, id)));
  if (id !== undefined) refuseDuplicates(items, id);
  const indexes = body.sample === undefined ? null : drawIndexes(shape.rows, body.sample, body.seed);
  return arrow.withFirstColumn(ipc, "item", items, indexes);
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
