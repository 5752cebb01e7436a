import { AssayError } from "#shared/assay-error.ts";
import { type Cell, CsvProblem, CsvRecords, guessDelimiter } from "./csv-records.ts";
import type { DataFile } from "./data-files.ts";
import type { Reading } from "./reading.ts";
import { textChunks } from "./text-chunks.ts";

export type RecordTaker = {
  /** The first record of a file; says how many values each of the others has. */
  readonly header: (cells: Cell[], file: DataFile) => number;
  readonly record: (cells: Cell[], line: number) => void;
};

/** A CSV file's records; what does not fit the header goes into the book. Throws data-unreadable for a file without header. */
export async function readRecords(file: DataFile, delimiter: string | null, reading: Reading, taker: RecordTaker): Promise<void> {
  let records: CsvRecords | null = null;
  let width: number | null = null;
  let holdsBadText = false;
  const tell = (reason: "ragged row" | "broken quotes", line: number, column: number, what: string, text: string) => {
    const sentence = `${file.name}, CSV line ${line.toLocaleString("en")}: ${what}.`;
    reading.book.add({ file: file.name, line, column, row: null, reason, sentence, kept: false, text });
  };
  const take = (cells: Cell[], line: number) => {
    if (width === null) width = taker.header(cells, file);
    else if (cells.length !== width) {
      const what = `${counted(cells.length, "value")}, and the header names ${counted(width, "column")}`;
      tell("ragged row", line, 1, what, cells.join(delimiter ?? ","));
    } else {
      if (holdsBadText) tellBadText(cells, line, file, reading);
      taker.record(cells, line);
    }
  };
  const broken = (problem: CsvProblem, text: string) => tell("broken quotes", problem.line, problem.column, problem.message, text);
  try {
    for await (const chunk of textChunks(file, reading)) {
      holdsBadText = chunk.includes("\ufffd");
      records ??= new CsvRecords(delimiter ?? guessDelimiter(chunk));
      records.parse(chunk, false, take, broken);
    }
    records?.parse("", true, take, broken);
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    throw new AssayError("data-unreadable", `${file.name}, CSV line ${error.line.toLocaleString("en")}: ${error.message}.`, {
      hint: "Close the quote, or take it out.",
      place: { file: file.name, line: error.line, column: error.column },
      cause: error,
    });
  }
  if (width !== null) return;
  throw new AssayError("data-unreadable", `${file.name} is empty: it has no header line.`, {
    hint: "The first line names the columns.",
    place: { file: file.name },
  });
}

function tellBadText(cells: readonly Cell[], line: number, file: DataFile, { book }: Reading): void {
  const bad = cells.find((cell) => cell?.includes("\ufffd"));
  if (bad === undefined || bad === null) return;
  const sentence = `${file.name} line ${line.toLocaleString("en")}: bytes that are no UTF-8 stand here as \ufffd.`;
  book.add({ file: file.name, line, column: null, row: null, reason: "bad text", sentence, kept: true, text: bad });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
