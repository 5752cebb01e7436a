import { randomBits, uniform } from "../statistics/random.ts";
import { type Attribute, valuesOf } from "./persona.ts";

/** One combination: a value for each attribute, null where its condition does not hold. */
export type Combination = { readonly [attribute: string]: string | null };

/** Combinations of a full grid are counted before they are made. */
export const mostCombinations = 1_000_000;

/** Every combination once, in the order the values are written; the last attribute changes fastest. Values of weight 0 are left out. */
export function fullGrid(attributes: readonly Attribute[]): readonly Combination[] {
  let grid: readonly Combination[] = [{}];
  for (const attribute of attributes) {
    const values = weighted(attribute).flatMap(({ value, weight }) => (weight > 0 ? [value] : []));
    grid = grid.flatMap((combination) =>
      applies(attribute, combination)
        ? values.map((value) => ({ ...combination, [attribute.name]: value }))
        : [{ ...combination, [attribute.name]: null }],
    );
    if (grid.length > mostCombinations) throw new RangeError(`more than ${mostCombinations} combinations`);
  }
  return grid;
}

/** A combination drawn by the values' weights; the same seed gives the same one, whatever else is drawn. */
export function drawCombination(attributes: readonly Attribute[], seed: number): Combination {
  const bits = randomBits(seed);
  let combination: Combination = {};
  for (const attribute of attributes) {
    // Drawn also where it does not apply, so that a condition moves no other attribute's draw.
    const value = drawWeighted(weighted(attribute), uniform(bits));
    combination = { ...combination, [attribute.name]: applies(attribute, combination) ? value : null };
  }
  return combination;
}

function applies({ when }: Attribute, combination: Combination): boolean {
  return Object.entries(when ?? {}).every(([name, values]) => values.includes(combination[name] ?? ""));
}

type Weighted = { readonly value: string; readonly weight: number };

function weighted(attribute: Attribute): readonly Weighted[] {
  const { values } = attribute;
  return valuesOf(attribute).map((value) => ({
    value,
    weight: Array.isArray(values) ? 1 : ((values as { readonly [value: string]: number })[value] ?? 0),
  }));
}

function drawWeighted(values: readonly Weighted[], at: number): string {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  let left = at * total;
  for (const { value, weight } of values) {
    if (left < weight) return value;
    left -= weight;
  }
  return values.findLast(({ weight }) => weight > 0)?.value ?? "";
}
