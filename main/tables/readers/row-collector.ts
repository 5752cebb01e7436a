import { AssayError } from "#shared/assay-error.ts";
import type { Row, Value } from "#shared/data/table.ts";
import { TableWriter } from "../table-writer.ts";
import type { Notes } from "./notes.ts";
import { columnsOf, converterOf, mixedPlaces, Shape } from "./shape.ts";

const sampleRows = 1000;

/**
 * JSON rows as a table whose types fit every row. Rows are written as they come, with the types of the first ones; where a
 * later row does not fit, only types are collected from there on, and the rows have to be read once more.
 */
export class RowCollector {
  readonly #shape: Shape;
  #sample: Row[] | null = [];
  #writer: TableWriter | null = null;
  #convert: ((value: Value) => Value) | null = null;
  #rows = 0;

  constructor(shape = new Shape()) {
    this.#shape = shape;
    if (shape.kind !== "nothing") this.#startWriting();
  }

  add(row: Row): void {
    this.#rows++;
    const isNew = this.#shape.observe(row);
    if (this.#sample !== null) {
      this.#sample.push(row);
      if (this.#sample.length >= sampleRows) this.#startWriting();
    } else if (isNew) this.#writer = null;
    else this.#write(row);
  }

  /** The table, or what is known of the rows when they have to be read once more. */
  finish(name: string, notes: Notes): Uint8Array | Shape {
    if (this.#rows === 0) {
      throw new AssayError("data-unreadable", `${name} is empty: it holds no rows.`, {
        hint: "Check that the file was written to its end.",
        place: { file: name },
      });
    }
    if (this.#shape.fields.size === 0) {
      throw new AssayError("data-unreadable", `${name} has rows without a single field.`, {
        hint: "Every row is an object with keys.",
        place: { file: name },
      });
    }
    if (this.#sample !== null) this.#startWriting();
    if (this.#writer === null) return this.#shape;
    for (const place of mixedPlaces(this.#shape)) notes.add(`${name}: ${place} holds values of several types and was read as text.`);
    return this.#writer.finish();
  }

  #startWriting(): void {
    this.#writer = new TableWriter({ columns: columnsOf(this.#shape) });
    this.#convert = converterOf(this.#shape);
    for (const row of this.#sample ?? []) this.#write(row);
    this.#sample = null;
  }

  #write(row: Row): void {
    this.#writer?.append(this.#convert === null ? row : (this.#convert(row) as Row));
  }
}

/** A table from rows that can be read twice. */
export async function collectRows(rows: () => AsyncIterable<readonly Row[]>, name: string, notes: Notes): Promise<Uint8Array> {
  const first = await collect(rows(), new RowCollector(), name, notes);
  if (first instanceof Uint8Array) return first;
  const second = await collect(rows(), new RowCollector(first), name, notes);
  if (second instanceof Uint8Array) return second;
  throw new AssayError("data-unreadable", `${name} changed while it was read.`, { hint: "Try again.", place: { file: name } });
}

async function collect(
  rows: AsyncIterable<readonly Row[]>,
  collector: RowCollector,
  name: string,
  notes: Notes,
): Promise<Uint8Array | Shape> {
  for await (const some of rows) for (const row of some) collector.add(row);
  return collector.finish(name, notes);
}
