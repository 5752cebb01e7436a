import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { benjaminiHochberg, mcNemar } from "../multiple-tests.ts";
import { difference } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { cohenKappa, percentAgreement, type VotePair } from "./agreement-statistics.ts";
import { type AgreementStudy, clustersIn, type GivenVote, type Level, numbersOf, pairsAmong, votesBy } from "./agreement-study.ts";
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
  const { options, people, judges, level } = study;
  const named = options.reference;
  if (named !== undefined && !judges.includes(named)) return [strangerRow(study, named)];
  if (named === undefined && people.length === 0) return [];
  const others = pairsAmong(judges.filter((judge) => (named === undefined ? !people.includes(judge) : judge !== named)));
  const own: Reference | null = named === undefined ? null : { name: named, voteOn: ({ votes }) => votes.get(named) ?? null };
  const classes = own ?? (level.classes ? majorityOf(people) : null);
  const ranks = level.isOrdered ? (own ?? meanOf(people, level)) : null;
  return [
    ...(classes ? classRows(study, classes, others) : []),
    ...(ranks ? others.map(([first, second]) => rankRow(study, ranks, comparedOn(study, ranks, first, second))) : []),
  ];
}

function strangerRow({ judges, slice }: AgreementStudy, name: string): TidyRow {
  const known =
    judges.length === 0 ? "there are no judges" : `judges here are ${judges.slice(0, 8).join(", ")}${judges.length > 8 ? ", …" : ""}`;
  const nothing = undefinedMeasure(`nobody called ${name} judged here; ${known}`, { ...countsOf([]), clusters: 0 });
  return tidyRow({ statistic: `difference of percent agreement with ${name}`, slice }, nothing, "points", (value) => value);
}

function classRows(study: AgreementStudy, reference: Reference, others: readonly (readonly [string, string])[]): readonly TidyRow[] {
  const compared = others.map(([first, second]) => comparedOn(study, reference, first, second));
  const tests = compared.map(({ rows }) => {
    const only = (right: "first" | "second", wrong: "first" | "second") =>
      rows.filter((row) => row[right] === row.reference && row[wrong] !== row.reference).length;
    return mcNemar(only("first", "second"), only("second", "first"));
  });
  // Judges that differ nowhere were not tested.
  const tested = tests.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const pOf = new Map(tested.map(({ index }, place) => [index, adjusted[place] ?? null]));
  return compared.flatMap((each, index) => rowsOf(study, reference, each, { p: pOf.get(index) ?? null, comparisons: tested.length }));
}

function majorityOf(people: readonly string[]): Reference {
  const voteOn = (item: VotedItem): GivenVote | null => {
    const votes = votesBy(people, item);
    const [mode = null, ...tied] = votes.length === 0 ? [] : modesOf(votes);
    return tied.length === 0 ? mode : null;
  };
  return { name: "people's majority", voteOn };
}

function meanOf(people: readonly string[], level: Level): Reference {
  const voteOn = (item: VotedItem): number | null => {
    const scores = numbersOf(votesBy(people, item), level);
    return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  return { name: "people's mean", voteOn };
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

type Test = { readonly p: number | null; readonly comparisons: number };

function rowsOf(
  { level, options, slice }: AgreementStudy,
  { name }: Reference,
  { first, second, rows }: Compared,
  test: Test,
): readonly TidyRow[] {
  const counts = countsOf(rows);
  const on = counted(rows.length, "item");
  const subject = (statistic: string) => ({ statistic: `difference of ${statistic} with ${name}`, slice, judge_a: first, judge_b: second });
  const against = (which: "first" | "second"): readonly VotePair<GivenVote>[] =>
    rows.map((row) => ({ cluster: row.cluster, first: row[which], second: row.reference }));
  const [left, right] = [against("first"), against("second")];
  const { p, comparisons } = test;
  const percent = measure(difference(percentAgreement(left), percentAgreement(right)), counts, options.resampling);
  const clustered = p !== null && clustersIn(rows) < rows.length;
  const note = clustered ? "McNemar's test takes items as independent, and several share a prompt; the interval does not" : null;
  const tested = p === null ? "" : `; McNemar's p ${written(p)}${comparisons > 1 ? `, adjusted over ${comparisons} comparisons` : ""}`;
  const percentRow = tidyRow({ ...subject("percent agreement"), p_value: p }, { ...percent, note }, "points", (value) => {
    return `${first} minus ${second}, agreement with ${name}: ${value} on ${on}${tested}`;
  });
  if (!level.classes) return [percentRow];
  const kappas = measure(difference(cohenKappa(left), cohenKappa(right)), counts, options.resampling);
  const kappaRow = tidyRow(subject("cohen kappa"), kappas, "number", (value) => {
    return `${first} minus ${second}, Cohen's kappa with ${name}: ${value} on ${on}`;
  });
  return [percentRow, kappaRow];
}

function rankRow({ level, options, slice }: AgreementStudy, { name }: Reference, { first, second, rows }: Compared): TidyRow {
  const column = (which: "first" | "second") =>
    numbersOf(
      rows.map((row) => row[which]),
      level,
    );
  // A mean of words is a place on the scale already.
  const truth = rows.map(({ reference }) => (typeof reference === "number" ? reference : (numbersOf([reference], level)[0] ?? Number.NaN)));
  const correlate = [correlator(column("first"), truth), correlator(column("second"), truth)];
  const fill = (weights: Float64Array, into: Float64Array) => into.set(correlate.map((each) => each(weights).spearman()));
  const drawn = drawWeighted({ clusters: rows.map(({ cluster }) => cluster), width: 2, fill }, options.resampling);
  const measured = measuredFrom(drawn, { of: 0, minus: 1 }, countsOf(rows), "one of the three always gave the same value");
  const statistic = `difference of spearman with ${name}`;
  return tidyRow({ statistic, slice, judge_a: first, judge_b: second }, measured, "number", (value) => {
    return `${first} minus ${second}, Spearman's rank correlation with ${name}: ${value} on ${counted(rows.length, "item")}`;
  });
}

function countsOf({ length }: readonly ComparedRow[]): Counts {
  return { n: length, items: length, nulls: 0, ties: 0 };
}

function written(p: number): string {
  return p < 0.001 ? "below 0.001" : p.toFixed(3);
}
