import { type Counts, measure } from "../measured.ts";
import { benjaminiHochberg, mcNemar } from "../multiple-tests.ts";
import { difference } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { cohenKappa, percentAgreement, type VotePair } from "./agreement-statistics.ts";
import { type AgreementStudy, clustersIn, type GivenVote, numbersOf, pairsAmong, votesBy } from "./agreement-study.ts";
import { correlator } from "./correlations.ts";
import { modesOf } from "./leave-one-out.ts";
import type { VotedItem } from "./votes.ts";

/** Whom judges are compared with: the reference named, or else what most people said. */
type Reference = { readonly name: string; readonly voteOn: (item: VotedItem) => GivenVote | null };

/**
 * Two judges by how they agree with the same reference on the items all three judged: differences on the same draws,
 * McNemar's exact test beside that of percent agreement, its p-values adjusted over the pairs of the table
 * (Benjamini–Hochberg).
 */
export function differenceRows(study: AgreementStudy): readonly TidyRow[] {
  const reference = referenceOf(study);
  if (!reference) return [];
  const others = study.judges.filter((judge) => judge !== reference.name && (study.options.reference || !study.people.includes(judge)));
  const compared = pairsAmong(others).map(([first, second]) => comparedOn(study, reference, first, second));
  const tests = compared.map(({ rows }) => {
    const only = (right: "first" | "second", wrong: "first" | "second") =>
      rows.filter((row) => row[right] === row.reference && row[wrong] !== row.reference).length;
    return mcNemar(only("first", "second"), only("second", "first"));
  });
  const adjusted = benjaminiHochberg(tests.map((p) => p ?? 1));
  return compared.flatMap((each, index) =>
    rowsOf(study, reference, each, tests[index] === null ? null : (adjusted[index] ?? null), compared.length),
  );
}

function referenceOf({ options, judges, people }: AgreementStudy): Reference | null {
  const { reference: name } = options;
  if (name !== undefined) return judges.includes(name) ? { name, voteOn: ({ votes }) => votes.get(name) ?? null } : null;
  if (people.length === 0) return null;
  const voteOn = (item: VotedItem): GivenVote | null => {
    const votes = votesBy(people, item);
    const [mode = null, ...tied] = votes.length === 0 ? [] : modesOf(votes);
    return tied.length === 0 ? mode : null;
  };
  return { name: "people's majority", voteOn };
}

type ComparedRow = { readonly cluster: string; readonly first: GivenVote; readonly second: GivenVote; readonly reference: GivenVote };
type Compared = { readonly first: string; readonly second: string; readonly rows: readonly ComparedRow[] };

function comparedOn({ items }: AgreementStudy, reference: Reference, first: string, second: string): Compared {
  const rows = items.flatMap((item): readonly ComparedRow[] => {
    const [left = null, right = null, truth] = [item.votes.get(first), item.votes.get(second), reference.voteOn(item)];
    return left === null || right === null || truth === null
      ? []
      : [{ cluster: item.cluster, first: left, second: right, reference: truth }];
  });
  return { first, second, rows };
}

function rowsOf(
  { level, options, slice }: AgreementStudy,
  { name }: Reference,
  { first, second, rows }: Compared,
  p: number | null,
  comparisons: number,
): readonly TidyRow[] {
  const counts: Counts = { n: rows.length, items: rows.length, nulls: 0, ties: 0 };
  const on = counted(rows.length, "item");
  const subject = (statistic: string) => ({ statistic: `difference of ${statistic} with ${name}`, slice, judge_a: first, judge_b: second });
  const against = (which: "first" | "second"): readonly VotePair<GivenVote>[] =>
    rows.map((row) => ({ cluster: row.cluster, first: row[which], second: row.reference }));
  const [left, right] = [against("first"), against("second")];
  const percent = measure(difference(percentAgreement(left), percentAgreement(right)), counts, options.resampling);
  const clustered = p !== null && clustersIn(rows) < rows.length;
  const note = clustered ? "McNemar's test takes items as independent, and several share a prompt; the interval does not" : null;
  const tested = p === null ? "" : `; McNemar's p ${written(p)}${comparisons > 1 ? `, adjusted over ${comparisons} comparisons` : ""}`;
  const percentRow = tidyRow({ ...subject("percent agreement"), p_value: p }, { ...percent, note }, "points", (value) => {
    return `${first} minus ${second}, agreement with ${name}: ${value} on ${on}${tested}`;
  });
  const kappa = () =>
    tidyRow(
      subject("cohen kappa"),
      measure(difference(cohenKappa(left), cohenKappa(right)), counts, options.resampling),
      "number",
      (value) => {
        return `${first} minus ${second}, Cohen's kappa with ${name}: ${value} on ${on}`;
      },
    );
  const ranks = () => {
    const truth = numbersOf(
      rows.map((row) => row.reference),
      level,
    );
    const correlate = (["first", "second"] as const).map((which) =>
      correlator(
        numbersOf(
          rows.map((row) => row[which]),
          level,
        ),
        truth,
      ),
    );
    const fill = (weights: Float64Array, into: Float64Array) => into.set(correlate.map((each) => each(weights).spearman));
    const drawn = drawWeighted({ clusters: rows.map(({ cluster }) => cluster), width: 2, fill }, options.resampling);
    const measured = measuredFrom(drawn, { of: 0, minus: 1 }, counts, "one of the three always gave the same value");
    return tidyRow(subject("spearman"), measured, "number", (value) => {
      return `${first} minus ${second}, Spearman's rank correlation with ${name}: ${value} on ${on}`;
    });
  };
  return [percentRow, ...(level.classes ? [kappa()] : []), ...(level.isOrdered ? [ranks()] : [])];
}

function written(p: number): string {
  return p < 0.001 ? "below 0.001" : p.toFixed(3);
}
