import { clusterOf, type Judgement } from "../judgement.ts";
import type { CriterionRow } from "./halo.ts";
import type { ScoredRow } from "./severity.ts";

/** Who scored what: judges, and one row a scored answer (and criterion) with a mean score by judge. */
export type ScorePanel = {
  readonly judges: readonly string[];
  readonly rows: readonly ScoredRow[];
  readonly criteria: readonly string[];
  /** By judge: one row an answer with a mean score by criterion. */
  readonly byCriterion: readonly (readonly CriterionRow[])[];
};

export function scorePanel(judgements: readonly Judgement[]): ScorePanel {
  const scored = judgements.flatMap((judgement) => (typeof judgement.value === "number" ? [{ judgement, score: judgement.value }] : []));
  const judges = judgesScoring(judgements);
  const criteria = [...new Set(scored.flatMap(({ judgement: { criterion } }) => (criterion === undefined ? [] : [criterion])))].sort();
  const rows = meansBy(
    scored,
    ({ judgement }) => judgement.item,
    ({ judgement }) => judges.indexOf(judgement.judge),
    judges.length,
  );
  const byCriterion = judges.map((judge) => {
    const own = scored.filter(({ judgement }) => judgement.judge === judge && judgement.criterion !== undefined);
    return meansBy(
      own,
      ({ judgement }) => answerOf(judgement),
      ({ judgement }) => criteria.indexOf(judgement.criterion ?? ""),
      criteria.length,
    );
  });
  return { judges, rows, criteria, byCriterion };
}

/** The judges that gave any score, by name. */
export function judgesScoring(judgements: readonly Judgement[]): readonly string[] {
  return [...new Set(judgements.flatMap(({ judge, value }) => (typeof value === "number" ? [judge] : [])))].sort();
}

type Scored = { readonly judgement: Judgement; readonly score: number };

/** One row a key in the order of the keys, one mean a column; NaN where there is none. */
function meansBy(
  scored: readonly Scored[],
  keyOf: (each: Scored) => string,
  columnOf: (each: Scored) => number,
  columns: number,
): readonly ScoredRow[] {
  const found = new Map<string, { cluster: string; model: string | undefined; sums: number[]; counts: number[] }>();
  for (const each of scored) {
    const key = keyOf(each);
    const zeros = () => Array.from({ length: columns }, () => 0);
    const row = found.get(key) ?? {
      cluster: clusterOf(each.judgement),
      model: each.judgement.answer?.model || undefined,
      sums: zeros(),
      counts: zeros(),
    };
    found.set(key, row);
    const column = columnOf(each);
    row.sums[column] = (row.sums[column] ?? 0) + each.score;
    row.counts[column] = (row.counts[column] ?? 0) + 1;
  }
  const sorted = [...found].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([, { cluster, model, sums, counts }]) => ({
    cluster,
    model,
    scores: sums.map((sum, column) => sum / (counts[column] || Number.NaN)),
  }));
}

/** Judgements of different criteria are different items, whose names end in the criterion; without it they are one answer. */
function answerOf({ item, criterion = "" }: Judgement): string {
  const ending = `,${JSON.stringify(criterion)}]`;
  return item.endsWith(ending) ? `${item.slice(0, -ending.length)}]` : item;
}
