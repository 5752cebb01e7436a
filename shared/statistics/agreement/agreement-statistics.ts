import { type Contribution, proportion, type SumStatistic, trial } from "../sum-statistic.ts";

/** What two judges said about one item. */
export type VotePair<V> = { readonly cluster: string; readonly first: V; readonly second: V };

export const nothingShared = "the two judged no item in common";

/** Share of items on which both said the same. */
export function percentAgreement<V>(pairs: readonly VotePair<V>[]): SumStatistic {
  return proportion(
    pairs.map(({ cluster, first, second }) => trial(cluster, first === second)),
    nothingShared,
  );
}

/**
 * Cohen's kappa, (Po − Pe) / (1 − Pe), each judge with its own margins over the union of both judges' classes.
 * Reference: sklearn.metrics.cohen_kappa_score, R psych::cohen.kappa.
 */
export function cohenKappa<V>(pairs: readonly VotePair<V>[]): SumStatistic {
  const classes = classesIn(pairs);
  const width = 1 + 2 * classes.length;
  const contributions = tableContributions(pairs, classes, (row, column) => (row === column ? 1 : 0));
  return {
    width,
    contributions,
    value: (totals) => {
      let n = 0;
      let chance = 0;
      for (let label = 1; label <= classes.length; label++) {
        const first = totals[label] as number;
        n += first;
        chance += first * (totals[label + classes.length] as number);
      }
      if (n === 0) return nothingShared;
      if (chance === n * n) return "both always gave the same single class, so agreement by chance is already complete";
      const expected = chance / (n * n);
      return ((totals[0] as number) / n - expected) / (1 - expected);
    },
    note: (totals) => constantNote(totals, classes.length) ?? topClassNote(totals, classes.length),
  };
}

/** The union of both judges' classes, in the order they are met. */
function classesIn<V>(pairs: readonly VotePair<V>[]): readonly V[] {
  const classes = new Set<V>();
  for (const { first, second } of pairs) classes.add(first).add(second);
  return [...classes];
}

/**
 * The weighted agreement at place 0, then the first judge's margin, then the second's: all that chance-corrected agreement needs
 * of the table. Items of one cell share one vector, so that resampling counts cells and not items.
 */
export function tableContributions<V>(
  pairs: readonly VotePair<V>[],
  classes: readonly V[],
  weightOf: (row: number, column: number) => number,
): readonly Contribution[] {
  const q = classes.length;
  const place = new Map(classes.map((label, index) => [label, index]));
  const cells = new Map<number, Omit<Contribution, "cluster">>();
  return pairs.map(({ cluster, first, second }): Contribution => {
    const [row, column] = [place.get(first) ?? 0, place.get(second) ?? 0];
    let cell = cells.get(row * q + column);
    if (cell === undefined) {
      const weight = weightOf(row, column);
      const margins = [1 + row, 1 + q + column];
      cell = weight === 0 ? { at: margins, add: [1, 1] } : { at: [0, ...margins], add: [weight, 1, 1] };
      cells.set(row * q + column, cell);
    }
    return { cluster, at: cell.at, add: cell.add };
  });
}

function constantNote(totals: Float64Array, classes: number): string | null {
  const used = (from: number) => totals.subarray(from, from + classes).filter((count) => count > 0).length;
  const constant = used(1) === 1 || used(1 + classes) === 1;
  return constant ? "one of the two gave a single class throughout, which makes kappa 0 whatever the other says" : null;
}

const dominantShare = 0.8;

/** For totals that hold the first judge's margin from place 1 and the second's behind it. */
export function topClassNote(totals: Float64Array, classes: number): string | null {
  let [n, most] = [0, 0];
  for (let label = 1; label <= classes; label++) {
    const count = (totals[label] as number) + (totals[label + classes] as number);
    n += count;
    if (count > most) most = count;
  }
  if (n === 0 || most / n <= dominantShare) return null;
  return `one class is ${Math.floor((most / n) * 100)} % of the votes, which pulls kappa down whatever the agreement; AC1 stands beside it`;
}

/**
 * The most common class's share: what a judge reaches that always answers it. The class is that of the data at hand and
 * stays on every draw: chosen anew, the largest share of each draw would lie above the truth more often than not.
 */
export function commonestShare<V>(votes: readonly { readonly cluster: string; readonly vote: V }[]): SumStatistic {
  const counts = new Map<V, number>();
  for (const { vote } of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const [commonest] = [...counts].sort(([left, most], [right, more]) => more - most || (String(left) < String(right) ? -1 : 1));
  return proportion(
    votes.map(({ cluster, vote }) => trial(cluster, vote === commonest?.[0])),
    "no readable verdict",
  );
}
