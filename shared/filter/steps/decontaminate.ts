import { type ContaminatedRow, findContamination } from "../contamination.ts";
import type { Drop, StepContext, StepKindOf } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { promptColumnOf, textOf } from "../step-text.ts";
import { columnField, percent } from "./fields.ts";

export const decontaminate: StepKindOf<"decontaminate"> = {
  type: "decontaminate",
  title: "Decontaminate",
  sentence: "Rows that hold most of an evaluation prompt are dropped, by the n-grams they share (Tülu 3's rule).",
  describe: ({ tables, n, share }) => `more than ${percent(share)} of a prompt in ${tables.join(" or ")} by shared ${n}-grams`,
  needs: ({ tables }) => ({
    columns: [],
    readsText: false,
    tables: tables.map((name, at) => ({ name, key: tables.length === 1 ? "tables" : `tables.${at}` })),
  }),
  run: (step, context) => {
    const { rows, table, place, textColumn } = context;
    const column = promptColumnOf(table.schema, table.name, step.column, textColumn, `${place}.column`);
    const values = table.column(column);
    const training = rows.map((row) => textOf(values[row], "user"));
    const best = new Map<number, ContaminatedRow & { readonly table: string; readonly item: string }>();
    const notes: string[] = [];
    for (const name of step.tables) {
      const { prompts, itemOf } = evaluationOf(name, column, step, context);
      const found = findContamination(training, prompts, step);
      for (const match of found.rows) {
        if (match.share <= (best.get(match.row)?.share ?? 0)) continue;
        best.set(match.row, { ...match, table: name, item: itemOf(match.prompt) });
      }
      notes.push(
        `${found.contaminated.toLocaleString("en")} of ${prompts.length.toLocaleString("en")} prompts of ${name} are in the rows` +
          (found.tooShort === 0 ? "" : `; too short to tell, with fewer than ${step.n} words: ${found.tooShort.toLocaleString("en")}`),
      );
    }
    const drops = [...best.values()]
      .sort((a, b) => a.row - b.row)
      .map(
        ({ row, share, table: matchedTable, item }): Drop => ({
          row: rows[row] ?? 0,
          reason: `covers ${percent(share)} of ${item} in ${matchedTable}`,
          matched: item,
          matchedTable,
          similarity: share,
        }),
      );
    return { column, drops, notes };
  },
  starter: { type: "decontaminate", tables: ["evaluation"] },
  fields: [
    { key: "tables", label: "Evaluation sets", control: { type: "sources" } },
    { ...columnField, help: "The rows' prompts; found by the usual names when empty." },
    { key: "evaluation_column", label: "Their column", control: { type: "line" } },
    { key: "n", label: "Words in an n-gram", control: { type: "number", min: 2, max: 50, step: 1 } },
    { key: "share", label: "Share above which a row goes", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  ],
};

/** An evaluation table's prompts: in the named column, else in the one the rows have them in, else in a usual one. */
export function evaluationColumn(
  step: Pick<StepOf<"decontaminate">, "evaluation_column">,
  schema: Parameters<typeof promptColumnOf>[0],
  table: string,
  column: string,
  place: string,
): string {
  const own = schema.columns.some(({ name }) => name === column) ? column : undefined;
  return promptColumnOf(schema, table, step.evaluation_column ?? own, null, `${place}.evaluation_column`);
}

function evaluationOf(name: string, column: string, step: StepOf<"decontaminate">, { other, place }: StepContext) {
  const evaluation = other(name);
  const prompts = evaluation.column(evaluationColumn(step, evaluation.schema, name, column, place)).map((value) => textOf(value, "user"));
  const items = evaluation.column("item");
  return {
    prompts,
    itemOf: (row: number): string => {
      const item = items[row];
      return item === null || item === undefined ? `row ${row + 1}` : String(item);
    },
  };
}
