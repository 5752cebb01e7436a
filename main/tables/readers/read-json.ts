import { AssayError } from "#shared/assay-error.ts";
import type { Row, Value } from "#shared/data/table.ts";
import type { ProblemReason } from "#shared/import/row-problem.ts";
import type { DataFile } from "./data-files.ts";
import { findJsonProblem } from "./json-syntax.ts";
import { hasLoneSurrogate, parseExactly } from "./json-text.ts";
import type { LocatedRow, Reading } from "./reading.ts";
import { textChunks } from "./text-chunks.ts";

/** Longer lines are told rather than held. */
const maximumLineLength = 128 * 1024 * 1024;
/** A JSON file is parsed whole, and a text has no more than half a billion characters. */
const maximumJsonBytes = 400 * 1024 * 1024;

/** Rows of a JSONL file, some at a time. Blank lines are left out; what is no row goes into the book. */
export async function* jsonlRows(file: DataFile, reading: Reading): AsyncIterable<readonly LocatedRow[]> {
  const lines = new LineReader(file, reading);
  let rest = "";
  let isTooLong = false;
  for await (const chunk of textChunks(file, reading)) {
    const rows: LocatedRow[] = [];
    let start = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", start)) {
      if (isTooLong) lines.skip();
      else lines.read(rest + chunk.slice(start, end), rows);
      isTooLong = false;
      rest = "";
      start = end + 1;
    }
    if (!isTooLong) rest += chunk.slice(start);
    if (rest.length > maximumLineLength) {
      lines.refuseLength(rest);
      isTooLong = true;
      rest = "";
    }
    yield rows;
  }
  const last: LocatedRow[] = [];
  if (!isTooLong) lines.read(rest, last);
  yield last;
}

/** Lines one after the other, each a row or a problem. */
class LineReader {
  readonly #file: DataFile;
  readonly #reading: Reading;
  #line = 0;

  constructor(file: DataFile, reading: Reading) {
    this.#file = file;
    this.#reading = reading;
  }

  skip(): void {
    this.#line += 1;
  }

  refuseLength(text: string): void {
    const sentence = `the line is longer than ${maximumLineLength / 1024 ** 2} million characters.`;
    // Its number is counted where it ends.
    this.#line += 1;
    this.#add("line too long", 1, sentence, text);
    this.#line -= 1;
  }

  read(text: string, rows: LocatedRow[]): void {
    this.#line += 1;
    let value: Value;
    try {
      value = parseExactly(text);
    } catch {
      if (text.trim() === "") return;
      const { position, reason } = findJsonProblem(text.trimEnd()) ?? { position: 0, reason: "this is no JSON" };
      this.#add("unreadable JSON", position + 1, `${reason}.`, text);
      return;
    }
    if (!isRow(value)) {
      this.#add("not an object", 1, 'a row is an object such as {"prompt": "…"}.', text);
      return;
    }
    if (hasLoneSurrogate(text, value)) this.#addHalfCharacter(text);
    if (text.includes("\ufffd")) this.#addBadText(text);
    rows.push({ row: value, line: this.#line, size: text.length });
  }

  #add(reason: ProblemReason, column: number, what: string, text: string): void {
    const { name } = this.#file;
    const sentence = `${name}, JSONL line ${this.#line.toLocaleString("en")}, column ${column.toLocaleString("en")}: ${what}`;
    this.#reading.book.add({ file: name, line: this.#line, column, row: null, reason, sentence, kept: false, text });
  }

  #addHalfCharacter(text: string): void {
    const { name } = this.#file;
    const sentence = `${name} line ${this.#line.toLocaleString("en")}: half a character (a lone surrogate) was replaced by \ufffd.`;
    const column = text.search(/\\u[dD][89a-fA-F]/) + 1;
    this.#reading.notes.add(sentence);
    this.#reading.book.add({ file: name, line: this.#line, column, row: null, reason: "half a character", sentence, kept: true, text });
  }

  #addBadText(text: string): void {
    const { name } = this.#file;
    const sentence = `${name} line ${this.#line.toLocaleString("en")}: bytes that are no UTF-8 stand here as \ufffd.`;
    const column = text.indexOf("\ufffd") + 1;
    this.#reading.book.add({ file: name, line: this.#line, column, row: null, reason: "bad text", sentence, kept: true, text });
  }
}

/** Rows of a JSON file: an array of objects, or an object that holds one under `data`. Throws data-unreadable with line and column. */
export async function* jsonRows(file: DataFile, reading: Reading): AsyncIterable<readonly LocatedRow[]> {
  if (file.size > maximumJsonBytes) {
    throw new AssayError("memory", `${file.name} is too large to be read as one JSON value.`, {
      hint: "Write it as JSONL, one object a line.",
      place: { file: file.name },
    });
  }
  const parts: string[] = [];
  for await (const chunk of textChunks(file, reading)) parts.push(chunk);
  const text = parts.join("");
  if (text.trim() === "") return;
  const value = parseWhole(text, file);
  if (hasLoneSurrogate(text, value)) reading.notes.add(`${file.name}: half a character (a lone surrogate) was replaced by \ufffd.`);
  const rows = Array.isArray(value) ? value : isRow(value) && Object.hasOwn(value, "data") ? value.data : null;
  if (!Array.isArray(rows)) {
    throw new AssayError("data-unreadable", `${file.name} holds no list of rows.`, {
      hint: 'A JSON dataset is an array of objects, or {"data": […]}.',
      place: { file: file.name },
    });
  }
  const size = rows.length === 0 ? 0 : text.length / rows.length;
  yield rows.flatMap((row: Value, index) => {
    if (isRow(row)) return [{ row, line: null, size }];
    const sentence = `${file.name}, row ${index + 1}: a row is an object such as {"prompt": "…"}.`;
    reading.book.add({ file: file.name, line: null, column: null, row: index + 1, reason: "not an object", sentence, kept: false });
    return [];
  });
}

function parseWhole(text: string, file: DataFile): Value {
  try {
    return parseExactly(text);
  } catch (error) {
    const { position, reason } = findJsonProblem(text) ?? { position: 0, reason: "this is no JSON" };
    const before = text.slice(0, position).split("\n");
    const place = { file: file.name, line: before.length, column: (before.at(-1) ?? "").length + 1 };
    throw new AssayError("data-unreadable", `${file.name}, line ${place.line}, column ${place.column}: ${reason}.`, {
      hint: "Correct the file; for one object a line, name it .jsonl.",
      place,
      cause: error,
    });
  }
}

function isRow(value: Value | undefined): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
