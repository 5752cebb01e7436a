import { readFence } from "./fence.ts";
import { endLine, endsWithBlankLine, lineEndOf, splitLines, startsWithBlankLine } from "./lines.ts";
import { hasFrontMatter, openEndOf } from "./read.ts";

/** A text of the notebook and whether it stands behind the piece before it as it did in the file. */
export type Piece = { readonly text: string; readonly untouched: boolean };

/**
 * Joins pieces into a file. Untouched seams stay byte for byte; at the others what the piece before left open is closed and a
 * blank line put between, so that no fence is glued to a text or swallowed by one.
 */
export function joinPieces(pieces: readonly Piece[]): string {
  const lineEnd = lineEndOf(pieces.map((piece) => piece.text).join(""));
  const text = pieces.reduce((before, piece) => (piece.untouched ? before + piece.text : joinTexts(before, piece.text, lineEnd)), "");
  // A first text that begins with a rule must not become front matter with a rule further down.
  return hasFrontMatter(text) && !hasFrontMatter(pieces[0]?.text ?? "") ? lineEnd + text : text;
}

function joinTexts(before: string, after: string, usualEnd: string): string {
  if (before === "" || after === "") return before + after;
  // A line feed behind a lone carriage return would be one line end, not two.
  const lineEnd = before.endsWith("\r") ? "\r" : usualEnd;
  const hadBlankLine = endsWithBlankLine(before);
  const end = openEndOf(before);
  let text = endLine(before, lineEnd);
  if ((end.type === "fence" || end.type === "html") && end.closer !== "") text += end.closer + lineEnd;
  if (!endsWithBlankLine(text) && !startsWithBlankLine(after)) text += lineEnd;
  // An indented fence would become part of the list before it; a comment ends the list.
  if (end.type === "list" && (readFence(splitLines(after)[0] ?? "")?.indent ?? 0) >= end.indent) text += `<!-- -->${lineEnd}${lineEnd}`;
  return text + (hadBlankLine && startsWithBlankLine(after) ? after.replace(/^[ \t]*(?:\r\n|\n|\r)/, "") : after);
}
