import { AssayError } from "../../assay-error.ts";
import type { Aggregate } from "../../rubric/criterion.ts";
import type { Judgement } from "../judgement.ts";

/** How a judge's verdicts become scores. Not declared: no row says it, and scores are weighted shares. */
export type Scoring = { readonly aggregate: Aggregate; readonly isDeclared: boolean };

const undeclared: Scoring = { aggregate: "weighted", isDeclared: false };

/**
 * Each judge's aggregate: what its rows declare; where they declare none, what all others declare. Throws
 * data-unreadable where the rows of one judge declare two.
 */
export function scoringOf(judgements: readonly Judgement[]): ReadonlyMap<string, Scoring> {
  const declared = new Map<string, Set<Aggregate>>();
  for (const { judge, aggregate } of judgements) {
    const own = declared.get(judge) ?? new Set();
    declared.set(judge, aggregate === undefined ? own : own.add(aggregate));
  }
  const all = [...new Set([...declared.values()].flatMap((own) => [...own]))];
  const [shared] = all;
  const others: Scoring = all.length === 1 && shared !== undefined ? { aggregate: shared, isDeclared: true } : undeclared;
  return new Map(
    [...declared].map(([judge, own]) => {
      const [aggregate, second] = [...own].sort();
      if (aggregate !== undefined && second !== undefined) throw twoAggregates(judge, aggregate, second);
      return [judge, aggregate === undefined ? others : { aggregate, isDeclared: true }];
    }),
  );
}

export function aggregateFor(scoring: ReadonlyMap<string, Scoring>, judge: string): Aggregate {
  return scoring.get(judge)?.aggregate ?? undeclared.aggregate;
}

/** Points are clipped in the mean (HealthBench), and so is what may be points, as nobody says; other scores stand as they are. */
export function clipsMean({ aggregate, isDeclared }: Scoring): boolean {
  return aggregate === "points" || !isDeclared;
}

const words: { readonly [aggregate in Aggregate]: string } = {
  weighted: "the weighted share of criteria met",
  gated: "gated: 0 where a hard rule fails, else the weighted share of the rest",
  points: "points, only the mean kept within 0 and 1",
  holistic: "holistic: one rating of all criteria",
};

/** What a score is, for the sentence that tells it. */
export function scoringInWords(scoring: Scoring | undefined): string {
  const { aggregate, isDeclared } = scoring ?? undeclared;
  return isDeclared ? words[aggregate] : "a weighted share, as no column names the aggregate, only the mean kept within 0 and 1";
}

/** "gated", for the middle of a sentence. */
export function scoringName(scoring: Scoring | undefined): string {
  return scoring?.isDeclared === true ? scoring.aggregate : "weighted-share";
}

function twoAggregates(judge: string, first: Aggregate, second: Aggregate): AssayError {
  return new AssayError("data-unreadable", `The rows of ${judge} declare two aggregates, ${first} and ${second}.`, {
    hint: "Scores of two rubrics are no one score: measure each rubric's table in a cell of its own.",
    place: { key: "columns.aggregate" },
  });
}
