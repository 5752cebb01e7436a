import { tie } from "../judgement.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { type Claim, counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { cohenKappa, percentAgreement, type VotePair } from "./agreement-statistics.ts";
import { type AgreementStudy, clustersIn, type GivenVote, numbersOf, pairsOf, pairsWithNulls } from "./agreement-study.ts";
import { gwetAc, scottPi, weightedKappa } from "./chance-corrected.ts";
import { chanceWords } from "./chance-words.ts";
import { correlator } from "./correlations.ts";
import { alphaOf, iccRows } from "./together-rows.ts";

/** Everything that is said of two judges, or of a judge and a person, as far as the level of their values lets it make sense. */
export function pairRows(study: AgreementStudy, first: string, second: string): readonly TidyRow[] {
  const { level, slice } = study;
  const { pairs, counts } = pairsOf(study.items, first, second);
  const pair: Pair = { study, first, second, pairs, counts, on: counted(counts.items, "item") };
  const alpha = tidyRow(
    { statistic: "krippendorff alpha", slice, judge_a: first, judge_b: second },
    alphaOf(study, [first, second]),
    "number",
    (value) => `${first} and ${second}: Krippendorff's alpha ${value} on ${pair.on}`,
  );
  return [
    ...percentRows(pair),
    ...(level.classes ? kappaRows(pair, level.classes) : strangerRows(pair)),
    ...(level.classes && level.isOrdered ? weightedRows(pair, level.classes) : []),
    alpha,
    ...(level.isOrdered ? correlationRows(pair) : []),
    ...(level.isOrdered && level.isNumeric ? iccRows(study, [first, second]) : []),
  ];
}

type Pair = {
  readonly study: AgreementStudy;
  readonly first: string;
  readonly second: string;
  readonly pairs: readonly VotePair<GivenVote>[];
  readonly counts: Counts;
  readonly on: string;
};

function subjectOf({ study, first, second }: Pair, statistic: string) {
  return { statistic, slice: study.slice, judge_a: first, judge_b: second };
}

/** All verdicts; MT-bench's first set-up, ties and flips kept as ties; its second, no vote a tie. Chance is 1/3 and 1/2 there. */
function percentRows(pair: Pair): readonly TidyRow[] {
  const { study, first, second, pairs, counts } = pair;
  const { options, tiedItems } = study;
  const isStrict = options.nulls === "disagree";
  const compared = isStrict ? pairsWithNulls(study.items, first, second) : pairs;
  const row = (statistic: string, rows: readonly VotePair<unknown>[], of: Counts, rule: string) =>
    tidyRow(subjectOf(pair, statistic), measure(percentAgreement(rows), of, options.resampling), "percent", (value) => {
      return `${first} and ${second} say the same on ${value} of ${counted(of.items, "item")}${rule}`;
    });
  const overall = row(
    "percent agreement",
    compared,
    isStrict ? { ...counts, n: compared.length, items: compared.length, nulls: 0 } : counts,
    "",
  );
  if (!tiedItems) return [overall];
  const tied = pairsOf(tiedItems, first, second);
  const decisive = tied.pairs.filter((each) => each.first !== tie && each.second !== tie);
  const decided = { ...tied.counts, n: decisive.length, items: decisive.length, ties: tied.pairs.length - decisive.length };
  return [
    overall,
    row("percent agreement, ties kept", tied.pairs, tied.counts, ", verdicts that flip counting as ties"),
    row("percent agreement, no ties", decisive, decided, " on which neither said tie"),
  ];
}

function kappaRows(pair: Pair, classes: readonly GivenVote[]): readonly TidyRow[] {
  const { first, second, pairs, on } = pair;
  return [
    rowOf(pair, "cohen kappa", cohenKappa(pairs), (value, measured) => {
      return `${chanceWords(`${first} and ${second}`, measured)} Cohen's kappa ${value} on ${on}`;
    }),
    rowOf(pair, "scott pi", scottPi(pairs, classes), (value) => `${first} and ${second}: Scott's pi ${value} on ${on}`),
    rowOf(pair, "gwet ac1", gwetAc(pairs, classes), (value) => {
      return `${first} and ${second}: Gwet's AC1 ${value} on ${on}, over ${classesWords(classes)}`;
    }),
  ];
}

/** Kappa of classes that are not those declared would be of another scale. */
function strangerRows(pair: Pair): readonly TidyRow[] {
  const { counts, pairs, study } = pair;
  const { obstacle } = study.level;
  if (obstacle === null) return [];
  const measured = undefinedMeasure(obstacle, { ...counts, clusters: clustersIn(pairs) });
  return [tidyRow(subjectOf(pair, "cohen kappa"), measured, "number", (value) => value)];
}

function weightedRows(pair: Pair, classes: readonly GivenVote[]): readonly TidyRow[] {
  const { first, second, pairs, on, study } = pair;
  const over = `over ${classesWords(classes)}${study.options.categories ? "" : ", those between the lowest and highest seen"}`;
  return [
    ...(["linear", "quadratic"] as const).map((weighting) =>
      rowOf(pair, `weighted kappa, ${weighting}`, weightedKappa(pairs, classes, weighting), (value) => {
        return `${first} and ${second}: kappa with ${weighting} weights ${value} on ${on}, ${over}`;
      }),
    ),
    rowOf(pair, "gwet ac2, quadratic", gwetAc(pairs, classes, "quadratic"), (value) => {
      return `${first} and ${second}: Gwet's AC2 with quadratic weights ${value} on ${on}, ${over}`;
    }),
  ];
}

function rowOf(pair: Pair, statistic: string, figure: SumStatistic, claim: Claim): TidyRow {
  return tidyRow(subjectOf(pair, statistic), measure(figure, pair.counts, pair.study.options.resampling), "number", claim);
}

const neverVaries = "one of the two always gave the same value, or fewer than two items were judged by both";

/** Rank and product-moment correlations, all on the same draws. */
function correlationRows(pair: Pair): readonly TidyRow[] {
  const { study, first, second, pairs, counts, on } = pair;
  const given = pairs.map((each) => [each.first, each.second] as const);
  const [left, right] = [
    numbersOf(
      given.map(([one]) => one),
      study.level,
    ),
    numbersOf(
      given.map(([, other]) => other),
      study.level,
    ),
  ];
  const correlate = correlator(left, right);
  const drawn = drawWeighted(
    {
      clusters: pairs.map(({ cluster }) => cluster),
      width: 3,
      fill: (weights, into) => {
        const { tauB, spearman, pearson } = correlate(weights);
        into.set([tauB(), spearman(), pearson()]);
      },
    },
    study.options.resampling,
  );
  const row = (statistic: string, figure: number, words: string) =>
    tidyRow(subjectOf(pair, statistic), measuredFrom(drawn, figure, counts, neverVaries), "number", (value) => {
      return `${first} and ${second}: ${words} ${value} on ${on}`;
    });
  return [
    row("kendall tau-b", 0, "Kendall's tau-b"),
    row("spearman", 1, "Spearman's rank correlation"),
    ...(study.level.isNumeric ? [row("pearson", 2, "Pearson's correlation")] : []),
  ];
}

function classesWords({ length }: readonly GivenVote[]): string {
  return `${length} class${length === 1 ? "" : "es"}`;
}
