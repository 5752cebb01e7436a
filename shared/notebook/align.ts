import { matchSequences } from "./diff.ts";
import type { Block } from "./document.ts";
import { splitText } from "./split-text.ts";

/** A block under a name that holds over versions of a notebook. */
export type NamedText = { readonly id: string; readonly text: string };

/**
 * Names blocks: a cell is its name, a text the one of the base it equals or whose place it has. Texts found in no base are
 * named by their place and content, so that the same addition on two sides is one. A text that grew together from
 * several of the base, because cells between them went, is divided again.
 */
export function identifyBlocks(blocks: readonly Block[], base: readonly Block[] | null): NamedText[] {
  const names = nameBlocks(blocks);
  if (!base) return blocks.map((block, index) => ({ id: names[index] ?? `prose:${index}`, text: block.raw }));
  const baseNames = nameBlocks(base);
  const places = base.map((block, index) => ({ block, index, taken: false, name: baseNames[index], ...neighbours(baseNames, index) }));
  const free = () => places.filter((place) => place.name === undefined && !place.taken);
  const equalPlaces = new Map<number, number>();
  const same = (one: number, other: number) =>
    baseNames[one] === undefined && names[other] === undefined ? base[one]?.raw === blocks[other]?.raw : baseNames[one] === names[other];
  for (const [from, to] of matchSequences([...base.keys()], [...blocks.keys()], same)) {
    const place = places[from];
    if (!place || place.name !== undefined) continue;
    place.taken = true;
    equalPlaces.set(to, from);
  }
  return blocks.flatMap((block, index): NamedText[] => {
    const name = names[index];
    if (name !== undefined) return [{ id: name, text: block.raw }];
    const equal = equalPlaces.get(index);
    if (equal !== undefined) return [{ id: `prose:${equal}`, text: block.raw }];
    const { before, after } = neighbours(names, index);
    const first = free().find((other) => other.before === before);
    const last = free().find((other) => other.after === after);
    if (first && last && first.index < last.index) {
      const covered = free().filter((place) => place.index >= first.index && place.index <= last.index);
      const isGone = base.slice(first.index, last.index).every((_, at) => !names.includes(baseNames[first.index + at] ?? ""));
      const parts = isGone
        ? splitText(
            block.raw,
            covered.map((place) => place.block.raw),
          )
        : null;
      if (parts) {
        for (const place of covered) place.taken = true;
        return parts.flatMap((text, at) => (text === null ? [] : [{ id: `prose:${covered[at]?.index}`, text }]));
      }
    }
    const place = first ?? last;
    if (!place) return [{ id: `added:${before}:${block.raw}`, text: block.raw }];
    place.taken = true;
    return [{ id: `prose:${place.index}`, text: block.raw }];
  });
}

/** Names of cells and front matter; texts have none of their own. A name used again is numbered. */
function nameBlocks(blocks: readonly Block[]): (string | undefined)[] {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    if (block.type === "prose") return undefined;
    if (block.type === "front-matter") return "front-matter";
    const count = (seen.get(block.name) ?? 0) + 1;
    seen.set(block.name, count);
    return count === 1 ? `cell:${block.name}` : `cell:${block.name}#${count}`;
  });
}

function neighbours(names: readonly (string | undefined)[], index: number): { readonly before: string; readonly after: string } {
  return { before: names[index - 1] ?? "start", after: names[index + 1] ?? "end" };
}

/**
 * One order out of two. Theirs is kept where mine only added and removed, with my additions behind what they stood behind;
 * where I moved blocks, mine is kept and their additions are put in the same way.
 */
export function mergeOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const inMine = new Set(mine);
  const kept = base.filter((id) => inMine.has(id));
  const inBase = new Set(base);
  const moved = mine.filter((id) => inBase.has(id)).some((id, index) => id !== kept[index]);
  const order = moved ? putIn(mine, theirs) : putIn(theirs, mine);
  return order.includes("front-matter") ? ["front-matter", ...order.filter((id) => id !== "front-matter")] : order;
}

function putIn(order: readonly string[], others: readonly string[]): string[] {
  const result = [...order];
  const present = new Set(order);
  let previous: string | null = null;
  for (const id of others) {
    if (!present.has(id)) {
      result.splice(previous === null ? 0 : result.indexOf(previous) + 1, 0, id);
      present.add(id);
    }
    previous = id;
  }
  return result;
}
