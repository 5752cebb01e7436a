/** A cell of a CSV file: null where nothing stood between the delimiters, "" where quotes did. */
export type Cell = string | null;

/** What is wrong with the text from here on; the position counts in the text given to `parse`. */
export class CsvProblem extends Error {
  readonly line: number;
  readonly column: number;
  /** Where in the text that was parsed. */
  readonly at: number;

  constructor(line: number, column: number, message: string, at = 0) {
    super(message);
    this.line = line;
    this.column = column;
    this.at = at;
  }
}

const maximumRecordLength = 64 * 1024 * 1024;
const quote = 34;
const newline = 10;
const carriageReturn = 13;

/**
 * Splits CSV text that comes in pieces into records. Quotes may hold delimiters, quotes (doubled) and line breaks; lines end
 * in LF or CRLF; blank lines are no records.
 */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  #rest = "";
  #line = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#delimiterCode = delimiter.charCodeAt(0);
  }

  /**
   * Complete records with the line each begins on. A record whose quotes are broken is told, and reading goes on with the
   * line after the break. Throws CsvProblem where a record has no end.
   */
  parse(
    piece: string,
    isLast: boolean,
    each: (cells: Cell[], line: number) => void,
    tell: (problem: CsvProblem, text: string) => void,
  ): void {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const cells: Cell[] = [];
      const end = this.#recordOrBreak(text, at, isLast, cells, tell);
      if (end === null) break;
      if (end < 0) {
        this.#line += lineBreaks(text, at, -end);
        at = -end;
        continue;
      }
      const isBlank = cells.length === 1 && cells[0] === null;
      if (!isBlank) each(cells, this.#line);
      this.#line += lineBreaks(text, at, end);
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > maximumRecordLength)
      throw new CsvProblem(this.#line, 1, "a record begins that does not end; a quote may be missing");
  }

  /** As `#record`; for a broken one, less than 0: where the line after the break begins. */
  #recordOrBreak(
    text: string,
    at: number,
    isLast: boolean,
    cells: Cell[],
    tell: (problem: CsvProblem, text: string) => void,
  ): number | null {
    try {
      return this.#record(text, at, isLast, cells);
    } catch (error) {
      if (!(error instanceof CsvProblem)) throw error;
      const next = text.indexOf("\n", error.at);
      if (next === -1 && !isLast) return null;
      tell(error, text.slice(at, at + 200));
      return -(next === -1 ? text.length : next + 1);
    }
  }

  /** Where the record ends, or null when the text ends before it does. */
  #record(text: string, start: number, isLast: boolean, cells: Cell[]): number | null {
    let at = start;
    for (;;) {
      const end = text.charCodeAt(at) === quote ? this.#quotedEnd(text, start, at, isLast) : this.#plainEnd(text, at);
      if (end === null) return null;
      cells.push(text.charCodeAt(at) === quote ? unquoted(text.slice(at + 1, end - 1)) : plain(text, at, end));
      const code = text.charCodeAt(end);
      if (code === this.#delimiterCode) {
        at = end + 1;
        if (at === text.length && !isLast) return null;
        continue;
      }
      if (Number.isNaN(code)) return isLast ? end : null;
      if (code === newline) return end + 1;
      if (end + 1 === text.length && !isLast) return null;
      return text.charCodeAt(end + 1) === newline ? end + 2 : end + 1;
    }
  }

  #plainEnd(text: string, start: number): number {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiterCode || code === newline || (code === carriageReturn && isLineEnd(text, at))) return at;
    }
    return text.length;
  }

  /** After the closing quote. */
  #quotedEnd(text: string, recordStart: number, start: number, isLast: boolean): number | null {
    let at = start + 1;
    for (;;) {
      const close = text.indexOf('"', at);
      if (close === -1) {
        if (!isLast) return null;
        throw this.#problem(text, recordStart, start, "a quote is opened and never closed");
      }
      const next = text.charCodeAt(close + 1);
      if (next === quote) at = close + 2;
      else if (Number.isNaN(next)) return isLast ? close + 1 : null;
      else if (next === this.#delimiterCode || next === newline || next === carriageReturn) return close + 1;
      else
        throw this.#problem(
          text,
          recordStart,
          close + 1,
          `after the closing quote comes ${JSON.stringify(text[close + 1])}, not ${JSON.stringify(this.#delimiter)}`,
        );
    }
  }

  #problem(text: string, recordStart: number, at: number, message: string): CsvProblem {
    return new CsvProblem(this.#line + lineBreaks(text, recordStart, at), at - text.lastIndexOf("\n", at - 1), message, at);
  }
}

/** A lone CR ends a line only at the text's end, where an LF may follow in the next piece. */
function isLineEnd(text: string, at: number): boolean {
  return at + 1 === text.length || text.charCodeAt(at + 1) === newline;
}

function plain(text: string, start: number, end: number): Cell {
  return start === end ? null : text.slice(start, end);
}

function unquoted(inner: string): string {
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The one of comma, semicolon, tab and bar that splits the first line most often; comma where none does. */
export function guessDelimiter(start: string): string {
  const line = withoutQuoted(start).split("\n", 1)[0] ?? "";
  const candidates = [",", ";", "\t", "|"];
  const counts = candidates.map((candidate) => line.split(candidate).length);
  return candidates[counts.indexOf(Math.max(...counts))] ?? ",";
}

function withoutQuoted(text: string): string {
  return text.slice(0, 100_000).replace(/"[^"]*"/g, "");
}
