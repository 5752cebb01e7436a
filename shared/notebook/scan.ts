import { closesFence, type Fence, readFence } from "./fence.ts";
import { type HtmlBlock, openHtmlBlock } from "./html-block.ts";
import { indentationOf, isBlank } from "./lines.ts";

/** A top-level fence: line indexes of its opening and of the line after its end. */
export type FenceSpan = { readonly fence: Fence; readonly first: number; readonly end: number; readonly closed: boolean };

/** What is still open behind the last line. */
export type OpenEnd =
  | { readonly type: "fence"; readonly closer: string }
  | { readonly type: "html"; readonly closer: string }
  | { readonly type: "list"; readonly indent: number }
  | { readonly type: "none" };

export type Scan = { readonly fences: readonly FenceSpan[]; readonly end: OpenEnd };

const listMarker = /^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)/;
const thematicBreak = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;

/** Finds the fences that stand at the top level: not in an HTML block, a list item or another fence. */
export function scanLines(lines: readonly string[]): Scan {
  const fences: FenceSpan[] = [];
  let fence: { readonly fence: Fence; readonly first: number } | null = null;
  let html: HtmlBlock | null = null;
  let listIndent: number | null = null;
  let inParagraph = false;

  for (const [index, line] of lines.entries()) {
    if (fence) {
      if (!closesFence(line, fence.fence)) continue;
      fences.push({ ...fence, end: index + 1, closed: true });
      fence = null;
      continue;
    }
    if (html) {
      if (html.ends.test(line)) html = null;
      continue;
    }
    if (isBlank(line)) {
      inParagraph = false;
      continue;
    }
    if (listIndent !== null) {
      if (indentationOf(line) >= listIndent) continue;
      listIndent = null;
    }
    const opened = readFence(line);
    if (opened) {
      fence = { fence: opened, first: index };
      inParagraph = false;
      continue;
    }
    const block = openHtmlBlock(line, inParagraph);
    if (block) {
      inParagraph = false;
      // A block that ends at a blank line cannot end on the line that opens it.
      if (block.closer === "" || !block.ends.test(line)) html = block;
      continue;
    }
    listIndent = listContent(line, inParagraph);
    inParagraph = listIndent === null && !heading.test(line);
  }
  if (fence) fences.push({ ...fence, end: lines.length, closed: false });
  return { fences, end: openEnd(fence?.fence ?? null, html, listIndent) };
}

function openEnd(fence: Fence | null, html: HtmlBlock | null, listIndent: number | null): OpenEnd {
  if (fence) return { type: "fence", closer: fence.marker.repeat(fence.length) };
  if (html) return { type: "html", closer: html.closer };
  return listIndent === null ? { type: "none" } : { type: "list", indent: listIndent };
}

/** The column a list item's content begins at, or null when the line opens no list. */
function listContent(line: string, inParagraph: boolean): number | null {
  const content = line.replace(/[\r\n]+$/, "");
  if (thematicBreak.test(content)) return null;
  const found = listMarker.exec(content);
  if (!found) return null;
  const [, indent = "", marker = "", space = ""] = found;
  const isEmpty = content.length === found[0].length;
  // Only a bullet with content, or an item numbered 1, can interrupt a paragraph.
  if (inParagraph && (isEmpty || (/^\d/.test(marker) && !/^0*1[.)]$/.test(marker)))) return null;
  const width = indent.length + marker.length;
  const spaces = indentationOf(" ".repeat(width % 4) + space) - (width % 4);
  return width + (isEmpty || spaces > 4 ? 1 : spaces);
}
