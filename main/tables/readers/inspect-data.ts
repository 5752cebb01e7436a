import type { Column, Row, TableSchema } from "#shared/data/table.ts";
import { reshape } from "#shared/import/apply-shape.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import { recognise, recognisedRows } from "#shared/import/recognise.ts";
import { shapeOf } from "#shared/import/shapes.ts";
import { type CellKind, typeOfCells } from "./cell-types.ts";
import { readRecords } from "./csv-file.ts";
import type { Cell } from "./csv-records.ts";
import type { DataFile } from "./data-files.ts";
import { Notes } from "./notes.ts";
import { ProblemBook } from "./problem-book.ts";
import { headerNames, observeCells, valuesOf } from "./read-csv.ts";
import { oneFormat, rowsOf, tooMuch } from "./read-data.ts";
import { closeParquetFiles, firstOfParquet, openParquetFiles } from "./read-parquet.ts";
import { ByteMeter, type Reading } from "./reading.ts";
import { columnsOf, converterOf, Shape } from "./shape.ts";
import { TypeChanges } from "./type-changes.ts";

/** More problems than a person reads are counted only. */
const shownProblems = 200;

/**
 * What files hold, without making a table of them: memory stays the same however large they are. Of Parquet the first rows.
 * Throws data-unreadable, unsupported, stopped.
 */
export async function inspectData(files: readonly DataFile[], signal: AbortSignal, onBytes: (done: number) => void): Promise<Inspection> {
  const format = oneFormat(files);
  const reading: Reading = { notes: new Notes(), book: new ProblemBook("skip"), signal, meter: new ByteMeter(files, onBytes), items: null };
  const heavy = tooMuch(files);
  const found = await inspectFormat(files, format, reading);
  const report = reading.book.report();
  return {
    ...found,
    files: files.map(({ name, size }) => ({ path: name, bytes: size })),
    notes: reading.notes.all(),
    report: { ...report, first: report.first.slice(0, shownProblems) },
    tooMuch: heavy,
  };
}

type Found = Pick<Inspection, "schema" | "first" | "rows">;

async function inspectFormat(files: readonly DataFile[], format: ReturnType<typeof oneFormat>, reading: Reading): Promise<Found> {
  switch (format) {
    case "jsonl":
    case "json":
      return await inspectRows(files, reading);
    case "csv":
      return await inspectRecords(files, null, reading);
    case "tsv":
      return await inspectRecords(files, "\t", reading);
    case "parquet":
      return await inspectParquet(files, reading);
  }
}

async function inspectRows(files: readonly DataFile[], reading: Reading): Promise<Found> {
  const shape = new Shape();
  const first: Row[] = [];
  const lines: (number | null)[] = [];
  const check = new ShapeCheck(reading);
  const changes = new TypeChanges(reading);
  let rows = 0;
  for await (const { file, rows: some } of rowsOf(files, reading)) {
    for (const { row, line } of some) {
      rows++;
      if (shape.observe(row)) changes.see(shape, { file, line, row: rows });
      if (rows <= recognisedRows) {
        first.push(row);
        lines.push(line);
        continue;
      }
      if (rows === recognisedRows + 1) check.start({ columns: columnsOf(shape) }, first, lines, file);
      check.see(row, line, rows, file);
    }
  }
  const schema: TableSchema = { columns: columnsOf(shape) };
  const convert = converterOf(shape);
  const typed = convert === null ? first : first.map((row) => convert(row) as Row);
  if (rows <= recognisedRows) check.start(schema, typed, lines, files[0]?.name ?? "");
  return { schema, first: typed, rows };
}

async function inspectRecords(files: readonly DataFile[], delimiter: string | null, reading: Reading): Promise<Found> {
  let names: readonly string[] = [];
  const kinds: CellKind[] = [];
  const first: Cell[][] = [];
  const lines: (number | null)[] = [];
  const changes = new TypeChanges(reading);
  let rows = 0;
  let name = "";
  const taker = {
    header: (header: Cell[], { name: file }: DataFile) => {
      name = file;
      names = headerNames(header);
      while (kinds.length < names.length) kinds.push("nothing");
      return names.length;
    },
    record: (cells: Cell[], line: number) => {
      rows++;
      observeCells(kinds, cells, (column) => changes.tell(names[column] ?? "", { file: name, line, row: rows }));
      if (first.length >= recognisedRows) return;
      first.push(cells);
      lines.push(line);
    },
  };
  for (const file of files) await readRecords(file, delimiter, reading, taker);
  const columns = names.map((name, index): Column => ({ name, type: typeOfCells(kinds[index] ?? "text") }));
  const asRow = (cells: Cell[]): Row => Object.fromEntries(valuesOf(kinds, cells).map((value, index) => [names[index] ?? "", value]));
  const typed = first.map(asRow);
  new ShapeCheck(reading).start({ columns }, typed, lines, files[0]?.name ?? "");
  return { schema: { columns }, first: typed, rows };
}

async function inspectParquet(files: readonly DataFile[], reading: Reading): Promise<Found> {
  const opened = await openParquetFiles(files);
  try {
    const { schema, rows: first } = await firstOfParquet(opened, recognisedRows);
    new ShapeCheck(reading).start(schema, first, [], files[0]?.name ?? "");
    return { schema, first, rows: opened.rows };
  } finally {
    closeParquetFiles(opened);
  }
}

/** Whether rows are of the shape that the first of them have. */
class ShapeCheck {
  readonly #reading: Reading;
  #map: ReturnType<typeof reshape>["map"] | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  start(schema: TableSchema, first: readonly Row[], lines: readonly (number | null)[], file: string): void {
    const likely = recognise(schema, first)[0]?.shape ?? null;
    if (likely === null) return;
    this.#map = reshape(shapeOf(likely), schema, null).map;
    first.forEach((row, index) => {
      this.see(row, lines[index] ?? null, index + 1, file);
    });
  }

  see(row: Row, line: number | null, number: number, file: string): void {
    const shaped = this.#map?.(row);
    if (shaped === undefined || shaped.ok) return;
    const where = line === null ? `row ${number.toLocaleString("en")}` : `line ${line.toLocaleString("en")}`;
    const sentence = `${file} ${where}: ${shaped.sentence} Read in this shape, the row is a bad one.`;
    const row_ = line === null ? number : null;
    this.#reading.book.add({ file, line, column: null, row: row_, reason: shaped.reason, sentence, kept: true });
  }
}
