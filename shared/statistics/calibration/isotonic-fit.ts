import type { FitRows, Recalibration } from "./temperature-fit.ts";

type Block = { sum: number; weight: number; points: number };

/**
 * Isotonic regression by pooling adjacent violators: the ascending steps nearest to the outcomes, equal forecasts pooled first,
 * joined by straight lines and level beyond the ends. Fits `p` in any order.
 * Reference: sklearn.isotonic.IsotonicRegression(out_of_bounds="clip").
 */
export function fitIsotonic({ p, y }: FitRows): Recalibration {
  const order = Array.from(p.keys()).sort((left, right) => (p[left] as number) - (p[right] as number));
  const points: number[] = [];
  const blocks: Block[] = [];
  for (let at = 0; at < order.length; ) {
    const value = p[order[at] as number] as number;
    const block: Block = { sum: 0, weight: 0, points: 1 };
    for (; at < order.length && p[order[at] as number] === value; at++) {
      block.sum += y[order[at] as number] as number;
      block.weight++;
    }
    points.push(value);
    blocks.push(block);
    pool(blocks);
  }
  const levels = blocks.flatMap(({ sum, weight, points: count }) => Array.from({ length: count }, () => sum / weight));
  return (forecast) => interpolate(points, levels, forecast);
}

/** Merges the last blocks while they do not ascend. */
function pool(blocks: Block[]): void {
  for (;;) {
    const [before, last] = [blocks.at(-2), blocks.at(-1)];
    if (!before || !last || before.sum / before.weight < last.sum / last.weight) return;
    blocks.splice(-2, 2, { sum: before.sum + last.sum, weight: before.weight + last.weight, points: before.points + last.points });
  }
}

function interpolate(points: readonly number[], levels: readonly number[], x: number): number {
  let [low, high] = [0, points.length - 1];
  if (x <= (points[low] as number)) return levels[low] as number;
  if (x >= (points[high] as number)) return levels[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const share = (x - (points[low] as number)) / ((points[high] as number) - (points[low] as number));
  return (levels[low] as number) + share * ((levels[high] as number) - (levels[low] as number));
}
