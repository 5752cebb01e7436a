import type { ChartFrames } from "#shared/charts/drawing.ts";

/** "τ = 2". */
export function frameWords({ label, values }: ChartFrames, place: number): string {
  return `${label} = ${values[place] ?? ""}`;
}
