import type { Lead, NumberAxis } from "#shared/charts/drawing.ts";
import { writeTicks } from "#shared/charts/write-number.ts";
import { along, type Place, textWidth } from "./scale.ts";

/** The inner rectangle that marks are drawn in, within the whole picture. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Where values stand in the frame. The report counts it out; in the window it comes from the axes of the chart library. */
export type Scales = { readonly x: Place; readonly y: Place };

export function axisScales(x: NumberAxis, y: NumberAxis, frame: Frame): Scales {
  return { x: along(x, [frame.left, frame.right]), y: along(y, [frame.bottom, frame.top]) };
}

/** A mark as the reader meets it: where it is and what it says, for the tooltip and for keys. */
export type PlacedMark = {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly figure: string;
  readonly note: string | null;
} & Lead;

/** The part of a mark that leads to its rows. */
export function leadOf({ drill, drillTable }: Lead): Lead {
  if (drill === undefined) return {};
  return drillTable === undefined ? { drill } : { drill, drillTable };
}

/** A mark as it is said. */
export function markWords({ name, figure, note }: PlacedMark): string {
  return [`${name}: ${figure}`, note].filter(Boolean).join(", ");
}

/** Room for a vertical number axis, its ticks at the left and its name above, and for the horizontal axis below. */
export function plotFrame(width: number, height: number, y: NumberAxis, right: number): Frame {
  const ticks = Math.max(...writeTicks(y).map((tick) => textWidth(tick)), 0);
  return { width, height, left: ticks + 12, right: width - right, top: 34, bottom: height - 44 };
}
