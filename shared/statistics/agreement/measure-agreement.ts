import { firstShown, type SeenVerdict, seenVerdicts } from "../bias/position-statistics.ts";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { cohenKappa, commonestShare, percentAgreement, type VotePair } from "./agreement-statistics.ts";
import { intervalAlpha, nominalAlpha, ordinalAlpha, type Scale, type Unit } from "./krippendorff-alpha.ts";
import { type VotedItem, voteTable } from "./votes.ts";

export type AgreementOptions = MeasureOptions;

/**
 * How far judges agree: percent agreement, Cohen's kappa and Krippendorff's alpha for every pair of judges, alpha for
 * all together, and beside them what judges that read nothing would reach; the same again for every slice.
 */
export function measureAgreement(judgements: readonly Judgement[], options: AgreementOptions = {}): MeasureResult {
  const table = voteTable(judgements, options.inconsistent ?? "drop");
  const seen = seenVerdicts(judgements);
  const study = { judges: table.judges, scale: scaleOf(table.items, options), options };
  const slices = [...new Set(table.items.flatMap((item) => item.slices))].sort();
  const rows = [
    ...agreementRows({ ...study, slice: null, items: table.items, seen }),
    ...slices.flatMap((slice) =>
      agreementRows({
        ...study,
        slice,
        items: table.items.filter((item) => item.slices.includes(slice)),
        seen: seen.filter((verdict) => verdict.slices.includes(slice)),
      }),
    ),
  ];
  const conflicting = table.duplicates.filter(({ agree }) => !agree).length;
  const named = table.duplicates.slice(0, 3).map(({ judge, item }) => `${judge} on ${item}`);
  const duplicates =
    table.duplicates.length === 0
      ? ""
      : ` ${counted(table.duplicates.length, "vote")} given more than once (${named.join(", ")}${table.duplicates.length > 3 ? ", …" : ""}); ${conflicting} contradict each other and do not count.`;
  return { rows, sentence: agreementSentence(rows, table.judges) + duplicates };
}

type Study = {
  readonly judges: readonly string[];
  readonly scale: Scale;
  readonly options: AgreementOptions;
  readonly slice: string | null;
  readonly items: readonly VotedItem[];
  readonly seen: readonly SeenVerdict[];
};

function scaleOf(items: readonly VotedItem[], { scale, categories }: AgreementOptions): Scale {
  if (scale) return scale;
  if (categories) return "nominal";
  const votes = items.flatMap((item) => [...item.votes.values()]).filter((vote) => vote !== null);
  return votes.length > 0 && votes.every((vote) => typeof vote === "number") ? "interval" : "nominal";
}

function agreementRows(study: Study): readonly TidyRow[] {
  const { judges, slice } = study;
  const all: Subject = { statistic: "krippendorff alpha", slice, judge_a: null, judge_b: null };
  const together = tidyRow(
    all,
    alpha(study, judges),
    "number",
    (value) => `All ${judges.length} judges together: Krippendorff's alpha ${value}`,
  );
  const pairs = judges.flatMap((first, index) => judges.slice(index + 1).map((second) => [first, second] as const));
  return [
    together,
    ...pairs.flatMap(([first, second]) => pairRows(study, first, second)),
    ...judges.flatMap((judge) => baselineRows(study, judge)),
    ...differenceRows(study),
  ];
}

