import type { ChartContext } from "./chart-study.ts";

/** The six hues of the product's palette. */
export const paletteSize = 6;

/**
 * Colours by name. A model wears the colour of its family, the same in every chart of a notebook; anything else takes
 * its place in the chart's own order.
 */
export function paletteOf(names: readonly string[], context: ChartContext): (name: string) => number {
  if (areModels(names, context)) {
    const { families = {} } = context;
    const colors = familyColors(Object.values(families));
    return (name) => colors.get(families[name] ?? "") ?? 0;
  }
  const ownOrder = new Map(names.map((name, index) => [name, index]));
  return (name) => (ownOrder.get(name) ?? 0) % paletteSize;
}

/** Colours of series side by side: their families' where these tell all of them apart, else those of their places. */
export function seriesPalette(names: readonly string[], context: ChartContext): (name: string) => number {
  const byFamily = paletteOf(names, context);
  const areApart = new Set(names.map(byFamily)).size === names.length;
  return areApart ? byFamily : (name) => Math.max(0, names.indexOf(name)) % paletteSize;
}

export function areModels(names: readonly string[], { families = {} }: ChartContext): boolean {
  return names.length > 0 && names.every((name) => Object.hasOwn(families, name));
}

/**
 * Families in an order of their own: each has the colour of its place, so the first six that are likely to meet differ, and
 * none moves because another provider is added to the registry.
 */
const knownFamilies = [
  ...["willow", "basalt", "cedar", "gpt", "claude", "gemini"],
  ...["llama", "qwen", "mistral", "deepseek", "gemma", "phi"],
  ...["command", "grok", "olmo"],
];

/**
 * A colour for each family: the one of its place among the known, or of its hash. A family that finds it taken by one
 * before it takes the next of those worn least, so six families have six colours. It depends on nothing but the set of
 * families, and so is the same in every chart of a notebook; a family changes colour only when one before it comes to
 * claim the very same. From the seventh on, colours are shared, and series of one colour differ by dashes and hollows.
 */
export function familyColors(families: Iterable<string>): ReadonlyMap<string, number> {
  const inOrder = [...new Set(families)]
    .map((family) => ({ family, ...placeOf(family) }))
    .sort((left, right) => left.rank - right.rank || (left.family < right.family ? -1 : 1));
  const colors = new Map<string, number>();
  const worn = Array.from({ length: paletteSize }, () => 0);
  const wear = (family: string, color: number) => {
    colors.set(family, color);
    worn[color] = (worn[color] ?? 0) + 1;
  };
  // Nobody borrows a colour before all who own one have it.
  for (const { family, own } of inOrder) if (worn[own] === 0) wear(family, own);
  for (const { family, own } of inOrder) {
    if (colors.has(family)) continue;
    const least = Math.min(...worn);
    let color = own;
    while (worn[color] !== least) color = (color + 1) % paletteSize;
    wear(family, color);
  }
  return colors;
}

function placeOf(family: string): { readonly rank: number; readonly own: number } {
  const known = knownFamilies.indexOf(family);
  if (known >= 0) return { rank: known, own: known % paletteSize };
  const hash = hashOf(family);
  return { rank: knownFamilies.length + hash, own: hash % paletteSize };
}

/** FNV-1a with a final mix, so that the low digits depend on every character. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
