import type { ReportCell } from "#main/engine/parts/report.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { CellStatus } from "#shared/journal/entries.ts";

/** A bar with its interval, and one that is undefined for a reason. */
export const agreementDrawing: ChartDrawing = {
  title: "Agreement",
  caption: "Cohen's kappa, n 480",
  summary: "The judges agree well.",
  simulated: true,
  panels: [
    {
      title: null,
      plot: {
        type: "bar",
        x: { label: "Judge", categories: ["one", "two"] },
        y: { label: "Kappa", domain: [0, 1], ticks: [0, 1], format: "number" },
        series: [
          {
            name: "all",
            color: 0,
            bars: [
              { category: "one", value: 0.71, low: 0.66, high: 0.75, n: 480, note: null },
              { category: "two", value: null, low: null, high: null, n: 0, note: "no two judges scored it" },
            ],
          },
        ],
        reference: null,
      },
    },
  ],
};

/** A teacher cell that has run, with rows that failed. */
export const cellStatus = (values: Partial<CellStatus> = {}): CellStatus => ({
  name: "answers",
  kind: "teacher",
  costClass: "paid",
  state: "fresh",
  sentence: "14:02",
  reasons: [],
  problems: [],
  upstream: [],
  downstream: [],
  plan: null,
  progress: null,
  result: {
    recipe: "r",
    at: 0,
    durationMs: 1,
    costUsd: null,
    estimateUsd: null,
    tables: [],
    ledger: { requested: 10, kept: 8, filtered: {}, failed: { timeout: 1 }, unscored: { refused: 1 }, waiting: 0 },
    summary: "8/10 answers · 2 models",
    simulated: true,
    triedRows: null,
  },
  ...values,
});

/** The same as it stands in a report. */
export const reportCell = (values: Partial<ReportCell> = {}): ReportCell => ({
  type: "cell",
  status: cellStatus(),
  title: null,
  source: "from: tasks\n",
  tables: [],
  drawing: null,
  rowErrors: [],
  files: [],
  ...values,
});
