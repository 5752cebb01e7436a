import { AssayError } from "#shared/assay-error.ts";
import type { TableSchema, Value } from "#shared/data/table.ts";
import { Draw } from "#shared/import/draw.ts";
import { uniqueNames } from "../normalise.ts";
import { Numbers } from "../numbers.ts";
import { createRowTable, type RowTable } from "../row-table.ts";
import { type CellKind, cellValue, kindOfCell, typeOfCells, widenCell } from "./cell-types.ts";
import { readRecords } from "./csv-file.ts";
import type { Cell } from "./csv-records.ts";
import type { DataFile } from "./data-files.ts";
import { FileStarts, type Reading, SampleWeight } from "./reading.ts";
import type { Collected, SampleOptions } from "./row-collector.ts";
import { TypeChanges } from "./type-changes.ts";

const sampleRecords = 1000;

/** What is known of the columns so far. */
type CsvColumns = { readonly names: readonly string[]; readonly kinds: CellKind[] };

type LocatedCells = { readonly cells: Cell[]; readonly line: number; readonly size: number };

/**
 * CSV files with the same header as one table. A column has a type other than text only when all its cells fit. Like JSON
 * rows, records are written as they come, and read once more if a late one does not fit. Records that fit no row go into
 * the book; a header that is not that of the files before throws data-unreadable.
 */
export async function readCsv(
  files: readonly DataFile[],
  delimiter: string | null,
  reading: Reading,
  sample: SampleOptions | null,
): Promise<Collected> {
  const first = await collect(files, delimiter, new CellCollector(null, reading, sample));
  if ("ipc" in first) return first;
  reading.book.startOver();
  reading.meter.startOver();
  const second = await collect(files, delimiter, new CellCollector(first, reading, null));
  if ("ipc" in second) return second;
  throw new AssayError("data-unreadable", "The files changed while they were read.", { hint: "Try again." });

  async function collect(all: readonly DataFile[], by: string | null, collector: CellCollector): Promise<Collected | CsvColumns> {
    for (const file of all) await readRecords(file, by, reading, collector);
    reading.book.settle();
    return collector.finish();
  }
}

/** Column names of a header: unique, none empty. */
export function headerNames(header: readonly Cell[]): readonly string[] {
  return uniqueNames(
    header.map((cell, index) => ({ name: cell === null || cell === "" ? `column${index + 1}` : cell, type: { type: "text" } })),
  ).map(({ name }) => name);
}

class CellCollector {
  readonly #draw: Draw<LocatedCells> | null;
  readonly #weight = new SampleWeight();
  readonly #lines = new Numbers();
  readonly #starts = new FileStarts();
  readonly #reading: Reading;
  readonly #changes: TypeChanges;
  #columns: CsvColumns | null;
  #sample: Cell[][] | null;
  #table: RowTable | null = null;
  #rows = 0;

  /** Given the columns of a first reading, writes from the start. */
  constructor(columns: CsvColumns | null, reading: Reading, sample: SampleOptions | null) {
    this.#columns = columns;
    this.#reading = reading;
    this.#changes = new TypeChanges(reading);
    this.#draw = sample === null ? null : new Draw(sample.size, sample.seed);
    this.#sample = columns === null ? [] : null;
    if (columns !== null) this.#startWriting(columns, null);
  }

  header(header: readonly Cell[], file: DataFile): number {
    const names = headerNames(header);
    this.#starts.note(file.name, this.#rows);
    this.#columns ??= { names, kinds: names.map(() => "nothing") };
    if (JSON.stringify(names) !== JSON.stringify(this.#columns.names)) {
      const sentence = `${file.name}, CSV line 1: its columns are ${names.join(", ")}, those of the files before it ${this.#columns.names.join(", ")}.`;
      throw new AssayError("data-unreadable", sentence, {
        hint: "Read files of other columns with a dataset cell of their own.",
        place: { file: file.name, line: 1, column: 1 },
      });
    }
    return names.length;
  }

  record(cells: Cell[], line: number): void {
    const columns = this.#columns;
    if (columns === null) return;
    this.#rows++;
    const isNew = observeCells(columns.kinds, cells, (column) =>
      this.#changes.tell(columns.names[column] ?? "", { file: this.#starts.fileOf(this.#rows), line, row: this.#rows }),
    );
    if (this.#draw !== null) {
      const size = cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
      const out = this.#draw.add({ cells, line, size });
      this.#weight.move(size, out?.size ?? 0);
      return;
    }
    this.#lines.push(line);
    if (this.#sample !== null) {
      this.#sample.push(cells);
      if (this.#sample.length >= sampleRecords) this.#startWriting(columns, null);
    } else if (isNew) this.#table = null;
    else this.#table?.appendValues(valuesOf(columns.kinds, cells));
  }

  finish(): Collected | CsvColumns {
    const columns = this.#columns;
    if (columns === null) throw new Error("No file was read.");
    const drawn = this.#draw?.drawn() ?? null;
    if (drawn !== null) {
      this.#sample = drawn.map(({ kept }) => kept.cells);
      for (const { kept } of drawn) this.#lines.push(kept.line);
    }
    const places = drawn === null ? null : Uint32Array.from(drawn, ({ index }) => index);
    if (this.#sample !== null) this.#startWriting(columns, places);
    if (this.#table === null) return columns;
    return { ...this.#table.finish(), lines: this.#lines.all(), places, read: this.#rows, starts: this.#starts };
  }

  #startWriting(columns: CsvColumns, places: Uint32Array | null): void {
    const { items, meter } = this.#reading;
    this.#table = createRowTable(schemaOf(columns), { items, places, expect: this.#draw === null ? meter.expect : null });
    for (const cells of this.#sample ?? []) this.#table.appendValues(valuesOf(columns.kinds, cells));
    this.#sample = null;
  }
}

/** Whether a cell had its column change its type; `onText` is told of a column that had another type until then and is text now. */
export function observeCells(kinds: CellKind[], cells: readonly Cell[], onText: (column: number) => void): boolean {
  let isNew = false;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index];
    const kind = kinds[index] ?? "text";
    if (cell === null || cell === undefined || kind === "text") continue;
    const widened = widenCell(kind, kindOfCell(cell));
    if (widened === kind) continue;
    kinds[index] = widened;
    isNew = true;
    if (widened === "text" && kind !== "nothing") onText(index);
  }
  return isNew;
}

function schemaOf({ names, kinds }: CsvColumns): TableSchema {
  return { columns: names.map((name, index) => ({ name, type: typeOfCells(kinds[index] ?? "text") })) };
}

export function valuesOf(kinds: readonly CellKind[], cells: readonly Cell[]): Value[] {
  return cells.map((cell, index) => cellValue(kinds[index] ?? "text", cell));
}
