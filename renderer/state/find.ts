import { setCellBody, setProse } from "#shared/notebook/change.ts";
import type { Block, Edit, NotebookDocument } from "#shared/notebook/document.ts";
import { applyEdit, editBetween } from "#shared/notebook/edit.ts";
import { placedBlocks } from "./blocks.ts";

/** What is looked for in a notebook, and how. */
export type FindQuery = {
  readonly text: string;
  readonly matchesCase: boolean;
  readonly isWord: boolean;
  /** The text is a regular expression. */
  readonly isPattern: boolean;
};

/** A place in a block's text: of a cell in its source, between cells in the prose. */
export type FindMatch = {
  readonly key: string;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** 1-based, in the block. */
  readonly line: number;
  /** The cell it is in; null in prose. */
  readonly cell: string | null;
};

/** The query as an expression, or why it is none; null where nothing is looked for. */
export function expressionOf({ text, matchesCase, isWord, isPattern }: FindQuery): RegExp | string | null {
  if (text === "") return null;
  const source = isPattern ? text : text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const whole = isWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
  try {
    return new RegExp(whole, matchesCase ? "gmu" : "gimu");
  } catch {
    // The engine's own words differ from browser to browser, and name flags that nobody typed.
    return "The pattern is no regular expression.";
  }
}

/** Every match, from the top down. The front matter is left out: it has a form of its own. */
export function findMatches(document: NotebookDocument, expression: RegExp): readonly FindMatch[] {
  return placedBlocks(document).flatMap(({ key, index, block }) => {
    const text = searchedText(block);
    const cell = block.type === "cell" ? block.name : null;
    let [line, counted] = [1, 0];
    return [...text.matchAll(expression)].flatMap(({ 0: found, index: from }): readonly FindMatch[] => {
      if (found === "") return [];
      line += linesIn(text.slice(counted, from));
      counted = from;
      return [{ key, index, from, to: from + found.length, line, cell }];
    });
  });
}

function searchedText(block: Block | undefined): string {
  if (block?.type === "cell") return block.body;
  return block?.type === "prose" ? block.raw : "";
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** The first match at a place or after it; the first of all where none follows. Null without matches. */
export function matchFrom(matches: readonly FindMatch[], place: { readonly index: number; readonly offset: number }): number | null {
  const at = matches.findIndex(({ index, from }) => index > place.index || (index === place.index && from >= place.offset));
  return matches.length === 0 ? null : Math.max(0, at);
}

export type Replacement = { readonly query: FindQuery; readonly text: string };

/** The notebook with one match replaced, and where the text after it begins. */
export function replaceMatch(
  document: NotebookDocument,
  match: FindMatch,
  { query, text: replacement }: Replacement,
): { readonly edit: Edit; readonly after: number } {
  const expression = expressionOf(query);
  const text = searchedText(document.blocks[match.index]);
  if (!(expression instanceof RegExp)) return { edit: { splices: [] }, after: match.to };
  // Sticky: only at the match, and with all that stands around it.
  const here = new RegExp(expression.source, expression.flags.replace("g", "y"));
  here.lastIndex = match.from;
  const next = replaced(text, here, query, replacement);
  return { edit: setText(document, match.index, next), after: match.to + next.length - text.length };
}

/** The notebook with every match replaced, as one edit. */
export function replaceMatches(document: NotebookDocument, { query, text: replacement }: Replacement): Edit {
  const expression = expressionOf(query);
  if (!(expression instanceof RegExp)) return { splices: [] };
  let after = document;
  // From below, since a text may become several blocks.
  for (let index = document.blocks.length - 1; index >= 0; index -= 1) {
    const text = searchedText(document.blocks[index]);
    after = applyEdit(after, setText(after, index, replaced(text, expression, query, replacement)));
  }
  return editBetween(document, after);
}

/** `$1` and the like mean groups in a pattern's replacement, and themselves elsewhere. What matches nothing but a place stays. */
function replaced(text: string, expression: RegExp, { isPattern }: FindQuery, replacement: string): string {
  const fill = new RegExp(expression.source, `${expression.flags.replace(/[gy]/g, "")}y`);
  return text.replace(expression, (found: string, ...rest: readonly unknown[]) => {
    if (found === "" || !isPattern) return found === "" ? found : replacement;
    const at = rest.find((each) => typeof each === "number") ?? 0;
    fill.lastIndex = at;
    const whole = text.replace(fill, replacement);
    return whole.slice(at, whole.length - (text.length - at - found.length));
  });
}

function setText(document: NotebookDocument, index: number, text: string): Edit {
  const block = document.blocks[index];
  if (block === undefined || text === searchedText(block)) return { splices: [] };
  return block.type === "cell" ? setCellBody(document, index, text) : setProse(document, index, text);
}
