import type { Frame } from "./frame.ts";
import { textWidth } from "./scale.ts";

export type PointLabel = { readonly text: string; readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
type Spot = { readonly x: number; readonly y: number };

const radius = 4;
const gap = 7;
const lineHeight = 12;
/** Between the places of a line that a label keeps clear of. */
const lineStep = 8;
/** Beyond this many a picture is crowded whatever fits. */
const mostLabels = 40;

/**
 * Words beside their points: at the right, else left, above, below, at a corner. A label that would cover a mark, another label or the
 * frame is left out; the tooltip says it still. `marks` are all places of the picture to keep clear of.
 */
export function placeLabels(
  labelled: readonly (Spot & { readonly label: string })[],
  marks: readonly Spot[],
  frame: Frame,
): readonly PointLabel[] {
  const taken: Box[] = marks.map(({ x, y }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
  const placed: PointLabel[] = [];
  for (const spot of labelled.slice(0, mostLabels)) {
    const free = candidates(spot).find(({ box }) => isInside(box, frame) && !taken.some((other) => overlaps(box, other)));
    if (!free) continue;
    taken.push(free.box);
    placed.push(free.label);
  }
  return placed;
}

/** Places along a line, close enough together that no label fits between. */
export function alongLine(points: readonly Spot[]): readonly Spot[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / lineStep));
    return Array.from({ length: steps }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / steps,
      y: from.y + ((to.y - from.y) * step) / steps,
    }));
  });
}

function candidates({
  x,
  y,
  label: text,
}: Spot & { readonly label: string }): readonly { readonly label: PointLabel; readonly box: Box }[] {
  const width = textWidth(text);
  const middle = { top: y - lineHeight / 2, bottom: y + lineHeight / 2 };
  const above = { top: y - gap - lineHeight, bottom: y - gap };
  const below = { top: y + gap, bottom: y + gap + lineHeight };
  const centred = { left: x - width / 2, right: x + width / 2 };
  const [toRight, toLeft] = [
    { left: x + 2, right: x + 2 + width },
    { left: x - 2 - width, right: x - 2 },
  ];
  const corner = (side: "start" | "end", vertical: Pick<Box, "top" | "bottom">) => ({
    label: { text, x: side === "start" ? x + 2 : x - 2, y: vertical.bottom - 2, anchor: side },
    box: { ...(side === "start" ? toRight : toLeft), ...vertical },
  });
  return [
    { label: { text, x: x + gap, y: y + 4, anchor: "start" }, box: { left: x + gap - 1, right: x + gap + width, ...middle } },
    { label: { text, x: x - gap, y: y + 4, anchor: "end" }, box: { left: x - gap - width, right: x - gap + 1, ...middle } },
    { label: { text, x, y: above.bottom - 2, anchor: "middle" }, box: { ...centred, ...above } },
    { label: { text, x, y: below.bottom - 2, anchor: "middle" }, box: { ...centred, ...below } },
    corner("start", above),
    corner("end", above),
    corner("start", below),
    corner("end", below),
  ];
}

function isInside(box: Box, frame: Frame): boolean {
  return box.left >= frame.left && box.right <= frame.width && box.top >= frame.top - lineHeight && box.bottom <= frame.bottom;
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
