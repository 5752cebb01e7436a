/** Lines with their ends (`\n`, `\r\n` or `\r`), so that joining them gives the text back. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** A line without its end. */
export function lineContent(line: string): string {
  return line.replace(/[\r\n]+$/, "");
}

export function isBlank(line: string): boolean {
  return /^[ \t\r\n]*$/.test(line);
}

/** The line end used most in a text; `\n` when it has none. */
export function lineEndOf(text: string): string {
  if (!text.includes("\r")) return "\n";
  let windows = 0;
  let unix = 0;
  let old = 0;
  for (const [end] of text.matchAll(/\r\n|\n|\r/g)) {
    if (end === "\n") unix += 1;
    else if (end === "\r\n") windows += 1;
    else old += 1;
  }
  if (windows > unix && windows >= old) return "\r\n";
  return old > unix ? "\r" : "\n";
}

/** Columns of white space a line begins with, a tab reaching to the next multiple of four. */
export function indentationOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** The text with a line end behind its last line, if it has any text. */
export function endLine(text: string, lineEnd: string): string {
  return text === "" || endsLine(text) ? text : text + lineEnd;
}

export function endsLine(text: string): boolean {
  return /[\r\n]$/.test(text);
}

export function endsWithBlankLine(text: string): boolean {
  return /(?:^|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)$/.test(text);
}

export function startsWithBlankLine(text: string): boolean {
  return /^[ \t]*(?:\r\n|\n|\r)/.test(text);
}
