import { AssayError } from "#shared/assay-error.ts";
import { count } from "#shared/cells/teacher.ts";
import { boolean, double, integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { type BestOfNOptions, bestOfNDivergence, bestOfNOptions, type Standing, standings } from "#shared/teaching/best-of-n.ts";
import type { InputTable, RowEnding } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import type { Made, TeacherMethod } from "./teacher-method.ts";

const ownColumns = schemaOf([
  ["rank", integer],
  ["chosen", boolean],
  ["score", double],
  ["judgements", integer],
  ["n", integer],
  ["why_not_chosen", text],
]).columns;

/** All answers to an item with their rank by a judge's table; the best is chosen unless two share the first rank. No calls. */
export const bestOfN: TeacherMethod = {
  expect: (_, input) => ({ calls: 0, ...input }),
  program: async ({ context, input, indexes }) => {
    const options = bestOfNOptions.parse(context.body.best_of_n);
    const scoreOf = scoreReader(await context.inputs.table(options.scores), options);
    const own = new Set(["item", ...ownColumns.map(({ name }) => name)]);
    const kept = input.schema.columns.filter(({ name }) => !own.has(name));
    const groups = new Map<string, Row[]>();
    for (const at of indexes) {
      const row = input.rows[at] ?? {};
      const item = itemOf(row, at);
      groups.set(item, [...(groups.get(item) ?? []), row]);
    }
    const ranked = [...groups].map(([item, rows]) => rankItem(item, rows, scoreOf));
    return {
      size: ranked.length,
      perRow: 1,
      rounds: 1,
      mostCalls: () => [],
      laneOf: () => "",
      columns: [{ name: "item", type: text }, ...ownColumns, ...kept],
      summary: () => summaryOf(ranked.map((made) => made.map(({ row }) => row))),
      making: (index) => ({ label: `item ${[...groups.keys()][index]}`, step: () => ({ type: "done", made: ranked[index] ?? [] }) }),
    };
  },
};

type Score = { readonly score: number | null; readonly judgements: number };

function rankItem(item: string, rows: readonly Row[], scoreOf: (item: string, row: Row) => Score): readonly Made[] {
  const scores = rows.map((row) => (isFailed(row) ? { score: null, judgements: 0 } : scoreOf(item, row)));
  const places = standings(scores.map(({ score }) => score));
  return rows.map((row, at): Made => {
    const { score = null, judgements = 0 } = scores[at] ?? {};
    const standing = places[at] ?? { rank: null, isChosen: false, isTied: false };
    const reason = isFailed(row) ? "the answer failed" : "no score";
    const ending: RowEnding = score === null ? { type: "unscored", reason } : { type: "kept" };
    const why = score === null ? reason : whyNot(standing);
    return {
      label: `item ${item}, ${textOfValue(row.model)}, sample ${textOfValue(row.sample)}`,
      ending,
      row: { ...row, item, rank: standing.rank, chosen: standing.isChosen, score, judgements, n: rows.length, why_not_chosen: why },
    };
  });
}

function whyNot({ rank, isChosen, isTied }: Standing): string | null {
  if (isChosen) return null;
  return rank === 1 && isTied ? "shares the first rank" : "scored lower";
}

function isFailed(row: Row): boolean {
  return typeof row.error === "string" && row.error !== "";
}

/** Reads scores by item, and by model and sample where the table has them. Throws column-missing. */
function scoreReader(table: InputTable, { column, judge }: BestOfNOptions): (item: string, row: Row) => Score {
  const named = column ?? ["reward", "score"].find((name) => hasColumn(table.schema, name));
  const isPairs = named === undefined && ["a", "b", "winner", "outcome"].every((name) => hasColumn(table.schema, name));
  if (column !== undefined) requireColumn(table.schema, table.table, column, "best_of_n.column");
  if (named === undefined && !isPairs)
    throw new AssayError("column-missing", `\`${table.table}\` has no column \`reward\` or \`score\`, and no comparisons either.`, {
      hint: "Name the column with `best_of_n.column:`.",
      place: { key: "best_of_n.scores" },
    });
  const rows = judge === undefined ? table.rows : table.rows.filter((row) => row.judge === judge);
  if (judge !== undefined && rows.length === 0)
    throw new AssayError("name-unknown", `\`${table.table}\` has no row of the judge \`${judge}\`.`, { place: { key: "best_of_n.judge" } });
  const keys = ["model", "sample"].filter((name) => hasColumn(table.schema, name) || (isPairs && name === "model"));
  const keyOf = (item: string, row: Row): string => JSON.stringify([item, ...keys.map((name) => textOfValue(row[name]))]);
  const found = new Map<string, number[]>();
  const add = (key: string, score: number): void => {
    found.set(key, [...(found.get(key) ?? []), score]);
  };
  for (const [at, row] of rows.entries()) {
    const item = itemOf(row, at);
    const value = named === undefined ? null : numberOf(row[named]);
    if (named !== undefined && value !== null) add(keyOf(item, row), value);
    if (isPairs && typeof row.outcome === "string" && row.outcome in shares) {
      const share = shares[row.outcome as keyof typeof shares];
      add(keyOf(item, { ...row, model: row.a ?? null }), share);
      add(keyOf(item, { ...row, model: row.b ?? null }), 1 - share);
    }
  }
  return (item, row) => {
    const scores = found.get(keyOf(item, row)) ?? [];
    return { score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length, judgements: scores.length };
  };
}

/** What the first of a pair has of a comparison; the others were not decided. */
const shares = { win: 1, tie: 0.5, loss: 0 } as const;

function numberOf(value: Row[string] | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function summaryOf(items: readonly (readonly Row[])[]): string {
  const sizes = items.map((rows) => rows.length);
  const chosen = items.filter((rows) => rows.some((row) => row.chosen === true)).length;
  const tied = items.filter((rows) => rows.some((row) => row.why_not_chosen === "shares the first rank")).length;
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const divergence = sizes.reduce((sum, n) => sum + bestOfNDivergence(n), 0) / sizes.length;
  return [
    `${chosen.toLocaleString("en")}/${count(items.length, "item")} with one best`,
    ...(sizes.length === 0 ? [] : [`n ${least === most ? least : `${least}–${most}`}`, `KL at most ${divergence.toFixed(4)} nats`]),
    ...(tied > 0 ? [`${tied} tied`] : []),
  ].join(" · ");
}
