import { AssayError } from "#shared/assay-error.ts";
import type { Row, Value } from "#shared/data/table.ts";
import type { DataFile } from "./data-files.ts";
import { findJsonProblem } from "./json-syntax.ts";
import { hasLoneSurrogate, parseExactly } from "./json-text.ts";
import type { Notes } from "./notes.ts";
import { textChunks } from "./text-chunks.ts";

/** A JSON file is parsed whole, and a text has no more than half a billion characters. */
const maximumLineLength = 256 * 1024 * 1024;
const maximumJsonBytes = 400 * 1024 * 1024;

/** Rows of a JSONL file, some at a time. Blank lines are left out. Throws data-unreadable with line and column. */
export async function* jsonlRows(file: DataFile, notes: Notes, signal: AbortSignal): AsyncIterable<readonly Row[]> {
  let rest = "";
  let line = 1;
  for await (const chunk of textChunks(file, notes, signal)) {
    const text = rest + chunk;
    const rows: Row[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      const row = lineRow(text.slice(start, end), line, file, notes);
      if (row !== null) rows.push(row);
      line++;
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > maximumLineLength) throw unreadable(file, line, 1, "the line is longer than a text can be.");
    yield rows;
  }
  const last = lineRow(rest, line, file, notes);
  if (last !== null) yield [last];
}

function lineRow(text: string, line: number, file: DataFile, notes: Notes): Row | null {
  let value: Value;
  try {
    value = parseExactly(text);
  } catch (error) {
    if (text.trim() === "") return null;
    const { position, reason } = findJsonProblem(text.trimEnd()) ?? { position: 0, reason: "this is no JSON" };
    throw unreadable(file, line, position + 1, `${reason}.`, error);
  }
  if (!isRow(value)) throw unreadable(file, line, 1, 'a row is an object such as {"prompt": "…"}.');
  if (hasLoneSurrogate(text, value))
    notes.add(`${file.name} line ${line.toLocaleString("en")}: half a character (a lone surrogate) was replaced by \ufffd.`);
  return value;
}

function unreadable(file: DataFile, line: number, column: number, what: string, cause?: unknown): AssayError {
  const sentence = `${file.name}, JSONL line ${line.toLocaleString("en")}, column ${column.toLocaleString("en")}: ${what}`;
  return new AssayError("data-unreadable", sentence, {
    hint: "Correct the line or take it out.",
    place: { file: file.name, line, column },
    cause,
  });
}

/** Rows of a JSON file: an array of objects, or an object that holds one under `data`. Throws data-unreadable with line and column. */
export async function* jsonRows(file: DataFile, notes: Notes, signal: AbortSignal): AsyncIterable<readonly Row[]> {
  if (file.size > maximumJsonBytes) {
    throw new AssayError("memory", `${file.name} is too large to be read as one JSON value.`, {
      hint: "Write it as JSONL, one object a line.",
      place: { file: file.name },
    });
  }
  const parts: string[] = [];
  for await (const chunk of textChunks(file, notes, signal)) parts.push(chunk);
  const text = parts.join("");
  if (text.trim() === "") return;
  const value = parseWhole(text, file);
  if (hasLoneSurrogate(text, value)) notes.add(`${file.name}: half a character (a lone surrogate) was replaced by \ufffd.`);
  const rows = Array.isArray(value) ? value : isRow(value) && Object.hasOwn(value, "data") ? value.data : null;
  if (!Array.isArray(rows)) {
    throw new AssayError("data-unreadable", `${file.name} holds no list of rows.`, {
      hint: 'A JSON dataset is an array of objects, or {"data": […]}.',
      place: { file: file.name },
    });
  }
  yield rows.map((row: Value, index) => {
    if (isRow(row)) return row;
    const sentence = `${file.name}, row ${index + 1}: a row is an object such as {"prompt": "…"}.`;
    throw new AssayError("data-unreadable", sentence, {
      hint: "Correct the row or take it out.",
      place: { file: file.name, row: index + 1 },
    });
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
