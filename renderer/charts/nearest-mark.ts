import type { Plot } from "#shared/charts/drawing.ts";
import { layoutBars } from "./bar-layout.ts";
import { layoutDots } from "./dot-layout.ts";
import type { Frame, PlacedMark } from "./frame.ts";
import { layoutHistogram } from "./histogram-layout.ts";
import { layoutPoints, type PointPlot, pointFrame } from "./point-layout.ts";

/** The marks of a picture and along which axis a pointer chooses among them; null for a table, whose cells speak for themselves. */
export type MarkField = { readonly frame: Frame; readonly marks: readonly PlacedMark[]; readonly along: "x" | "y" | "both" };

export function markField(plot: Plot, width: number, above: PointPlot | null = null): MarkField | null {
  switch (plot.type) {
    case "bar": {
      const layout = layoutBars(plot, width);
      return { frame: layout.frame, marks: layout.marks, along: layout.direction === "across" ? "y" : "x" };
    }
    case "dots":
      return { ...layoutDots(plot, width), along: "y" };
    case "line":
      return { ...layoutPoints(plot, width), along: "x" };
    case "scatter":
      return { ...layoutPoints(plot, width), along: "both" };
    case "histogram":
      return { ...layoutHistogram(plot, width, above && pointFrame(above, width)), along: "x" };
    case "heatmap":
      return null;
  }
}

const reach = 28;

/** The mark a pointer means: nearest along the field's axis, the other one deciding between equals; null beyond reach. */
export function nearestMark({ marks, along }: MarkField, x: number, y: number): PlacedMark | null {
  let best: PlacedMark | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [acrossX, acrossY] = [Math.abs(mark.x - x), Math.abs(mark.y - y)];
    const main = along === "x" ? acrossX : along === "y" ? acrossY : Math.hypot(acrossX, acrossY);
    if (main > reach) continue;
    const distance = main + (along === "both" ? 0 : (along === "x" ? acrossY : acrossX) / 100);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
