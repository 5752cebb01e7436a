import type { BarSeries } from "#shared/charts/drawing.ts";

/** How series are told apart: by colour or, where their marks wear colours of their own, by shape alone. */
export function barKeys(series: readonly BarSeries[]): readonly { readonly name: string; readonly color: number | null }[] {
  return series.map(({ name, color, bars }) => ({
    name,
    color: bars.length > 0 && bars.every((bar) => bar.color !== undefined) ? null : color,
  }));
}
