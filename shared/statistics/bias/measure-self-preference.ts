import { shareFigure } from "../agreement/mean-statistic.ts";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Measured, measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { discernmentMatched } from "./discernment.ts";
import { type Families, familiesOf, familyWords } from "./families.ts";
import {
  type ColumnComparisons,
  discernedFor,
  probabilitiesFor,
  type SelfPreferenceStudy,
  selfPreferenceStudy,
  verdictsFor,
} from "./own-comparisons.ts";
import { preferencesOf } from "./preferences.ts";
import { didName, discernmentName, matchedName, selfPreferenceFinding, withAdjusted } from "./self-preference-finding.ts";
import {
  areMatched,
  differenceInDifferences,
  equalOpportunityGap,
  excessWinRate,
  matchedLengths,
  type OwnComparison,
  ownProbability,
  zappedShare,
} from "./self-preference-statistics.ts";

/**
 * How far judges favour their own family's answers. A matrix of judge × teacher (and × family, where families hold several
 * teachers) of own-probability, excess win rate and equal-opportunity gap, every column read as if it were the judge's own;
 * then, for each judge × family, the difference in differences against disinterested judges on the same items, and the same
 * where lengths match. Only the last two on a judge's own family say anything of self-preference: the rest holds quality too.
 */
export function measureSelfPreference(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const { preferences, obstacle, duplicates } = preferencesOf(judgements);
  if (obstacle !== null) {
    const counts = { n: 0, items: 0, nulls: judgements.length, ties: 0, clusters: 0 };
    const row = tidyRow({ statistic: didName, slice: null }, undefinedMeasure(obstacle, counts), "points", (value) => value);
    return { rows: [row], sentence: row.sentence };
  }
  const families = familiesOf(preferences, options.families);
  const slices = [...new Set(preferences.flatMap((preference) => preference.slices))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? preferences : preferences.filter((preference) => preference.slices.includes(slice));
    return sliceRows({ study: selfPreferenceStudy(own, families), slice, options });
  });
  const judges = [...new Set(preferences.filter(({ isPerson }) => !isPerson).map(({ judge }) => judge))].sort();
  return { rows, sentence: `${selfPreferenceFinding(rows, families)} Families: ${familyWords(families, judges)}.${duplicates}` };
}

type Slice = { readonly study: SelfPreferenceStudy; readonly slice: string | null; readonly options: MeasureOptions };

function sliceRows(slice: Slice): readonly TidyRow[] {
  const { judges, families } = slice.study;
  const hasGroups = families.families.length < families.models.length;
  const matrix = judges.flatMap((judge) => [
    ...families.models.flatMap((model) => matrixRows(slice, judge, { name: model, prefix: "", has: (other) => other === model })),
    ...(hasGroups ? families.families.flatMap((family) => matrixRows(slice, judge, familyColumn(families, family, "family "))) : []),
  ]);
  const differences = judges.flatMap((judge) =>
    families.families.flatMap((family) => differenceRows(slice, judge, familyColumn(families, family, ""))),
  );
  return [...judges.flatMap((judge) => ownFamilyRows(slice, judge)), ...matrix, ...withAdjusted(differences, families)];
}

/** A teacher or a family, read as if it were the judge's own. `prefix` tells the statistics of families from those of teachers. */
type OwnColumn = { readonly name: string; readonly prefix: string; readonly has: (model: string) => boolean };

function familyColumn(families: Families, name: string, prefix: string): OwnColumn {
  return { name, prefix, has: (model) => families.ofModel(model) === name };
}

/** The judge's family and which teachers are of it: the map the other rows were made with. */
function ownFamilyRows({ study, slice, options }: Slice, judge: string): readonly TidyRow[] {
  const { families } = study;
  const family = families.ofJudge(judge);
  const judged = (study.byJudge.get(judge) ?? []).filter(({ share }) => share !== null);
  const counts = { n: judged.length, items: judged.length, nulls: (study.byJudge.get(judge)?.length ?? 0) - judged.length, ties: 0 };
  const clusters = new Set(judged.map(({ cluster }) => cluster)).size;
  const own = families.models.filter((model) => families.ofModel(model) === family);
  const subject = (model: string | null) => ({ statistic: "own family", slice, judge_a: judge, model });
  if (own.length === 0) {
    const reason = `no teacher here is of its family, ${family}`;
    return [tidyRow(subject(null), undefinedMeasure(reason, { ...counts, clusters }), "percent", (value) => value)];
  }
  const shareWith = (has: (model: string) => boolean): SumStatistic =>
    shareFigure(
      judged.map(({ cluster, a, b }) => ({ cluster, figure: has(a.model) || has(b.model) ? 1 : 0 })),
      "it judged nothing here",
    );
  const row = (name: string, has: (model: string) => boolean) =>
    tidyRow(subject(name), measure(shareWith(has), counts, options.resampling), "percent", (value) => {
      const members = name === family ? own.filter((model) => model !== family) : [name];
      const belongs =
        members.length === 0 ? `${judge} is a teacher here too` : `${judge} and ${members.join(", ")} count as one family, ${family}`;
      return `${belongs}; ${name} wrote a side of ${value} of the comparisons it judged`;
    });
  const teachers = own.filter((model) => model !== family).map((model) => row(model, (other) => other === model));
  return [row(family, (model) => families.ofModel(model) === family), ...teachers];
}

