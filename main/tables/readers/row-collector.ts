import { AssayError } from "#shared/assay-error.ts";
import type { Row, Value } from "#shared/data/table.ts";
import { Draw } from "#shared/import/draw.ts";
import { hasItsColumns } from "../item-table.ts";
import { Numbers } from "../numbers.ts";
import { createRowTable, type FinishedTable, type RowTable } from "../row-table.ts";
import { FileStarts, type LocatedRow, type Reading, SampleWeight } from "./reading.ts";
import { columnsOf, converterOf, Shape } from "./shape.ts";
import { TypeChanges } from "./type-changes.ts";

const sampleRows = 1000;

/** A sample drawn while the rows pass by. */
export type SampleOptions = { readonly size: number; readonly seed: number };

/** A table, and of each row given to it the line it was read from and, of a sample, its place among all rows. */
export type Collected = FinishedTable & {
  readonly lines: Uint32Array;
  readonly places: Uint32Array | null;
  readonly read: number;
  readonly starts: FileStarts;
};

/** Rows of a file with its name. */
export type FileRows = { readonly file: string; readonly rows: readonly LocatedRow[] };

/**
 * JSON rows as a table whose types fit every row. Rows are written as they come, with the types of the first ones; where a
 * later row does not fit, only types are collected from there on, and the rows have to be read once more. A sample is
 * written at the end, by the types of all rows.
 */
class RowCollector {
  readonly #shape: Shape;
  readonly #reading: Reading;
  readonly #draw: Draw<LocatedRow> | null;
  readonly #weight = new SampleWeight();
  readonly #lines = new Numbers();
  readonly #starts = new FileStarts();
  readonly #changes: TypeChanges;
  #sample: Row[] | null = [];
  #table: RowTable | null = null;
  #convert: ((value: Value) => Value) | null = null;
  #rows = 0;

  constructor(reading: Reading, sample: SampleOptions | null, shape: Shape) {
    this.#shape = shape;
    this.#reading = reading;
    this.#changes = new TypeChanges(reading);
    this.#draw = sample === null ? null : new Draw(sample.size, sample.seed);
    if (shape.kind !== "nothing" && sample === null) this.#startWriting(null);
  }

  add(located: LocatedRow, file: string): void {
    const { row, line, size } = located;
    this.#starts.note(file, this.#rows);
    this.#rows++;
    const isNew = this.#shape.observe(row);
    if (isNew) this.#changes.see(this.#shape, { file, line, row: this.#rows });
    if (this.#draw !== null) {
      const out = this.#draw.add(located);
      this.#weight.move(size, out?.size ?? 0);
      return;
    }
    this.#lines.push(line ?? 0);
    if (this.#sample !== null) {
      this.#sample.push(row);
      if (this.#sample.length >= sampleRows) this.#startEarly();
    } else if (isNew) this.#table = null;
    else this.#write(row);
  }

  /** The table, or what is known of the rows when they have to be read once more. */
  finish(name: string): Collected | Shape {
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
    const drawn = this.#draw?.drawn() ?? null;
    if (drawn !== null) {
      this.#sample = drawn.map(({ kept }) => kept.row);
      for (const { kept } of drawn) this.#lines.push(kept.line ?? 0);
    }
    const places = drawn === null ? null : Uint32Array.from(drawn, ({ index }) => index);
    if (this.#sample !== null) this.#startWriting(places);
    if (this.#table === null) return this.#shape;
    return { ...this.#table.finish(), lines: this.#lines.all(), places, read: this.#rows, starts: this.#starts };
  }

  /** A column that the cell names may come with a later row: the rows are read once more then. */
  #startEarly(): void {
    const { items } = this.#reading;
    if (items === null || hasItsColumns({ columns: columnsOf(this.#shape) }, items)) this.#startWriting(null);
    else this.#sample = null;
  }

  #startWriting(places: Uint32Array | null): void {
    const { items, meter } = this.#reading;
    this.#table = createRowTable({ columns: columnsOf(this.#shape) }, { items, places, expect: this.#draw === null ? meter.expect : null });
    this.#convert = converterOf(this.#shape);
    for (const row of this.#sample ?? []) this.#write(row);
    this.#sample = null;
  }

  #write(row: Row): void {
    this.#table?.append(this.#convert === null ? row : (this.#convert(row) as Row));
  }
}

/** A table from rows that can be read twice. */
export async function collectRows(
  rows: () => AsyncIterable<FileRows>,
  name: string,
  reading: Reading,
  sample: SampleOptions | null,
): Promise<Collected> {
  const first = await collect(rows(), new RowCollector(reading, sample, new Shape()), name, reading);
  if (!(first instanceof Shape)) return first;
  reading.book.startOver();
  reading.meter.startOver();
  const mixed = await collect(rows(), new RowCollector(reading, null, first), name, reading);
  if (!(mixed instanceof Shape)) return mixed;
  throw new AssayError("data-unreadable", `${name} changed while it was read.`, { hint: "Try again.", place: { file: name } });
}

async function collect(rows: AsyncIterable<FileRows>, collector: RowCollector, name: string, reading: Reading): Promise<Collected | Shape> {
  for await (const { file, rows: some } of rows) for (const row of some) collector.add(row, file);
  // A file of bad rows alone is better told by them than by its emptiness.
  reading.book.settle();
  return collector.finish(name);
}
