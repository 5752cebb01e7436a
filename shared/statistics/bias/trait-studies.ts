import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { undefinedMeasure } from "../measured.ts";
import { figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { isFound, withChances } from "./interval-chance.ts";
import { peoplesViews, preferencesOf } from "./preferences.ts";
import { people, type TraitStudy } from "./trait-rows.ts";
import type { Trait } from "./traits.ts";

/** `duplicates`: a sentence about votes given more than once. */
type TraitStudies = { readonly studies: readonly TraitStudy[]; readonly duplicates: string };

/** The whole and every slice, ready for traits; or why the judgements hold no comparison. */
export function traitStudies(judgements: readonly Judgement[], { resampling }: MeasureOptions): TraitStudies | string {
  const { preferences, obstacle, duplicates } = preferencesOf(judgements);
  if (obstacle !== null) return obstacle;
  const slices = [...new Set(preferences.flatMap((preference) => preference.slices))].sort();
  const studies = [null, ...slices].map((slice): TraitStudy => {
    const own = slice === null ? preferences : preferences.filter((preference) => preference.slices.includes(slice));
    const judges = [...new Set(own.filter(({ isPerson }) => !isPerson).map(({ judge }) => judge))].sort();
    return { preferences: own, judges, views: peoplesViews(own), slice, resampling };
  });
  return { studies, duplicates };
}

/** The one row of a table of judgements that holds nothing to measure. */
export function refusal(statistic: string, reason: string, judgements: readonly Judgement[]): MeasureResult {
  const counts = { n: 0, items: 0, nulls: judgements.length, ties: 0, clusters: 0 };
  const row = tidyRow({ statistic, slice: null }, undefinedMeasure(reason, counts), "percent", (value) => value);
  return { rows: [row], sentence: row.sentence };
}

/** The differences from people, of all judges and traits, are one table of tests. */
export function withTests(rows: readonly TidyRow[]): readonly TidyRow[] {
  return withChances(rows, ({ statistic }) => statistic.startsWith("excess: "));
}

/** By the intervals against people where there are people; without them a preference may be one for quality, and that is said. */
export function traitFinding(rows: readonly TidyRow[], traits: readonly Trait[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const of = (prefix: string) =>
    whole.filter(
      (row) => traits.some(({ more }) => row.statistic === `${prefix}${more}`) && row.judge_a !== people && row.estimate !== null,
    );
  const excesses = of("excess: prefers ");
  const largest = (of: readonly TidyRow[], neutral: number) =>
    [...of].sort((left, right) => Math.abs((right.estimate ?? neutral) - neutral) - Math.abs((left.estimate ?? neutral) - neutral))[0];
  const apart = excesses.filter(isFound);
  const told = largest(apart, 0) ?? largest(excesses, 0);
  if (told && apart.length > 0) {
    const tests = excesses.filter(({ p_value }) => p_value !== null).length;
    return tests === 1 ? told.sentence : `${told.sentence.replace(/\.$/, "")}; found with ${tests} tests taken together.`;
  }
  if (told) {
    const written = figure({ value: told.estimate, low: told.low, high: told.high }, "points");
    return `No judge is shown to differ from people; furthest is ${told.judge_a} (${told.statistic.replace("excess: ", "")}) by ${written}.`;
  }
  const preference = largest(of("prefers "), 0.5);
  if (!preference) return whole[0]?.sentence ?? "There are no judges.";
  return `${preference.sentence.replace(/\.$/, "")}; no person judged these items, so it may be a preference for quality.`;
}
