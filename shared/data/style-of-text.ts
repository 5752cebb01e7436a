import type { Style } from "../statistics/judgement.ts";

/**
 * Counts of layout in an answer's Markdown: list items by AlpacaEval's pattern (which also takes a line that opens in bold
 * for one), headers, bold passages, fenced code blocks, tables. Marks inside a code block are code and nothing else.
 * Time grows with the length of the text only, whatever is in it.
 */
export function styleOfText(text: string): Style {
  const { prose, blocks } = withoutCode(text.replace(/\r\n?/g, "\n"));
  return {
    lists: listItems(prose),
    headers: count(prose, /^ {0,3}#{1,6}[ \t]+\S/gm),
    bold: count(prose, /\*\*[^*\n]+\*\*|__[^_\n]+__/g),
    code: blocks,
    tables: tables(prose.split("\n")),
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The lines outside fences; a fence that is never closed runs to the end, as Markdown has it. */
function withoutCode(text: string): { readonly prose: string; readonly blocks: number } {
  const prose: string[] = [];
  let open: string | null = null;
  let blocks = 0;
  for (const line of text.split("\n")) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    const [, mark = "", rest = ""] = fence ?? [];
    if (open === null && fence && !(mark.startsWith("`") && rest.includes("`"))) {
      open = mark;
      blocks++;
    } else if (open !== null) {
      if (fence && mark.startsWith(open) && rest.trim() === "") open = null;
    } else prose.push(line);
  }
  return { prose: prose.join("\n"), blocks };
}

/** A bullet, "1." or "a)" at the start of a line, with a word somewhere after it; the search goes on behind that word. */
function listItems(text: string): number {
  const marker = /^[^\S\n]*(?:[*•-]|\d+[.)]|[a-zA-Z][.)](?=\s))/gm;
  const word = /[\p{L}\p{N}_]+/gu;
  let found = 0;
  while (marker.exec(text) !== null) {
    word.lastIndex = marker.lastIndex;
    if (word.exec(text) === null) break;
    found++;
    marker.lastIndex = word.lastIndex;
  }
  return found;
}

/** A delimiter row such as `|---|:-:|` under a row with a bar. */
function tables(lines: readonly string[]): number {
  const isDelimiter = (line: string) => line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);
  return lines.filter((line, index) => isDelimiter(line) && (lines[index - 1] ?? "").includes("|") && !isDelimiter(lines[index - 1] ?? ""))
    .length;
}
