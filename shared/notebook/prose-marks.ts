import { type ProsePart, readProse, type ValueReference } from "./prose-values.ts";

/** A text whose values are marks that Markdown carries through as words, and what they stand for, by their number. */
export type MarkedProse = { readonly markdown: string; readonly references: readonly ValueReference[] };

// Noncharacters: no text for interchange has them, and Markdown means nothing by them.
const [begin, end] = ["\uFDD0", "\uFDD1"];
const mark = new RegExp(`${begin}(\\d+)${end}`);

/** Values become marks before Markdown is read, so that nothing in a value is ever read as Markdown. */
export function markProse(markdown: string): MarkedProse {
  const references: ValueReference[] = [];
  const text = readProse(markdown)
    .map((part: ProsePart) => (part.type === "text" ? part.text : `${begin}${references.push(part.reference) - 1}${end}`))
    .join("");
  return { markdown: text, references };
}

/** The part of an HTML tree looked at here. */
export type HtmlNode = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: { [name: string]: unknown };
  children?: HtmlNode[];
};

/**
 * Marks in a tree of HTML, as a rehype plugin: those in running text become `<data value="0">` elements, for a component to fill in;
 * in code, formulas and attributes they are what was written.
 */
export function placeMarks(references: readonly ValueReference[]): () => (tree: HtmlNode) => void {
  return () => (tree) => {
    if (references.length > 0) place(tree, references, false);
  };
}

function place(node: HtmlNode, references: readonly ValueReference[], isCode: boolean): void {
  for (const [name, value] of Object.entries(node.properties ?? {}))
    if (typeof value === "string" && node.properties) node.properties[name] = written(value, references);
  if (!node.children) return;
  const inside = isCode || node.tagName === "code" || node.tagName === "pre";
  node.children = node.children.flatMap((child): HtmlNode[] => {
    place(child, references, inside);
    if (child.type !== "text" || child.value === undefined) return [child];
    if (inside) return [{ ...child, value: written(child.value, references) }];
    // Split by a pattern with one group: texts at even places, numbers of marks at odd ones.
    return child.value.split(mark).map((piece, index) => {
      if (index % 2 === 0 || references[Number(piece)] === undefined) return { type: "text", value: piece };
      return { type: "element", tagName: "data", properties: { value: piece }, children: [] };
    });
  });
}

function written(text: string, references: readonly ValueReference[]): string {
  return text
    .split(mark)
    .map((piece, index) => (index % 2 === 0 ? piece : (references[Number(piece)]?.raw ?? piece)))
    .join("");
}
