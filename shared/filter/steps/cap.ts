import { textOfValue } from "../../data/value-text.ts";
import { numberOf } from "../keep-one.ts";
import type { Drop, FilterTable, StepContext, StepKindOf } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { keepNeeds } from "./fields.ts";

export const cap: StepKindOf<"cap"> = {
  type: "cap",
  title: "Cap",
  sentence: "At most so many rows a key.",
  describe: ({ by, most, pick, of }) =>
    `at most ${most} of each ${by.join(" and ")}, ${pick === "highest" ? `the highest ${of}` : pick === "first" ? "the first" : "drawn"}`,
  needs: (step) => ({
    columns: [...step.by.map((name, at) => ({ name, key: step.by.length === 1 ? "by" : `by.${at}` })), ...keepNeeds(step)],
    readsText: false,
    tables: [],
  }),
  run: (step, context) => {
    const drops = groups(context, step.by).flatMap(({ name, rows }): readonly Drop[] => {
      const kept = new Set(ordered(rows, step, context).slice(0, step.most));
      return rows.flatMap((row) => (kept.has(row) ? [] : [{ row, reason: `more than ${step.most} with ${step.by.join(", ")} ${name}` }]));
    });
    return { drops: [...drops].sort((a, b) => a.row - b.row), notes: [] };
  },
  starter: { type: "cap", by: ["item"], most: 1 },
  fields: [
    { key: "by", label: "A key is", control: { type: "columns" } },
    { key: "most", label: "At most", control: { type: "number", min: 1, step: 1 } },
    { key: "pick", label: "Which stay", control: { type: "choice", options: ["first", "random", "highest"] } },
    { key: "of", label: "Highest of", when: { key: "pick", in: ["highest"] }, control: { type: "column" } },
  ],
};

function ordered(rows: readonly number[], step: StepOf<"cap">, { table, random }: StepContext): readonly number[] {
  switch (step.pick) {
    case "first":
      return rows;
    case "random":
      return random.shuffle(rows);
    case "highest": {
      const values = table.column(step.of ?? "");
      const rank = (row: number): number => numberOf(values[row]) ?? Number.NEGATIVE_INFINITY;
      return [...rows].sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
    }
  }
}

/** Rows by what they have in the columns, in the order of their first. */
export function groups(
  { table, rows }: { readonly table: FilterTable; readonly rows: readonly number[] },
  by: readonly string[],
): readonly { readonly name: string; readonly rows: readonly number[] }[] {
  const columns = by.map((name) => table.column(name));
  const found = new Map<string, { name: string; rows: number[] }>();
  for (const row of rows) {
    const values = columns.map((column) => textOfValue(column[row]));
    const key = JSON.stringify(values);
    const group = found.get(key) ?? { name: values.join(", "), rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  return [...found.values()];
}
