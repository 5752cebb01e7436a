import { AssayError } from "../assay-error.ts";
import { hasLoneSurrogate, messageRow, promptKeyOf, readPrompt } from "./chat-messages.ts";
import { createRowProblems, type ExportRow, type ExportRows, keyText, requireColumns, textOrNull } from "./export-rows.ts";
import { type PooledVerdict, poolVerdicts, readOutcome, readVote } from "./pool-verdicts.ts";
import { countRows, type RowEnd } from "./row-ledger.ts";
import { notUnicode } from "./sft-rows.ts";
import { boolean, type Column, double, integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "./table.ts";

export type PreferenceOptions = {
  readonly from: string;
  /** Models whose verdicts or answers are simulated, to be marked row by row. */
  readonly isSimulated: (model: string) => boolean;
};

const ownColumns: readonly Column[] = schemaOf([
  ["prompt", messagesType],
  ["chosen", messagesType],
  ["rejected", messagesType],
  ["assay_item", text],
  ["assay_comparison", text],
  ["assay_chosen_model", text],
  ["assay_rejected_model", text],
  ["assay_judges", text],
  ["assay_votes_for", integer],
  ["assay_votes_against", integer],
  ["assay_votes_undecided", integer],
  ["assay_simulated", boolean],
]).columns;

/**
 * Rows of a pairwise judge's table as preference data, one per comparison. Several judges are pooled by majority. Ties, inconsistent
 * and unscored verdicts, judges without a majority, and equal answers become no pair: they are counted. `margin` is
 * there for all rows or for none. Throws column-missing.
 */
export function preferenceRows(schema: TableSchema, table: Iterable<Row>, options: PreferenceOptions): ExportRows {
  const promptColumn = requirePromptColumn(schema, options.from);
  requireColumns(schema, options.from, ["item", "a", "b", "response_a", "response_b", "outcome"]);
  const comparisons = new Map<string, Comparison>();
  let number = 0;
  for (const row of table) {
    number += 1;
    if (readOutcome(row.outcome) === null) throw unknownOutcome(number, row);
    const key = comparisonKey(row);
    const known = comparisons.get(key);
    if (known) known.rows.push(row);
    else comparisons.set(key, { number, rows: [row] });
  }
  const problems = createRowProblems();
  const ends: RowEnd[] = [];
  const pairs: Pair[] = [];
  for (const comparison of comparisons.values()) {
    const shaped = shape(comparison, promptColumn, options);
    ends.push(shaped.end);
    if (shaped.pair) pairs.push(shaped.pair);
    else if (shaped.end.type === "failed") problems.add(comparison.number, keyText(comparison.rows[0]?.item), shaped.end.reason);
  }
  // Trainers want a margin in every row or in none.
  const hasMargin = pairs.length > 0 && pairs.every((pair) => pair.margin !== null);
  return {
    schema: { columns: hasMargin ? [...ownColumns.slice(0, 3), { name: "margin", type: double }, ...ownColumns.slice(3)] : ownColumns },
    rows: pairs.map(({ row, margin, promptKey }) => ({ row: hasMargin ? { ...row, margin } : row, promptKey })),
    ledger: countRows(ends),
    problems: problems.problems,
  };
}

type Comparison = { readonly number: number; readonly rows: Row[] };
type Pair = ExportRow & { readonly margin: number | null };
type Shaped = { readonly end: RowEnd; readonly pair: Pair | null };

function shape(comparison: Comparison, promptColumn: string, options: PreferenceOptions): Shaped {
  const { rows } = comparison;
  const [first = {}] = rows;
  const seenFrom = (row: Row) => (row.a === first.b && row.b === first.a && row.a !== row.b ? "b" : "a");
  const pooled = poolVerdicts(rows.map((row) => readVote(row, seenFrom(row))));
  if (pooled.type === "unscored") return dropped({ type: "unscored", reason: pooled.reason });
  if (pooled.type === "undecided") return dropped({ type: "filtered", reason: pooled.reason });
  const answers = { a: textOrNull(first.response_a), b: textOrNull(first.response_b) };
  if (!answers.a?.trim() || !answers.b?.trim()) return dropped({ type: "failed", reason: "empty answer" });
  if (answers.a === answers.b) return dropped({ type: "filtered", reason: "equal answers" });
  const prompt = readPrompt(first[promptColumn]);
  if (!prompt.ok) return dropped({ type: "failed", reason: prompt.reason });
  const texts = [answers.a, answers.b, ...prompt.messages.map((message) => message.content)];
  if (texts.some(hasLoneSurrogate)) return dropped({ type: "failed", reason: notUnicode });
  const [chosen, rejected] = pooled.winner === "a" ? [answers.a, answers.b] : [answers.b, answers.a];
  const row: Row = {
    prompt: prompt.messages.map(messageRow),
    chosen: [{ role: "assistant", content: chosen }],
    rejected: [{ role: "assistant", content: rejected }],
    ...provenance(first, rows, pooled, options),
  };
  return { end: { type: "kept" }, pair: { row, promptKey: promptKeyOf(prompt.messages), margin: pooled.margin } };
}

function provenance(
  first: Row,
  rows: readonly Row[],
  pooled: PooledVerdict & { readonly type: "decided" },
  options: PreferenceOptions,
): Row {
  const { votes, winner } = pooled;
  const [chosen, rejected] = winner === "a" ? [keyText(first.a), keyText(first.b)] : [keyText(first.b), keyText(first.a)];
  const judges = [...new Set(rows.map((row) => keyText(row.judge)).filter((judge) => judge !== ""))].sort();
  return {
    assay_item: keyText(first.item),
    assay_comparison: keyText(first.comparison) || comparisonKey(first),
    assay_chosen_model: chosen,
    assay_rejected_model: rejected,
    assay_judges: judges.join(", "),
    assay_votes_for: winner === "a" ? votes.win : votes.loss,
    assay_votes_against: winner === "a" ? votes.loss : votes.win,
    assay_votes_undecided: votes.tie + votes.inconsistent + votes.unscored,
    assay_simulated: [chosen, rejected, ...judges].some(options.isSimulated),
  };
}

function dropped(end: RowEnd): Shaped {
  return { end, pair: null };
}

/** Rows of one comparison share it, whichever of the two answers stands first. */
function comparisonKey(row: Row): string {
  const named = keyText(row.comparison);
  if (named !== "") return `${keyText(row.item)}: ${named}`;
  return `${keyText(row.item)}: ${[keyText(row.a), keyText(row.b)].sort().join(" vs ")} ${keyText(row.sample)}`.trim();
}

function requirePromptColumn(schema: TableSchema, from: string): string {
  const found = ["messages", "prompt", "question"].find((name) => schema.columns.some((column) => column.name === name));
  if (found) return found;
  throw new AssayError("column-missing", `${from} has no column \`messages\`, \`prompt\` or \`question\` to take the prompt from.`, {
    hint: "Join it back in a sql cell, or export from the judge's own table.",
    place: { key: "from" },
  });
}

function unknownOutcome(row: number, found: Row): AssayError {
  return new AssayError("data-unreadable", `Row ${row} has the outcome ${JSON.stringify(keyText(found.outcome))}.`, {
    hint: "Outcomes are win, loss, tie, inconsistent and unscored, seen from answer a.",
    place: { row, key: "outcome" },
  });
}
