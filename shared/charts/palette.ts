import type { ChartContext } from "./chart-study.ts";

/** The six hues of the product's palette. */
export const paletteSize = 6;

/**
 * Colours by name. A model wears the colour of its family, the same in every chart of a notebook; anything else takes
 * its place in the chart's own order.
 */
export function paletteOf(names: readonly string[], { families = {} }: ChartContext): (name: string) => number {
  const known = [...new Set(Object.values(families))].sort();
  const ownOrder = new Map(names.map((name, index) => [name, index]));
  const allModels = names.length > 0 && names.every((name) => Object.hasOwn(families, name));
  return (name) => (allModels ? known.indexOf(families[name] ?? "") : (ownOrder.get(name) ?? 0)) % paletteSize;
}

export function areModels(names: readonly string[], { families = {} }: ChartContext): boolean {
  return names.length > 0 && names.every((name) => Object.hasOwn(families, name));
}
