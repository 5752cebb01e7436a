import type { ChartDrawing, HeatCell, NumberAxis, PointMark } from "#shared/charts/drawing.ts";

// Drawings as measures make them: what no chart cell draws.

const share: NumberAxis = { label: "share", domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: "percent" };
const drill = (judge: string) => [{ column: "judge", operator: "in", value: judge } as const];
const bar = (category: string, value: number | null) => ({
  category,
  value,
  low: value === null ? null : value - 0.05,
  high: value === null ? null : value + 0.06,
  n: 480,
  note: value === null ? "all verdicts are ties" : null,
  drill: drill(category),
});
const point = (x: number, y: number, label?: string): PointMark => ({
  x,
  y,
  low: y - 0.04,
  high: y + 0.04,
  n: 40,
  ...(label === undefined ? {} : { label, drill: drill(label) }),
});
const words = { caption: "95 % intervals; n = 480 items.", simulated: true, drillTable: "verdicts" };

export const rankingDrawing: ChartDrawing = {
  ...words,
  title: "Strength of each system",
  summary: "sim/willow-large is strongest.",
  panels: [
    {
      title: null,
      plot: {
        type: "dots",
        x: { label: "wins against the average", domain: [0, 1], ticks: share.ticks, format: "percent" },
        y: { label: "model", categories: ["sim/willow-large", "sim/willow-small", "sim/basalt-small"] },
        series: [
          {
            name: "judge-fair",
            color: 0,
            bars: [bar("sim/willow-large", 0.71), bar("sim/willow-small", 0.52), bar("sim/basalt-small", 0.31)],
          },
          {
            name: "judge-first",
            color: 1,
            bars: [bar("sim/willow-large", 0.6), bar("sim/willow-small", null), bar("sim/basalt-small", 0.4)],
          },
        ],
        reference: { axis: "x", value: 0.5, label: "average" },
      },
    },
  ],
};

export const reliabilityDrawing: ChartDrawing = {
  ...words,
  title: "How far probabilities can be taken at their word",
  summary: "ECE of judge-fair is 0.04 [0.02, 0.06].",
  panels: [
    {
      title: "judge-fair",
      plot: {
        type: "line",
        x: { ...share, label: "stated probability" },
        y: { ...share, label: "share that was right" },
        series: [{ name: "judge-fair", color: 0, points: [0.15, 0.35, 0.55, 0.75, 0.95].map((x) => point(x, 0.1 + 0.8 * x)) }],
        reference: { axis: "diagonal", value: 0, label: "perfectly calibrated" },
      },
    },
    {
      title: "Verdicts in each bin",
      plot: {
        type: "histogram",
        x: { ...share, label: "stated probability" },
        y: { label: "verdicts", domain: [0, 100], ticks: [0, 50, 100], format: "number" },
        series: [
          {
            name: "verdicts",
            color: 0,
            bins: [0, 1, 2, 3, 4].map((bin) => ({ from: bin / 5, to: (bin + 1) / 5, count: 20 * (bin + 1), drill: drill(`bin ${bin}`) })),
          },
        ],
      },
    },
  ],
};

export const routingDrawing: ChartDrawing = {
  ...words,
  title: "Disagreement left when the hardest items go to people",
  summary: "At 20 % of the labels 6 % disagreement is left.",
  panels: [
    {
      title: null,
      plot: {
        type: "line",
        x: { ...share, label: "labels bought" },
        y: { label: "disagreement left", domain: [0, 0.3], ticks: [0, 0.1, 0.2, 0.3], format: "percent" },
        series: [
          { name: "by margin", color: 0, points: [point(0, 0.25), point(0.2, 0.1, "20 % of labels"), point(1, 0.05)] },
          { name: "random", color: 1, isReference: true, points: [point(0, 0.25), point(1, 0.05)] },
          { name: "oracle", color: 1, isReference: true, points: [point(0, 0.25), point(0.25, 0.05), point(1, 0.05)] },
        ],
        reference: null,
      },
    },
  ],
};

export const costDrawing: ChartDrawing = {
  ...words,
  title: "Agreement against cost",
  summary: "sim/judge-fair agrees most.",
  panels: [
    {
      title: null,
      plot: {
        type: "scatter",
        x: { label: "cost a verdict", domain: [0, 0.01], ticks: [0, 0.005, 0.01], format: "usd" },
        y: { ...share, label: "agreement" },
        series: [
          {
            name: "judges",
            color: 0,
            points: [point(0.002, 0.7, "sim/judge-fair"), point(0.0021, 0.7, "sim/judge-first"), point(0.008, 0.9, "sim/judge-large")],
          },
        ],
        reference: null,
      },
    },
  ],
};

const squares: readonly HeatCell[] = ["willow", "basalt"].flatMap((y) =>
  ["willow", "basalt"].map((x) => ({
    x,
    y,
    value: x === "basalt" && y === "willow" ? null : x === y ? 0.12 : -0.03,
    low: x === "basalt" && y === "willow" ? null : -0.06,
    high: x === "basalt" && y === "willow" ? null : 0.2,
    n: 60,
    note: x === "basalt" && y === "willow" ? "no comparison with this family" : null,
    ...(x === y ? { isEmphasised: true } : {}),
    drill: drill(y),
  })),
);

export const matrixDrawing: ChartDrawing = {
  ...words,
  title: "Who favours whom",
  summary: "Own families win 12 points more.",
  panels: [
    {
      title: null,
      plot: {
        type: "heatmap",
        x: { label: "teacher", categories: ["willow", "basalt"] },
        y: { label: "judge", categories: ["willow", "basalt"] },
        label: "excess win rate",
        format: "percent",
        cells: squares,
        scale: { type: "diverging", from: -0.12, neutral: 0, to: 0.12 },
        emphasis: "own family",
      },
    },
  ],
};
