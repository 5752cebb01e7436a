import type { NotebookDocument } from "./document.ts";
import { closesFence, fenceAround, readFence } from "./fence.ts";
import { joinPieces } from "./join.ts";
import { endLine, lineContent, lineEndOf, splitLines } from "./lines.ts";
import { byteOrderMark, readNotebookText } from "./read.ts";

/**
 * The notebook in its plain form: fences one longer than the longest run inside, nothing behind kind and name, a blank
 * line around cells, a last line end. Bodies and texts stay as they are. Formatting twice changes nothing more.
 */
export function formatNotebook(document: NotebookDocument): NotebookDocument {
  const text = document.blocks.map((block) => block.raw).join("");
  const lineEnd = lineEndOf(text);
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : "";
  const pieces = document.blocks.map((block, index) => {
    const raw = index === 0 ? block.raw.slice(mark.length) : block.raw;
    return { text: block.type === "cell" ? formatCell(raw, block.body, lineEnd) : raw, untouched: isBesideProseOnly(document, index) };
  });
  return readNotebookText(mark + endLine(joinPieces(pieces), lineEnd));
}

function isBesideProseOnly(document: NotebookDocument, index: number): boolean {
  return document.blocks[index]?.type !== "cell" && document.blocks[index - 1]?.type !== "cell";
}

function formatCell(raw: string, body: string, lineEnd: string): string {
  const lines = splitLines(raw);
  const fence = readFence(lines[0] ?? "");
  if (!fence) return raw;
  const last = lines.at(-1) ?? "";
  const isClosed = lines.length > 1 && closesFence(last, fence);
  const inside = lines.slice(1, isClosed ? -1 : undefined).join("");
  const marks = " ".repeat(fence.indent) + fenceAround(body, fence.marker);
  const endOf = (line: string) => line.slice(lineContent(line).length) || lineEnd;
  const info = fence.info.replace(/[ \t]+/, " ");
  return marks + info + endOf(lines[0] ?? "") + endLine(inside, lineEnd) + marks + (isClosed ? endOf(last) : lineEnd);
}
