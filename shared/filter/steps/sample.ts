import type { StepKindOf } from "../step.ts";
import { percentSet } from "./fields.ts";
import { draw } from "./mix.ts";

export const sample: StepKindOf<"sample"> = {
  type: "sample",
  title: "Sample",
  sentence: "So many rows, drawn by the seed.",
  describe: ({ rows, share }) => (share === undefined ? `${rows?.toLocaleString("en")} rows` : `${percentSet(share)} of the rows`),
  needs: () => ({ columns: [], readsText: false, tables: [] }),
  run: (step, { rows, random }) => {
    const kept = new Set(draw(rows, step.rows ?? Math.round(rows.length * (step.share ?? 1)), random));
    return { drops: rows.flatMap((row) => (kept.has(row) ? [] : [{ row, reason: "not drawn" }])), notes: [] };
  },
  starter: { type: "sample", rows: 1000 },
  fields: [
    { key: "rows", label: "Rows", control: { type: "number", min: 1, step: 1 } },
    { key: "share", label: "Or share", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  ],
};
