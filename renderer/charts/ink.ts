// Every colour as a theme variable with its light value to fall back on, so that the same marks stand in the window and,
// without any style sheet, in a report.
export const ink = {
  page: "var(--page, #fbfaf7)",
  surface: "var(--surface, #ffffff)",
  sunken: "var(--sunken, #f3f1eb)",
  line: "var(--line, #dedacf)",
  ink: "var(--ink, #1f1d1a)",
  soft: "var(--soft, #57534a)",
  faint: "var(--faint, #6f6a5f)",
} as const;

export const sans = 'var(--sans, "Inter Variable", system-ui, sans-serif)';

const series = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9"];

export function seriesColor(index: number): string {
  const place = index % series.length;
  return `var(--series-${place}, ${series[place]})`;
}

/** How series that wear the same colour, being of one model family, are told apart: whole, then hollow and dashed. */
export function variantsOf(parts: readonly { readonly color: number | null }[]): readonly number[] {
  const seen = new Map<number | null, number>();
  return parts.map(({ color }) => {
    const variant = seen.get(color) ?? 0;
    seen.set(color, variant + 1);
    return variant;
  });
}
