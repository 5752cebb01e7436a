import type { Drop, StepKindOf } from "../step.ts";

export const where: StepKindOf<"where"> = {
  type: "where",
  title: "Condition",
  sentence: "Rows for which an SQL condition over their columns does not hold are dropped.",
  describe: ({ sql }) => sql.replace(/\s+/g, " "),
  needs: () => ({ columns: [], readsText: false, tables: [] }),
  run: (_, { rows, condition }) => {
    const drops = rows.flatMap((row): readonly Drop[] => {
      const holds = condition[row];
      if (holds === true) return [];
      return [{ row, reason: holds === false ? "the condition does not hold" : "the condition is null" }];
    });
    return { drops, notes: [] };
  },
  starter: { type: "where", sql: "length(response) > 20" },
  fields: [{ key: "sql", label: "Condition", help: "SQL over the row's columns.", control: { type: "paragraph" } }],
};