function pairRows(study: Study, first: string, second: string): readonly TidyRow[] {
  const { slice, options } = study;
  const { pairs, counts } = pairsOf(study.items, first, second);
  const percentPairs = options.nulls === "disagree" ? pairsWithNulls(study.items, first, second) : pairs;
  const percentCounts = options.nulls === "disagree" ? { ...counts, n: percentPairs.length, items: percentPairs.length, nulls: 0 } : counts;
  const subject = (statistic: string): Subject => ({ statistic, slice, judge_a: first, judge_b: second });
  const measured = (statistic: SumStatistic, of: Counts) => measure(statistic, of, options.resampling);
  const clusters = new Set(pairs.map(({ cluster }) => cluster)).size;
  const kappa =
    study.scale === "interval" ? undefinedMeasure(scoresAreNoClasses, { ...counts, clusters }) : measured(cohenKappa(pairs), counts);
  const on = counted(counts.items, "item");
  return [
    tidyRow(subject("percent agreement"), measured(percentAgreement(percentPairs), percentCounts), "percent", (value) => {
      return `${first} and ${second} say the same on ${value} of ${counted(percentCounts.items, "item")}`;
    }),
    tidyRow(subject("cohen kappa"), kappa, "number", (value) => {
      return `${first} and ${second} agree beyond chance with Cohen's kappa ${value} on ${on}`;
    }),
    tidyRow(subject("krippendorff alpha"), alpha(study, [first, second]), "number", (value) => {
      return `${first} and ${second}: Krippendorff's alpha ${value} on ${on}`;
    }),
  ];
}

const scoresAreNoClasses = "scores are distances, not classes: alpha reads them so, and a nominal level gives kappa";

type GivenVote = string | number;

function pairsOf(
  items: readonly VotedItem[],
  first: string,
  second: string,
): { readonly pairs: readonly VotePair<GivenVote>[]; readonly counts: Counts } {
  const asked = items.filter(({ votes }) => votes.has(first) && votes.has(second));
  const pairs = asked.flatMap(({ cluster, votes }) => {
    const [left = null, right = null] = [votes.get(first), votes.get(second)];
    return left === null || right === null ? [] : [{ cluster, first: left, second: right }];
  });
  return { pairs, counts: { n: pairs.length, items: pairs.length, nulls: asked.length - pairs.length, ties: 0 } };
}

/** A judge that gave no answer agrees with nobody, not even with another that gave none. */
function pairsWithNulls(items: readonly VotedItem[], first: string, second: string): readonly VotePair<unknown>[] {
  const asked = items.filter(({ votes }) => votes.has(first) && votes.has(second));
  return asked.map(({ cluster, votes }) => ({ cluster, first: votes.get(first) ?? Symbol(), second: votes.get(second) ?? Symbol() }));
}

/** Alpha on the study's scale, over the judges named. */
function alpha({ items, scale, options }: Study, judges: readonly string[]): Measured {
  const votes = items.map(({ cluster, votes }) => ({
    cluster,
    votes: judges.flatMap((judge) => (votes.has(judge) ? [votes.get(judge) ?? null] : [])),
  }));
  const units: Unit<GivenVote>[] = votes.map(({ cluster, votes }) => ({ cluster, values: votes.filter((vote) => vote !== null) }));
  const paired = units.filter(({ values }) => values.length > 1);
  const counts: Counts = {
    n: paired.reduce((sum, { values }) => sum + values.length, 0),
    items: paired.length,
    nulls: votes.reduce((sum, { votes }) => sum + votes.filter((vote) => vote === null).length, 0),
    ties: 0,
  };
  const refuse = (reason: string) => undefinedMeasure(reason, { ...counts, clusters: new Set(paired.map(({ cluster }) => cluster)).size });
  const [only] = judges;
  if (judges.length === 0) return refuse("there are no judgements");
  if (judges.length === 1) return refuse(`agreement needs at least two judges and there is one, ${only}`);
  const statistic = alphaStatistic(paired, scale, options.categories);
  return typeof statistic === "string" ? refuse(statistic) : measure(statistic, counts, options.resampling);
}

function alphaStatistic(
  units: readonly Unit<GivenVote>[],
  scale: Scale,
  categories: readonly GivenVote[] | undefined,
): SumStatistic | string {
  if (scale === "nominal") return nominalAlpha(units);
  const values = units.flatMap((unit) => unit.values);
  const words = values.find((value) => typeof value === "string");
  if (scale === "interval") {
    if (words !== undefined) return `an interval scale needs numbers, and "${words}" is none`;
    return intervalAlpha(units.map((unit) => ({ cluster: unit.cluster, values: unit.values.map(Number) })));
  }
  if (words !== undefined && !categories) return "an ordinal scale of words needs its classes listed from low to high";
  const classes = categories ?? [...new Set(values)].sort((left, right) => Number(left) - Number(right));
  const stranger = values.find((value) => !classes.includes(value));
  return stranger === undefined ? ordinalAlpha(units, classes) : `"${stranger}" is not among the classes of the scale`;
}

