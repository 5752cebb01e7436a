import { type ContaminatedRow, type Contamination, findContamination } from "../contamination.ts";
import type { Drop, Match, StepContext, StepKindOf } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { promptColumnOf, textOf } from "../step-text.ts";
import { columnField, percent, percentSet } from "./fields.ts";

/**
 * Tülu 3's rule (Lambert et al. 2024, § 3.2): an evaluation's instance matches when one row alone covers more than `share` of its
 * words by common n-grams, and the evaluation is contaminated when more than `contaminated_above` of all its instances match.
 * Rows that match a contaminated evaluation are dropped; matches of the others are told in the table of matches, and stay.
 */
export const decontaminate: StepKindOf<"decontaminate"> = {
  type: "decontaminate",
  title: "Decontaminate",
  sentence:
    "Rows that hold most of an evaluation prompt are dropped, by the n-grams they share, where more than 2 % of the set's prompts are found in the rows (Tülu 3's rule).",
  matchesRows: true,
  describe: ({ tables, n, share, contaminated_above: limit }) =>
    `more than ${percentSet(share)} of a prompt in ${tables.join(" or ")} by shared ${n}-grams${limit === 0 ? "" : `, once more than ${percentSet(limit)} of a set match`}`,
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
    const matches: Match[] = [];
    const notes: string[] = [];
    for (const name of step.tables) {
      const { prompts, itemOf } = evaluationOf(name, column, step, context);
      const found = findContamination(training, prompts, step);
      const matched = prompts.length === 0 ? 0 : found.contaminated / prompts.length;
      const isContaminated = matched > step.contaminated_above;
      notes.push(setNote(name, prompts.length, found, step, isContaminated));
      for (const { row, prompt, share } of found.matches)
        matches.push({ row: rows[row] ?? 0, matched: itemOf(prompt), matchedTable: name, similarity: share });
      if (!isContaminated) continue;
      for (const match of found.rows) {
        if (match.share <= (best.get(match.row)?.share ?? 0)) continue;
        best.set(match.row, { ...match, table: name, item: itemOf(match.prompt) });
      }
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
    return { column, drops, matches: matches.sort((a, b) => a.row - b.row), notes };
  },
  starter: { type: "decontaminate", tables: ["evaluation"] },
  fields: [
    { key: "tables", label: "Evaluation sets", control: { type: "sources" } },
    { ...columnField, help: "The rows' prompts; found by the usual names when empty." },
    { key: "evaluation_column", label: "Their column", control: { type: "line" } },
    { key: "n", label: "Words in an n-gram", control: { type: "number", min: 2, max: 50, step: 1 } },
    { key: "share", label: "Share of a prompt above which a row matches", control: { type: "number", min: 0, max: 1, step: 0.05 } },
    {
      key: "contaminated_above",
      label: "Share of a set above which its matches are dropped",
      help: "Tülu 3: 0.02 of its prompts. Matches of other sets are told and stay; 0 drops every match.",
      control: { type: "number", min: 0, max: 1, step: 0.01 },
    },
  ],
};

/** "12 of 500 instances of exam matched (2.4 % > 2 %): 14 rows dropped". */
function setNote(
  name: string,
  instances: number,
  { contaminated, rows, tooShort }: Contamination,
  { contaminated_above: limit, n }: StepOf<"decontaminate">,
  isContaminated: boolean,
): string {
  const count = (value: number): string => value.toLocaleString("en");
  const short = tooShort === 0 ? "" : `; too short to tell, with fewer than ${n} words: ${count(tooShort)}`;
  if (instances === 0) return `${name} has no instance to match`;
  const matched = `${count(contaminated)} of ${count(instances)} instances of ${name} matched`;
  if (contaminated === 0) return `${matched}${short}`;
  const shares = `${percentBeside(limit, contaminated / instances)} ${isContaminated ? ">" : "≤"} ${percentSet(limit)}`;
  const told = rows.length === 1 ? "1 row" : `${count(rows.length)} rows`;
  return `${matched} (${shares}): ${told} ${isContaminated ? "dropped" : "told, not dropped"}${short}`;
}

/** Fine enough that what lies just above a limit does not read as the limit. */
function percentBeside(limit: number, share: number): string {
  const written = percent(share);
  return Number.parseFloat(written) === Number.parseFloat(percentSet(limit)) ? percentSet(share) : written;
}

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
