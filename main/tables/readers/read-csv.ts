import { AssayError } from "#shared/assay-error.ts";
import type { Value } from "#shared/data/table.ts";
import { uniqueNames } from "../normalise.ts";
import { TableWriter } from "../table-writer.ts";
import { type CellKind, cellValue, kindOfCell, typeOfCells, widenCell } from "./cell-types.ts";
import { type Cell, CsvProblem, CsvRecords, guessDelimiter } from "./csv-records.ts";
import type { DataFile } from "./data-files.ts";
import type { Notes } from "./notes.ts";
import { textChunks } from "./text-chunks.ts";

const sampleRecords = 1000;

/** What is known of the columns so far. */
type CsvColumns = { readonly names: readonly string[]; readonly kinds: CellKind[] };

/**
 * CSV files with the same header as one table. A column has a type other than text only when all its cells fit. Like JSON
 * rows, records are written as they come, and read once more if a late one does not fit. Throws data-unreadable with line.
 */
export async function readCsv(
  files: readonly DataFile[],
  delimiter: string | null,
  notes: Notes,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const first = new CellCollector(null);
  for (const file of files) await collectFile(file, delimiter, first, notes, signal);
  const table = first.finish();
  if (table instanceof Uint8Array) return table;
  const second = new CellCollector(table);
  for (const file of files) await collectFile(file, delimiter, second, notes, signal);
  const written = second.finish();
  if (written instanceof Uint8Array) return written;
  throw new AssayError("data-unreadable", "The files changed while they were read.", { hint: "Try again." });
}

async function collectFile(
  file: DataFile,
  delimiter: string | null,
  collector: CellCollector,
  notes: Notes,
  signal: AbortSignal,
): Promise<void> {
  let records: CsvRecords | null = null;
  let hasHeader = false;
  const take = (cells: Cell[], line: number) => {
    if (hasHeader) collector.add(cells, line, file);
    else collector.startFile(cells, file);
    hasHeader = true;
  };
  try {
    for await (const chunk of textChunks(file, notes, signal)) {
      records ??= new CsvRecords(delimiter ?? guessDelimiter(chunk));
      records.parse(chunk, false, take);
    }
    records?.parse("", true, take);
  } catch (error) {
    if (error instanceof CsvProblem) throw unreadable(file, error.line, error.column, `${error.message}.`);
    throw error;
  }
  if (!hasHeader)
    throw new AssayError("data-unreadable", `${file.name} is empty: it has no header line.`, {
      hint: "The first line names the columns.",
      place: { file: file.name },
    });
}

class CellCollector {
  #columns: CsvColumns | null;
  #sample: Cell[][] | null;
  #writer: TableWriter | null = null;

  /** Given the columns of a first reading, writes from the start. */
  constructor(columns: CsvColumns | null) {
    this.#columns = columns;
    this.#sample = columns === null ? [] : null;
    if (columns !== null) this.#writer = writerOf(columns);
  }

  startFile(header: readonly Cell[], file: DataFile): void {
    const names = uniqueNames(
      header.map((cell, index) => ({ name: cell === null || cell === "" ? `column${index + 1}` : cell, type: { type: "text" } })),
    ).map(({ name }) => name);
    this.#columns ??= { names, kinds: names.map(() => "nothing") };
    if (JSON.stringify(names) !== JSON.stringify(this.#columns.names)) {
      throw unreadable(file, 1, 1, `its columns are ${names.join(", ")}, those of the files before it ${this.#columns.names.join(", ")}.`);
    }
  }

  add(cells: Cell[], line: number, file: DataFile): void {
    const columns = this.#columns;
    if (columns === null) return;
    const width = columns.names.length;
    if (cells.length !== width) {
      throw unreadable(
        file,
        line,
        1,
        `${cells.length} value${cells.length === 1 ? "" : "s"}, and the header names ${width} column${width === 1 ? "" : "s"}.`,
      );
    }
    const isNew = observeCells(columns.kinds, cells);
    if (this.#sample !== null) {
      this.#sample.push(cells);
      if (this.#sample.length >= sampleRecords) this.#startWriting(columns);
    } else if (isNew) this.#writer = null;
    else this.#writer?.appendValues(valuesOf(columns.kinds, cells));
  }

  finish(): Uint8Array | CsvColumns {
    const columns = this.#columns;
    if (columns === null) throw new Error("No file was read.");
    if (this.#sample !== null) this.#startWriting(columns);
    return this.#writer?.finish() ?? columns;
  }

  #startWriting(columns: CsvColumns): void {
    this.#writer = writerOf(columns);
    for (const cells of this.#sample ?? []) this.#writer.appendValues(valuesOf(columns.kinds, cells));
    this.#sample = null;
  }
}

/** Whether a cell had its column change its type. */
function observeCells(kinds: CellKind[], cells: readonly Cell[]): boolean {
  let isNew = false;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index];
    const kind = kinds[index] ?? "text";
    if (cell === null || cell === undefined || kind === "text") continue;
    const widened = widenCell(kind, kindOfCell(cell));
    if (widened === kind) continue;
    kinds[index] = widened;
    isNew = true;
  }
  return isNew;
}

function writerOf({ names, kinds }: CsvColumns): TableWriter {
  return new TableWriter({ columns: names.map((name, index) => ({ name, type: typeOfCells(kinds[index] ?? "text") })) });
}

function valuesOf(kinds: readonly CellKind[], cells: readonly Cell[]): Value[] {
  return cells.map((cell, index) => cellValue(kinds[index] ?? "text", cell));
}

function unreadable(file: DataFile, line: number, column: number, what: string): AssayError {
  const sentence = `${file.name}, CSV line ${line.toLocaleString("en")}: ${what}`;
  return new AssayError("data-unreadable", sentence, {
    hint: "Correct the line, or its quotes.",
    place: { file: file.name, line, column },
  });
}
