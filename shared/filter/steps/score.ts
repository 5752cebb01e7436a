import { AssayError } from "../../assay-error.ts";
import { hasColumn, requireColumn } from "../../data/table-columns.ts";
import { textOfValue } from "../../data/value-text.ts";
import { numberOf } from "../keep-one.ts";
import type { Drop, FilterTable, StepKindOf } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { percentSet } from "./fields.ts";

export const score: StepKindOf<"score"> = {
  type: "score",
  title: "Score",
  sentence:
    "Rows that a judge or rubric scored too low are dropped; scores are joined by item, model and sample. Of a judge of pairs, the score is the share of its comparisons that a model's answer won.",
  describe: ({ table, min, max, top }) => {
    const limits = [
      ...(min === undefined ? [] : [`at least ${min}`]),
      ...(max === undefined ? [] : [`at most ${max}`]),
      ...(top === undefined ? [] : [`the best ${percentSet(top)}`]),
    ];
    return `${limits.join(", ")} by ${table}`;
  },
  needs: ({ table }) => ({
    columns: [{ name: "item", key: "table" }],
    readsText: false,
    tables: [{ name: table, key: "table" }],
  }),
  run: (step, context) => {
    const { rows, table, place } = context;
    const scores = context.other(step.table);
    requireColumn(scores.schema, scores.name, "item", `${place}.table`);
    const isPairs = step.score === undefined && isComparisons(scores);
    const column = isPairs ? "share won" : scoreColumn(step, scores, place);
    if (step.judge !== undefined) requireColumn(scores.schema, scores.name, "judge", `${place}.judge`);
    if (isPairs) requireColumn(table.schema, table.name, "model", `${place}.table`);
    const keys = isPairs
      ? ["item", "model"]
      : ["item", "model", "sample"].filter((name) => hasColumn(table.schema, name) && hasColumn(scores.schema, name));
    const means = meansOf(isPairs ? sharesWon(scores, step.judge) : scoresIn(scores, keys, column, step.judge));
    const keyOf = joinKey(table, keys);
    const found = rows.map((row) => means.get(keyOf(row)) ?? null);
    const cut = step.top === undefined ? Number.NEGATIVE_INFINITY : cutOf(found, step.top);
    const drops = rows.flatMap((row, at): readonly Drop[] => {
      const value = found[at] ?? null;
      const reason =
        value === null ? (step.missing === "drop" ? `no ${column} in ${scores.name}` : null) : lowReason(value, step, cut, column);
      return reason === null ? [] : [{ row, reason }];
    });
    const missing = found.filter((value) => value === null).length;
    return {
      drops,
      notes: [
        `mean ${column} by ${keys.join(", ")}${step.judge === undefined ? "" : ` of ${step.judge}`}`,
        ...(missing === 0 ? [] : [`${missing.toLocaleString("en")} rows have no score and ${step.missing === "drop" ? "go" : "stay"}`]),
        ...(step.top === undefined ? [] : ["ties at the cut all stay"]),
      ],
    };
  },
  starter: { type: "score", table: "scores", min: 4 },
  fields: [
    { key: "table", label: "Scores from", control: { type: "source" } },
    { key: "score", label: "Its column", help: "reward, else score, else the share of pairs won.", control: { type: "line" } },
    { key: "judge", label: "Only by", help: "A judge; the mean of all when empty.", control: { type: "line" } },
    { key: "min", label: "At least", control: { type: "number" } },
    { key: "max", label: "At most", control: { type: "number" } },
    { key: "top", label: "Best share", control: { type: "number", min: 0, max: 1, step: 0.05 } },
    { key: "missing", label: "Without a score", control: { type: "choice", options: ["drop", "keep"] } },
  ],
};

function scoreColumn(step: StepOf<"score">, scores: FilterTable, place: string): string {
  const column = step.score ?? ["reward", "score"].find((name) => hasColumn(scores.schema, name));
  if (column === undefined)
    throw new AssayError("column-missing", `\`${scores.name}\` has no column \`reward\` or \`score\`, and no comparisons either.`, {
      hint: "Name the column that holds the scores, or another table.",
      place: { key: `${place}.table` },
    });
  requireColumn(scores.schema, scores.name, column, `${place}.score`);
  return column;
}

/** Whether a judge compared pairs, and said who won. */
function isComparisons({ schema }: FilterTable): boolean {
  return !["reward", "score"].some((name) => hasColumn(schema, name)) && ["a", "b", "outcome"].every((name) => hasColumn(schema, name));
}

function joinKey(table: FilterTable, keys: readonly string[]): (row: number) => string {
  const columns = keys.map((key) => table.column(key));
  return (row) => JSON.stringify(columns.map((column) => textOfValue(column[row])));
}

type Keyed = readonly [key: string, value: number];

function* scoresIn(scores: FilterTable, keys: readonly string[], column: string, judge: string | undefined): Generator<Keyed> {
  const keyOf = joinKey(scores, keys);
  const judges = judge === undefined ? [] : scores.column("judge");
  for (const [row, value] of scores.column(column).entries()) {
    const number = numberOf(value);
    if (number !== null && (judge === undefined || judges[row] === judge)) yield [keyOf(row), number];
  }
}

/** What the first of a pair has of a comparison; the others were not decided. */
const shares = new Map([
  ["win", 1],
  ["tie", 0.5],
  ["loss", 0],
]);

/** Of each comparison, what either model's answer to the item won of it. */
function* sharesWon(scores: FilterTable, judge: string | undefined): Generator<Keyed> {
  const [items, firsts, seconds, outcomes] = ["item", "a", "b", "outcome"].map((name) => scores.column(name));
  const judges = judge === undefined ? [] : scores.column("judge");
  for (const [row, outcome] of (outcomes ?? []).entries()) {
    const share = shares.get(textOfValue(outcome));
    if (share === undefined || (judge !== undefined && judges[row] !== judge)) continue;
    const item = textOfValue(items?.[row]);
    yield [JSON.stringify([item, textOfValue(firsts?.[row])]), share];
    yield [JSON.stringify([item, textOfValue(seconds?.[row])]), 1 - share];
  }
}

function meansOf(values: Iterable<Keyed>): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const [key, value] of values) {
    const held = sums.get(key) ?? { sum: 0, n: 0 };
    sums.set(key, { sum: held.sum + value, n: held.n + 1 });
  }
  return new Map([...sums].map(([key, { sum, n }]) => [key, sum / n]));
}

/** The lowest score among the best share of the scored rows. */
function cutOf(found: readonly (number | null)[], top: number): number {
  const sorted = found.filter((value) => value !== null).sort((a, b) => b - a);
  return sorted[Math.ceil(sorted.length * top) - 1] ?? Number.NEGATIVE_INFINITY;
}

function lowReason(value: number, { min, max, top }: StepOf<"score">, cut: number, column: string): string | null {
  const said = Number(value.toFixed(4));
  if (min !== undefined && value < min) return `${column} ${said}, below ${min}`;
  if (max !== undefined && value > max) return `${column} ${said}, above ${max}`;
  return value < cut ? `${column} ${said}, not among the best ${percentSet(top ?? 1)}` : null;
}
