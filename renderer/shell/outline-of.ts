import type { NotebookDocument } from "#shared/notebook/document.ts";
import { placedBlocks } from "../state/blocks.ts";

export type OutlineEntry = {
  readonly id: string;
  readonly key: string;
  readonly depth: number;
  readonly label: string;
  readonly cell: { readonly kind: string; readonly name: string } | null;
};

/** Headings and cells, each with how deep it stands. */
export function outlineOf(document: NotebookDocument): readonly OutlineEntry[] {
  let depth = 0;
  return placedBlocks(document).flatMap(({ key, block }): OutlineEntry[] => {
    if (block.type === "cell") return [{ id: key, key, depth, label: block.name, cell: { kind: block.kind, name: block.name } }];
    if (block.type === "front-matter") return [];
    const headings = [...block.raw.matchAll(/^(#{1,4})\s+(.+?)\s*#*$/gm)];
    return headings.map(([, marks = "#", label = ""], index): OutlineEntry => {
      const level = Math.max(0, marks.length - 2);
      depth = Math.min(2, level + (marks.length > 1 ? 1 : 0));
      return { id: `${key}:${index}`, key, depth: level, label: label.replaceAll(/[*_`]/g, ""), cell: null };
    });
  });
}