function matrixRows({ study, slice, options }: Slice, judge: string, column: OwnColumn): readonly TidyRow[] {
  const given = probabilitiesFor(study, judge, column.has);
  const source = study.people.size > 0 ? "people" : "judges";
  const judged = verdictsFor(study, judge, column.has, source);
  const compared = withReference(judged);
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (value: string) => string) =>
    tidyRow({ statistic: column.prefix + statistic, slice, judge_a: judge, model: column.name }, measured, style, claim);
  const take = (statistic: SumStatistic, of: ColumnComparisons) => measured(statistic, of, options);
  const gives = given.areVerdicts ? "prefers, by its verdicts," : "gives";
  const others = source === "people" ? "people's" : "the other judges', whose family wrote neither answer (no people judged)";
  const gap = equalOpportunityGap(judged.comparisons);
  return [
    row("own-probability", take(ownProbability(given.comparisons), given), "percent", (value) => {
      return `${judge} ${gives} ${column.name}'s answers ${value} on average, quality not taken out`;
    }),
    row("zapped share", take(zappedShare(given.comparisons), given), "percent", (value) => {
      return `${judge} puts ${column.name}'s answer above the other's in ${value} of comparisons`;
    }),
    row("excess win rate", withReason(take(excessWinRate(compared.comparisons), compared), source), "points", (value) => {
      return `${judge}'s win rate for ${column.name}, less ${others}, on the same items: ${value}`;
    }),
    row("equal-opportunity gap", take(gap, { ...judged, comparisons: decided(judged.comparisons) }), "points", (value) => {
      return `${judge} follows people who prefer ${column.name}, less how often it follows those who prefer the other: ${value}`;
    }),
  ];
}

function differenceRows({ study, slice, options }: Slice, judge: string, column: OwnColumn): readonly TidyRow[] {
  const compared = withReference(verdictsFor(study, judge, column.has, "judges"));
  const matched = { ...compared, comparisons: compared.comparisons.filter(areMatched) };
  const isOwn = study.families.ofJudge(judge) === column.name;
  const refused = study.judges.length < 3 ? `it needs three judges and there ${study.judges.length === 1 ? "is one" : "are two"}` : null;
  const role = isOwn ? "its own family" : "as if it were its own";
  const row = (statistic: string, of: ColumnComparisons, missing: string, claim: (value: string) => string) => {
    const reason = refused ?? (of.comparisons.length === 0 ? missing : null);
    const result = measured(differenceInDifferences(of.comparisons), of, options);
    const told = reason === null ? result : undefinedMeasure(reason, result);
    return tidyRow({ statistic, slice, judge_a: judge, model: column.name }, told, "points", claim);
  };
  const sharpRow = () => {
    const discerned = discernedFor(study, judge, column.has);
    const own = discerned.filter((comparison) => comparison.own !== 0).length;
    const counts = { n: own, items: own, nulls: compared.unread, ties: 0 };
    const result = measure(discernmentMatched(discerned), counts, options.resampling);
    const told = refused === null ? result : undefinedMeasure(refused, result);
    return tidyRow({ statistic: discernmentName, slice, judge_a: judge, model: column.name }, told, "points", (value) => {
      return `How much more ${judge} puts ${column.name} (${role}) before others than disinterested judges do, allowing for how sharply it tells other answers apart: ${value}`;
    });
  };
  const noReference = "no other judge, of a family that wrote neither answer, judged these comparisons";
  const noMatch = `no comparison has two lengths within ${matchedLengths * 100} % of the longer`;
  return [
    row(didName, compared, noReference, (value) => {
      return `How much more ${judge} puts ${column.name} (${role}) before others than disinterested judges do on the same ${counted(compared.comparisons.length, "item")}: ${value}`;
    }),
    sharpRow(),
    row(matchedName, matched, compared.comparisons.length === 0 ? noReference : noMatch, (value) => {
      return `How much more ${judge} puts ${column.name} (${role}) before others than disinterested judges do where lengths differ by at most ${matchedLengths * 100} %: ${value}`;
    }),
  ];
}

function measured(statistic: SumStatistic, { comparisons, unread }: ColumnComparisons, { resampling }: MeasureOptions): Measured {
  return measure(statistic, { n: comparisons.length, items: comparisons.length, nulls: unread, ties: 0 }, resampling);
}

/** Without anyone to compare with there is no excess, whoever the judge prefers. */
function withReason(result: Measured, source: "people" | "judges"): Measured {
  if (result.n > 0) return result;
  const missing = source === "people" ? "no person judged these comparisons" : "no other judge, and no person, judged these comparisons";
  return undefinedMeasure(missing, result);
}

function withReference(column: ColumnComparisons): ColumnComparisons {
  return { ...column, comparisons: column.comparisons.filter(({ reference }) => reference !== null) };
}

function decided(comparisons: readonly OwnComparison[]): readonly OwnComparison[] {
  return comparisons.filter(({ people }) => people === "a" || people === "b");
}
