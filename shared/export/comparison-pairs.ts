import { AssayError } from "../assay-error.ts";
import type { RowEnd } from "../data/row-ledger.ts";
import type { Row } from "../data/table.ts";
import type { LeftOut } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import type { Pair, Pairs } from "./pair.ts";
import { type PooledVerdict, poolVerdicts, readOutcome, readVote, type VoteCounts } from "./pool-verdicts.ts";
import { type Author, isRevisedPair, judgedBy, judgesOf, principlesOf, teacherProvenance } from "./provenance.ts";
import { itemOf, keyText, readTexts, textIn, valueOf } from "./read-answer.ts";

type Comparison = { readonly row: number; readonly rows: Row[] };

/**
 * One pair a comparison. Several judges are pooled by majority, one vote each. Ties, inconsistent and unscored verdicts, judges
 * without a majority and equal answers become no pair. Throws data-unreadable for an outcome nobody knows.
 */
export function comparisonPairs(input: FormInput): Pairs {
  const { roles, rows } = input;
  const comparisons = new Map<string, Comparison>();
  for (const [at, row] of rows.entries()) {
    if (readOutcome(valueOf(row, roles, "outcome")) === null) throw unknownOutcome(at + 1, textIn(row, roles, "outcome"));
    const key = comparisonKey(row, textIn(row, roles, "item"));
    const known = comparisons.get(key);
    if (known) known.rows.push(row);
    else comparisons.set(key, { row: at + 1, rows: [row] });
  }
  const pairs: Pair[] = [];
  const leftOut: LeftOut[] = [];
  for (const comparison of comparisons.values()) {
    const read = readComparison(comparison, input);
    if (read.ok) pairs.push(read.pair);
    else leftOut.push({ row: comparison.row, item: textIn(comparison.rows[0] ?? {}, roles, "item"), end: read.end });
  }
  return { pairs, leftOut };
}

type Read = { readonly ok: true; readonly pair: Pair } | { readonly ok: false; readonly end: RowEnd };

function readComparison({ row, rows }: Comparison, input: FormInput): Read {
  const { roles } = input;
  const [first = {}] = rows;
  const seenFrom = (each: Row) => (each.a === first.b && each.b === first.a && each.a !== each.b ? "b" : "a");
  const pooled = poolVerdicts(rows.map((each) => readVote(each, roles, seenFrom(each))));
  if (pooled.type === "unscored") return { ok: false, end: { type: "unscored", reason: pooled.reason } };
  if (pooled.type === "undecided") return { ok: false, end: { type: "filtered", reason: pooled.reason } };
  const reading = readTexts(first, roles, pooled.winner === "a" ? ["response_a", "response_b"] : ["response_b", "response_a"]);
  if (!reading.ok) return { ok: false, end: { type: "failed", reason: reading.reason } };
  const [chosen = "", rejected = ""] = reading.texts;
  if (chosen === rejected) return { ok: false, end: { type: "filtered", reason: "equal answers" } };
  const { prompt } = reading;
  const item = textIn(first, roles, "item");
  return {
    ok: true,
    pair: { row, item, prompt, chosen, rejected, margin: pooled.margin, provenance: provenance(first, rows, pooled, prompt, input) },
  };
}

function provenance(
  first: Row,
  rows: readonly Row[],
  { votes, winner }: PooledVerdict & { readonly type: "decided" },
  prompt: Pair["prompt"],
  { roles, origins }: FormInput,
): Row {
  const [chosen, rejected] = winner === "a" ? [keyText(first.a), keyText(first.b)] : [keyText(first.b), keyText(first.a)];
  const judges = judgesOf(rows, roles);
  const isRevised = isRevisedPair(first);
  const wrote = (side: "a" | "b"): Author["wrote"] => (isRevised && side === "a" ? "revision" : "answer");
  const authors: readonly Author[] = [
    { model: chosen, wrote: wrote(winner) },
    { model: rejected, wrote: wrote(winner === "a" ? "b" : "a") },
  ];
  return {
    ...teacherProvenance(itemOf(first, roles, prompt), prompt, authors, origins),
    assay_comparison: keyText(first.comparison) || comparisonKey(first, textIn(first, roles, "item")),
    assay_chosen_model: chosen,
    assay_rejected_model: rejected,
    assay_judges: judges.join(", ") || null,
    assay_judged_by: judgedBy(rows, roles),
    ...(judges.length === 0 ? {} : votesOf(votes, winner, rows)),
    assay_principle: principlesOf(first),
    assay_rubric_version: origins.rubricVersion,
    assay_simulated: [chosen, rejected, ...judges].some(origins.isSimulated),
  };
}

/** What the judges said, where some were asked: nobody's vote is none for it. */
function votesOf(votes: VoteCounts, winner: "a" | "b", rows: readonly Row[]): Row {
  const [ayes, noes] = winner === "a" ? [votes.win, votes.loss] : [votes.loss, votes.win];
  return {
    assay_votes_for: ayes,
    assay_votes_against: noes,
    assay_votes_undecided: votes.tie + votes.inconsistent + votes.unscored,
    assay_tie_type: tieType(votes, rows),
    assay_consistency: ayes / (votes.win + votes.loss + votes.tie + votes.inconsistent),
  };
}

/** What those who saw no winner said: the pair stands by the majority of the others. */
function tieType(votes: { readonly tie: number; readonly inconsistent: number }, rows: readonly Row[]): string {
  if (votes.tie > 0) return rows.some((row) => row.both_bad === true) ? "both bad" : "tie";
  return votes.inconsistent > 0 ? "inconsistent" : "none";
}

/** Rows of one comparison share it, whichever of the two answers stands first. */
function comparisonKey(row: Row, item: string): string {
  const named = keyText(row.comparison);
  if (named !== "") return `${item}: ${named}`;
  return `${item}: ${[keyText(row.a), keyText(row.b)].sort().join(" vs ")} ${keyText(row.sample)}`.trim();
}

function unknownOutcome(row: number, found: string): AssayError {
  return new AssayError("data-unreadable", `Row ${row} has the outcome ${JSON.stringify(found)}.`, {
    hint: "Outcomes are win, loss, tie, inconsistent and unscored, seen from answer a; or a, b and tie.",
    place: { row, key: "from" },
  });
}
