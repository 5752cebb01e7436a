import type { ChartDrawing } from "#shared/charts/drawing.ts";

/** Bars with intervals. */
export function fakeDrawing(cell: string): ChartDrawing | null {
  if (cell === "published") return null;
  const categories = ["willow-large", "basalt-large", "willow-small", "reed-small"];
  const values = [0.62, 0.51, 0.38, 0.22];
  return {
    title: "Share of comparisons won",
    caption: "Pairwise verdicts consistent in both orders, 95 % cluster bootstrap over items, n 480.",
    summary: "willow-large wins most often (0.62), reed-small least (0.22).",
    simulated: true,
    panels: [
      {
        title: null,
        plot: {
          type: "bar",
          x: { label: "Model", categories },
          y: { label: "Share won", domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], format: "percent" },
          series: [
            {
              name: "share",
              color: 0,
              bars: categories.map((category, index) => ({
                category,
                value: values[index] ?? 0,
                low: (values[index] ?? 0) - 0.05,
                high: (values[index] ?? 0) + 0.05,
                n: 120,
                note: null,
              })),
            },
          ],
          reference: { label: "even", axis: "y", value: 0.5 },
        },
      },
    ],
  };
}
