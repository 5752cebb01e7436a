import { useEffect } from "react";
import { expressionOf, type FindMatch, type FindQuery } from "../state/find.ts";

const names = { all: "found", current: "found-now" } as const;

/**
 * Marks what is found on the page and brings the match that is looked at into sight. The marks lie over the text and change
 * no element. Sources show their text letter by letter; prose is shown as type, where the marks of Markdown are missing,
 * so that a match may have nothing to lie over: then its block is shown.
 */
export function useFindHighlights(query: FindQuery, matches: readonly FindMatch[], at: number | null): void {
  const match = at === null ? undefined : matches[at];
  const { text, matchesCase, isWord, isPattern } = query;
  useEffect(() => {
    const page = document.querySelector("[data-notebook]");
    if (page === null) return;
    const draw = (): Range | null => {
      const expression = expressionOf({ text, matchesCase, isWord, isPattern });
      const keys = new Set(matches.map(({ key }) => key));
      const found = new Map([...keys].map((key) => [key, expression instanceof RegExp ? rangesIn(page, key, expression) : []]));
      const own = match === undefined ? [] : (found.get(match.key) ?? []);
      const place = match === undefined ? -1 : matches.filter(({ key }) => key === match.key).indexOf(match);
      const current = own[place] ?? null;
      CSS.highlights.set(names.all, new Highlight(...[...found.values()].flat()));
      CSS.highlights.set(names.current, new Highlight(...(current === null ? [] : [current])));
      return current;
    };
    const current = draw();
    const shown = current?.startContainer.parentElement ?? (match === undefined ? null : blockOf(page, match.key));
    shown?.scrollIntoView({ block: "center" });
    // What is edited, run or still coming in is drawn anew, and the marks with it.
    let frame = 0;
    const redraw = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    });
    redraw.observe(page, { childList: true, subtree: true, characterData: true });
    return () => {
      redraw.disconnect();
      cancelAnimationFrame(frame);
      for (const name of Object.values(names)) CSS.highlights.delete(name);
    };
  }, [text, matchesCase, isWord, isPattern, matches, match]);
}

function blockOf(page: Element, key: string): Element | null {
  return page.querySelector(`[data-block="${CSS.escape(key)}"]`);
}

function rangesIn(page: Element, key: string, expression: RegExp): readonly Range[] {
  const block = blockOf(page, key);
  const root = block?.querySelector("[data-found-in]");
  if (!root) return [];
  const pieces: { readonly node: Text; readonly from: number }[] = [];
  let text = "";
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    if (!(node instanceof Text)) continue;
    pieces.push({ node, from: text.length });
    text += node.data;
  }
  return [...text.matchAll(expression)].flatMap(({ 0: found, index }) => {
    const [start, end] = [pieceAt(pieces, index), pieceAt(pieces, index + found.length - 1)];
    if (found === "" || !start || !end) return [];
    const range = new Range();
    range.setStart(start.node, index - start.from);
    range.setEnd(end.node, index + found.length - end.from);
    return [range];
  });
}

function pieceAt<Piece extends { readonly from: number }>(pieces: readonly Piece[], place: number): Piece | undefined {
  return pieces.findLast(({ from }) => from <= place);
}
