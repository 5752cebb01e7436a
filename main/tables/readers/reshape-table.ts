import { AssayError } from "#shared/assay-error.ts";
import { reshape } from "#shared/import/apply-shape.ts";
import type { ProblemReason } from "#shared/import/row-problem.ts";
import type { ShapeName } from "#shared/import/shape.ts";
import { shapeOf } from "#shared/import/shapes.ts";
import { arrowCodec } from "../arrow.ts";
import { TableWriter } from "../table-writer.ts";

export type ReshapeRequest = { readonly ipc: Uint8Array; readonly shape: ShapeName; readonly keep: readonly string[] | null };

/** Rows that are not of the shape are left out and told by their index. */
export type Reshaped = {
  readonly ipc: Uint8Array;
  readonly misfits: readonly { readonly index: number; readonly reason: ProblemReason; readonly sentence: string }[];
};

/** A table's rows in the columns of a shape, a batch at a time. Throws data-unreadable when the table is not of that shape at all. */
export async function reshapeTable({ ipc, shape: name, keep }: ReshapeRequest, signal: AbortSignal): Promise<Reshaped> {
  const shape = shapeOf(name);
  const { schema, rows } = arrowCodec.schema(ipc);
  if (!shape.fits(schema, [])) {
    const names = schema.columns.map((column) => `\`${column.name}\``).join(", ");
    throw new AssayError("data-unreadable", `The rows are not of the shape ${name} (${shape.title}).`, {
      hint: `Their columns are ${names}. Take \`shape\` out, or name the columns it needs under \`columns:\`.`,
      place: { key: "shape" },
    });
  }
  const { schema: into, map } = reshape(shape, schema, keep);
  const misfits: Reshaped["misfits"][number][] = [];
  let index = 0;
  const writer = new TableWriter(into, (written) => (written * rows) / Math.max(1, index));
  for (const batch of arrowCodec.batches(ipc)) {
    // Between batches a stop can be heard.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new AssayError("stopped", "Reading was stopped.");
    for (const row of batch.rows) {
      const shaped = map(row);
      if (shaped.ok) for (const each of shaped.rows) writer.append(each);
      else misfits.push({ index, reason: shaped.reason, sentence: shaped.sentence });
      index += 1;
    }
  }
  return { ipc: writer.finish(), misfits };
}
