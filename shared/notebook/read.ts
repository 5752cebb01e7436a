import { decodeBytes, encodeText } from "./bytes.ts";
import type { Block, CellBlock, FrontMatterBlock, NotebookDocument } from "./document.ts";
import { textOf } from "./document.ts";
import { type Fence, readCellInfo } from "./fence.ts";
import { splitLines } from "./lines.ts";
import { type OpenEnd, scanLines } from "./scan.ts";

export const byteOrderMark = "\uFEFF";

/** Reads any bytes; `writeNotebook` gives exactly the same bytes back. Never throws. */
export function readNotebook(bytes: Uint8Array): NotebookDocument {
  return readNotebookText(decodeBytes(bytes));
}

export function writeNotebook(document: NotebookDocument): Uint8Array {
  return encodeText(textOf(document));
}

/** Splits a text into blocks. Everything that is neither front matter nor a cell is prose. */
export function readNotebookText(text: string): NotebookDocument {
  const lines = splitLines(text);
  const frontMatter = readFrontMatterBlock(lines);
  const start = frontMatter?.end ?? 0;
  const shown = lines.slice(start).map((line, index) => (start === 0 && index === 0 ? line.replace(byteOrderMark, "") : line));
  const blocks: Block[] = frontMatter ? [frontMatter.block] : [];
  let at = 0;
  const addProse = (end: number) => {
    if (end > at) blocks.push({ type: "prose", raw: lines.slice(start + at, start + end).join("") });
    at = end;
  };
  for (const span of scanLines(shown).fences) {
    const info = readCellInfo(span.fence.info);
    if (!info) continue;
    addProse(span.first);
    const bodyEnd = span.closed ? span.end - 1 : span.end;
    blocks.push(cellBlock(lines.slice(start + span.first, start + span.end), info, span.fence, bodyEnd - span.first));
    at = span.end;
  }
  addProse(shown.length);
  return { blocks };
}

function cellBlock(
  lines: readonly string[],
  info: { readonly kind: string; readonly name: string },
  fence: Fence,
  bodyEnd: number,
): CellBlock {
  // An indented fence takes as much indentation off its lines.
  const indentation = new RegExp(`^ {0,${fence.indent}}`);
  const body = lines.slice(1, bodyEnd);
  return {
    type: "cell",
    raw: lines.join(""),
    kind: info.kind,
    name: info.name,
    body: (fence.indent === 0 ? body : body.map((line) => line.replace(indentation, ""))).join(""),
    bodyLine: 1,
  };
}

function readFrontMatterBlock(lines: readonly string[]): { readonly block: FrontMatterBlock; readonly end: number } | null {
  if (!isFrontMatterFence(lines[0]?.replace(byteOrderMark, ""))) return null;
  const close = lines.findIndex((line, index) => index > 0 && isFrontMatterFence(line));
  if (close < 0) return null;
  const raw = lines.slice(0, close + 1).join("");
  return { block: { type: "front-matter", raw, yaml: lines.slice(1, close).join("") }, end: close + 1 };
}

/** What a text from the beginning of a file leaves open. */
export function openEndOf(text: string): OpenEnd {
  const lines = splitLines(text);
  return scanLines(lines.slice(readFrontMatterBlock(lines)?.end ?? 0)).end;
}

/** Whether a text begins with a closed `---` block. */
export function hasFrontMatter(text: string): boolean {
  return text.startsWith("---") && readFrontMatterBlock(splitLines(text)) !== null;
}

function isFrontMatterFence(line: string | undefined): boolean {
  return line !== undefined && /^---[ \t]*[\r\n]*$/.test(line);
}