/** What a judge would reach that reads nothing: always the commonest class, always the answer shown first. */
function baselineRows({ items, slice, options, seen }: Study, judge: string): readonly TidyRow[] {
  const asked = items.filter(({ votes }) => votes.has(judge));
  const votes = asked.flatMap(({ cluster, votes }) => {
    const vote = votes.get(judge) ?? null;
    return vote === null ? [] : [{ cluster, vote }];
  });
  const counts: Counts = { n: votes.length, items: votes.length, nulls: asked.length - votes.length, ties: 0 };
  const constant = tidyRow(
    { statistic: "baseline: commonest class", slice, judge_a: judge, judge_b: null },
    measure(commonestShare(votes), counts, options.resampling),
    "percent",
    (value) => `A judge that always gives the commonest class would agree with ${judge} on ${value} of ${counted(votes.length, "item")}`,
  );
  const ownSeen = seen.filter((verdict) => verdict.judge === judge);
  if (ownSeen.length === 0) return [constant];
  const shown = ownSeen.filter(({ preference }) => preference !== null);
  const first = tidyRow(
    { statistic: "baseline: always first", slice, judge_a: judge, judge_b: null },
    measure(
      firstShown(shown),
      { n: shown.length, items: new Set(shown.map(({ item }) => item)).size, nulls: ownSeen.length - shown.length, ties: 0 },
      options.resampling,
    ),
    "percent",
    (value) =>
      `A judge that always prefers the answer shown first would agree with ${judge} on ${value} of ${counted(shown.length, "verdict")}`,
  );
  return [constant, first];
}

/** Two judges against the reference, on the items all three judged, by the difference on the same draws. */
function differenceRows({ judges, items, slice, options }: Study): readonly TidyRow[] {
  const { reference } = options;
  if (reference === undefined || !judges.includes(reference)) return [];
  const others = judges.filter((judge) => judge !== reference);
  return others.flatMap((first, index) =>
    others.slice(index + 1).map((second) => {
      const shared = items.filter(({ votes }) => [first, second, reference].every((judge) => (votes.get(judge) ?? null) !== null));
      const agreement = (judge: string) => percentAgreement(pairsOf(shared, judge, reference).pairs);
      const counts: Counts = { n: shared.length, items: shared.length, nulls: 0, ties: 0 };
      const subject: Subject = { statistic: `difference of percent agreement with ${reference}`, slice, judge_a: first, judge_b: second };
      return tidyRow(subject, measure(difference(agreement(first), agreement(second)), counts, options.resampling), "points", (value) => {
        return `${first} minus ${second}, agreement with ${reference}: ${value} on ${counted(shared.length, "item")}`;
      });
    }),
  );
}

function agreementSentence(rows: readonly TidyRow[], judges: readonly string[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const [together] = whole;
  if (!together || together.estimate === null) return together?.sentence ?? "There are no judgements.";
  const kappas = whole.filter((row) => row.statistic === "cohen kappa" && row.estimate !== null);
  const ranked = kappas.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const written = (row: TidyRow) => figure({ value: row.estimate, low: row.low, high: row.high }, "number");
  if (judges.length === 2) return best?.sentence ?? together.sentence;
  const items = counted(together.items, "item");
  const left = together.dropped > 0 ? ` (${together.dropped.toLocaleString("en")} unreadable or contradictory verdicts left out)` : "";
  const start = `${judges.length} judges agree on ${items}${left} with Krippendorff's alpha ${written(together)}`;
  if (!best || !worst || best === worst) return `${start}.`;
  return `${start}; closest are ${best.judge_a} and ${best.judge_b} (kappa ${written(best)}), furthest apart ${worst.judge_a} and ${worst.judge_b} (${written(worst)}).`;
}
