import type { Block, NotebookDocument } from "#shared/notebook/document.ts";

/** A block as the page lists it. `key` stays the same while text is typed and others move. */
export type Placed = { readonly key: string; readonly index: number; readonly block: Block };

const placed = new WeakMap<NotebookDocument, readonly Placed[]>();

/** Blocks with keys: cells by name, prose by the cell it follows. Kept per document, so selectors return stored references. */
export function placedBlocks(document: NotebookDocument): readonly Placed[] {
  const known = placed.get(document);
  if (known) return known;
  const used = new Map<string, number>();
  let after = "top";
  const list = document.blocks.map((block, index): Placed => {
    if (block.type === "cell") after = block.name;
    const base = block.type === "cell" ? `cell:${block.name}` : block.type === "prose" ? `prose:${after}` : "front-matter";
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    return { key: times === 1 ? base : `${base}#${times}`, index, block };
  });
  placed.set(document, list);
  return list;
}

/** What command mode walks over: everything but the front matter and empty stretches between cells. */
export function walkable(document: NotebookDocument): readonly Placed[] {
  return placedBlocks(document).filter(({ block }) => block.type === "cell" || (block.type === "prose" && block.raw.trim() !== ""));
}

export function findBlock(document: NotebookDocument, key: string | null): Placed | null {
  return placedBlocks(document).find((each) => each.key === key) ?? null;
}

export function cellNames(document: NotebookDocument): readonly string[] {
  return document.blocks.flatMap((block) => (block.type === "cell" ? [block.name] : []));
}

/** The walkable block `steps` further, stopping at the ends. */
export function blockBeside(document: NotebookDocument, key: string | null, steps: number): Placed | null {
  const list = walkable(document);
  const at = list.findIndex((each) => each.key === key);
  if (at < 0) return list[0] ?? null;
  return list[Math.min(list.length - 1, Math.max(0, at + steps))] ?? null;
}
