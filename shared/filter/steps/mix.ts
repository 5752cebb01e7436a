import { AssayError } from "../../assay-error.ts";
import { textOfValue } from "../../data/value-text.ts";
import type { Drop, StepContext, StepKindOf, StepOutcome } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { percentSet } from "./fields.ts";

export const mix: StepKindOf<"mix"> = {
  type: "mix",
  title: "Mix",
  sentence: "Rows by people make up a stated share: drawn from another table, or told apart by a column.",
  describe: ({ table, column, value, share }) =>
    table === undefined ? `${percentSet(share)} with ${column} ${value}` : `${percentSet(share)} from ${table}`,
  needs: ({ table, column }) => ({
    columns: column === undefined ? [] : [{ name: column, key: "column" }],
    readsText: false,
    tables: table === undefined ? [] : [{ name: table, key: "table" }],
  }),
  run: (step, context) => (step.table === undefined ? balanceOrigins(step, context) : mixIn(step, step.table, context)),
  starter: { type: "mix", table: "humans", share: 0.2 },
  fields: [
    { key: "table", label: "Rows by people from", control: { type: "source" } },
    { key: "column", label: "Or told by column", control: { type: "column" } },
    { key: "value", label: "Its value for people", help: "human when empty.", control: { type: "line" } },
    { key: "share", label: "Share of people's rows", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  ],
};

/** The most rows of both kinds that stand in the wanted share. */
function fit(synthetic: number, human: number, share: number): { readonly synthetic: number; readonly human: number } {
  const wanted = Math.round((synthetic * share) / (1 - share));
  return wanted <= human
    ? { synthetic, human: wanted }
    : { synthetic: Math.min(synthetic, Math.round((human * (1 - share)) / share)), human };
}

function mixIn(step: StepOf<"mix">, name: string, context: StepContext): StepOutcome {
  const { rows, random, other } = context;
  const humans = other(name);
  if (humans.size === 0 && rows.length > 0) throw noPeople(`\`${name}\` has no rows to mix in`, step.share);
  const size = fit(rows.length, humans.size, step.share);
  const drawn = draw([...Array(humans.size).keys()], size.human, random);
  return {
    drops: surplus(rows, size.synthetic, random, `room for ${percentSet(step.share)} of ${name}, which has ${humans.size} rows`),
    mixedIn: { table: name, rows: drawn },
    notes: [`${drawn.length.toLocaleString("en")} rows of ${name} mixed in`, ...leftOut(context, name)],
  };
}

/** No number of rows has a share of none: to go on would drop them all. */
function noPeople(sentence: string, share: number): AssayError {
  return new AssayError("cell-invalid", `${sentence}, so ${percentSet(share)} by people cannot be reached.`, {
    hint: "Give it rows by people, or switch the mix step off.",
    place: { key: "steps" },
  });
}

function leftOut({ table, other }: StepContext, name: string): readonly string[] {
  const own = new Set(table.schema.columns.map((column) => column.name));
  const extra = other(name).schema.columns.filter((column) => !own.has(column.name));
  return extra.length === 0 ? [] : [`columns left out: ${extra.map((column) => column.name).join(", ")}`];
}

function balanceOrigins(step: StepOf<"mix">, { rows, table, random }: StepContext): StepOutcome {
  const origins = table.column(step.column ?? "");
  const isHuman = (row: number): boolean => textOfValue(origins[row]) === step.value;
  const [humans, others] = [rows.filter(isHuman), rows.filter((row) => !isHuman(row))];
  if (humans.length === 0 && others.length > 0) throw noPeople(`No row has \`${step.value}\` in \`${step.column}\``, step.share);
  const size = fit(others.length, humans.length, step.share);
  const reason = `surplus to ${percentSet(step.share)} with ${step.column} ${step.value}`;
  const drops = [...surplus(humans, size.human, random, reason), ...surplus(others, size.synthetic, random, reason)];
  return {
    drops: drops.sort((a, b) => a.row - b.row),
    notes: [`${humans.length.toLocaleString("en")} rows by people, ${others.length.toLocaleString("en")} others`],
  };
}

function surplus(rows: readonly number[], keep: number, random: StepContext["random"], reason: string): readonly Drop[] {
  const kept = new Set(draw(rows, keep, random));
  return rows.flatMap((row) => (kept.has(row) ? [] : [{ row, reason }]));
}

/** So many of the rows, drawn without replacement, in their order. */
export function draw(rows: readonly number[], count: number, random: StepContext["random"]): readonly number[] {
  if (count >= rows.length) return rows;
  return random
    .shuffle(rows)
    .slice(0, count)
    .sort((a, b) => a - b);
}
