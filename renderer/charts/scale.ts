import type { NumberAxis } from "#shared/charts/drawing.ts";

/** From a value to pixels. */
export type Place = (value: number) => number;

/** Linear from a domain to pixels. */
export function linear([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Place {
  const slope = to === from ? 0 : (end - start) / (to - from);
  return (value) => tenths(start + (value - from) * slope);
}

/** Along an axis of numbers, whichever scale it has. */
export function along({ domain, scale }: NumberAxis, pixels: readonly [number, number]): Place {
  if (scale !== "log") return linear(domain, pixels);
  const place = linear([Math.log(domain[0]), Math.log(domain[1])], pixels);
  return (value) => place(Math.log(value));
}

/** Finer than a tenth of a pixel only makes markup longer. */
export function tenths(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** About how wide text is, rather too wide: there is nothing to measure with on the server, and a report may lack the typeface. */
export function textWidth(text: string, size = 12): number {
  let ems = 0;
  for (const character of text) ems += narrow.has(character) ? 0.36 : wide.test(character) ? 0.78 : 0.6;
  return Math.ceil(ems * size);
}

const narrow = new Set("ijlftrI.,:;'|!()[] ");
const wide = /[A-Zmw%–—]/u;

/** The text, or as much of it as fits, with an ellipsis. */
export function fitText(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** Moves labels apart until none is nearer than `gap` to the next, within [least, most]; order kept. */
export function spread(positions: readonly number[], gap: number, [least, most]: readonly [number, number]): readonly number[] {
  const order = positions.map((_, index) => index).sort((left, right) => (positions[left] ?? 0) - (positions[right] ?? 0));
  const placed = [...positions];
  let floor = least;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = most;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}
