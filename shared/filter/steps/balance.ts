import type { Drop, StepKindOf } from "../step.ts";
import { groups } from "./cap.ts";
import { draw } from "./mix.ts";

export const balance: StepKindOf<"balance"> = {
  type: "balance",
  title: "Balance",
  sentence: "No teacher or family outnumbers another by more than a ratio, over all rows or within each prompt.",
  describe: ({ by, within, ratio }) => `at most ${ratio} to 1 between ${by}s${within === undefined ? "" : ` within each ${within}`}`,
  needs: ({ by, within }) => ({
    columns: [{ name: by, key: "by" }, ...(within === undefined ? [] : [{ name: within, key: "within" }])],
    readsText: false,
    tables: [],
  }),
  run: ({ by, within, ratio }, context) => {
    const parts = within === undefined ? [context.rows] : groups(context, [within]).map(({ rows }) => rows);
    const drops = parts.flatMap((rows): readonly Drop[] => {
      const found = groups({ table: context.table, rows }, [by]);
      const most = Math.floor(Math.min(...found.map((group) => group.rows.length)) * ratio);
      return found.flatMap(({ name, rows: members }) => {
        const kept = new Set(draw(members, most, context.random));
        return members.flatMap((row) => (kept.has(row) ? [] : [{ row, reason: `${by} ${name} beyond ${most}` }]));
      });
    });
    return { drops: [...drops].sort((a, b) => a.row - b.row), notes: ["against the smallest group there is; drawn by the seed"] };
  },
  starter: { type: "balance", by: "model", within: "item" },
  fields: [
    { key: "by", label: "Between", control: { type: "column" } },
    { key: "within", label: "Within each", help: "Over all rows when empty.", control: { type: "column" } },
    { key: "ratio", label: "Largest to smallest", control: { type: "number", min: 1, step: 0.5 } },
  ],
};
