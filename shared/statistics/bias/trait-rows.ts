import type { Resampling } from "../bootstrap.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { difference } from "../sum-statistic.ts";
import { counted, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { leftOut, type PeoplesView, type Preference } from "./preferences.ts";
import {
  alwaysMore,
  isDecisive,
  isSeparated,
  peoplesTraitViews,
  prefersMore,
  slopes,
  type TraitView,
  telling,
  traitViews,
} from "./trait-statistics.ts";
import type { Trait } from "./traits.ts";

/** How people together are named in place of a judge. */
export const people = "people";

export type TraitStudy = {
  readonly preferences: readonly Preference[];
  readonly judges: readonly string[];
  readonly views: ReadonlyMap<string, PeoplesView>;
  readonly slice: string | null;
  readonly resampling: Resampling | undefined;
};

/** Every figure of one trait: each judge's, people's on the same items, and their difference; then people's own and the trivial judge. */
export function traitRows(study: TraitStudy, trait: Trait): readonly TidyRow[] {
  return [...study.judges.flatMap((judge) => judgeRows(study, trait, judge)), ...peopleRows(study, trait)];
}

function judgeRows(study: TraitStudy, trait: Trait, judge: string): readonly TidyRow[] {
  const { slice, resampling } = study;
  const own = study.preferences.filter((preference) => preference.judge === judge);
  const views = traitViews(own, trait);
  const { nulls, ties } = leftOut(own);
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (value: string) => string, judge_b?: string) =>
    tidyRow({ statistic, slice, judge_a: judge, judge_b: judge_b ?? null }, measured, style, claim);
  const decisive = telling(views, trait);
  const obstacle = unknownTrait(views, trait);
  const told = (measured: Measured) => (obstacle === null ? measured : undefinedMeasure(obstacle, measured));
  const preference = told(measure(prefersMore(views, trait), { n: decisive.length, items: decisive.length, nulls, ties }, resampling));
  return [
    row(`prefers ${trait.more}`, preference, "percent", (value) => {
      return `${judge} prefers the answer with ${quantity(trait)} in ${value} of ${counted(decisive.length, "decisive verdict")} on answers that differ`;
    }),
    ...(study.views.size === 0 ? [] : [peopleBeside(study, trait, judge, views)]),
    row(
      `excess: prefers ${trait.more}`,
      told(excess(study, trait, views)),
      "points",
      (value) => {
        return `${judge}'s preference for the answer with ${quantity(trait)} minus people's on the same items: ${value}`;
      },
      people,
    ),
    row(`slope: ${trait.name}`, told(slopeOf(views, trait, { nulls: own.length - views.length, resampling })), "number", (value) => {
      return `${judge}: one standard deviation more ${trait.name} adds ${value} to the log-odds of being preferred, quality not taken out`;
    }),
    row(
      `excess slope: ${trait.name}`,
      told(excessSlope(study, trait, views)),
      "number",
      (value) => {
        return `${judge}: slope on ${trait.name} minus people's on the same items: ${value}`;
      },
      people,
    ),
    ...(study.views.size === 0 ? [] : [agreementRow(study, trait, judge, views)]),
  ];
}

function quantity({ name, more }: Trait): string {
  return name === "length" ? "more characters" : more;
}

function unknownTrait(views: readonly TraitView[], { name }: Trait): string | null {
  if (views.length > 0) return null;
  return name === "length"
    ? "no length of the answers compared is known"
    : "no text of the answers compared is known, so their layout is not";
}

/** The judge's telling verdicts on items that people decided too, as the judge saw them and as people did. */
function shared(study: TraitStudy, trait: Trait, views: readonly TraitView[]): readonly [readonly TraitView[], readonly TraitView[]] {
  const seen = telling(peoplesTraitViews(telling(views, trait), study.views), trait);
  const items = new Set(seen.map(({ item }) => item));
  return [views.filter(({ item }) => items.has(item)), seen];
}

function peopleBeside(study: TraitStudy, trait: Trait, judge: string, views: readonly TraitView[]): TidyRow {
  const [, seen] = shared(study, trait, views);
  const measured = measure(prefersMore(seen, trait), { n: seen.length, items: seen.length, nulls: 0, ties: 0 }, study.resampling);
  const subject = { statistic: `people prefer ${trait.more}`, slice: study.slice, judge_a: judge, judge_b: people };
  return tidyRow(subject, measured, "percent", (value) => {
    return `People prefer the answer with ${quantity(trait)} in ${value} of the ${counted(seen.length, "item")} that ${judge} decided too`;
  });
}

const noPeople = "no person judged these comparisons";

function excess(study: TraitStudy, trait: Trait, views: readonly TraitView[]): Measured {
  const [own, seen] = shared(study, trait, views);
  const counts: Counts = { n: seen.length, items: seen.length, nulls: 0, ties: 0 };
  if (study.views.size === 0) return undefinedMeasure(noPeople, { ...counts, clusters: 0 });
  return measure(difference(prefersMore(own, trait), prefersMore(seen, trait)), counts, study.resampling);
}

type SlopeOptions = { readonly nulls: number; readonly resampling: Resampling | undefined };

const separatedNote = (trait: Trait) => `${trait.name} decides every verdict, so the slope has no end: a ridge of 0.001 holds it`;

function slopeOf(views: readonly TraitView[], trait: Trait, { nulls, resampling }: SlopeOptions): Measured {
  const counts: Counts = { n: views.length, items: views.length, nulls, ties: 0 };
  const measured = measuredFrom(drawWeighted(slopes([views]), resampling), 0, counts, `no two answers compared differ in ${trait.name}`);
  return isSeparated(views) ? { ...measured, note: separatedNote(trait) } : measured;
}

function excessSlope(study: TraitStudy, trait: Trait, views: readonly TraitView[]): Measured {
  const seen = peoplesTraitViews(views, study.views);
  const items = new Set(seen.map(({ item }) => item));
  const own = views.filter(({ item }) => items.has(item));
  const counts: Counts = { n: seen.length, items: seen.length, nulls: 0, ties: 0 };
  if (seen.length === 0) return undefinedMeasure(noPeople, { ...counts, clusters: 0 });
  const drawn = drawWeighted(slopes([own, seen]), study.resampling);
  const measured = measuredFrom(drawn, { of: 0, minus: 1 }, counts, `no two answers compared differ in ${trait.name}`);
  return isSeparated(own) || isSeparated(seen) ? { ...measured, note: separatedNote(trait) } : measured;
}

/** How often a judge sides with people where the trivial judge could: to be read beside it. */
function agreementRow(study: TraitStudy, trait: Trait, judge: string, views: readonly TraitView[]): TidyRow {
  const decided = peoplesTraitViews(views, study.views).filter((view) => isDecisive(view) && view.gap !== 0);
  const shares = new Map(views.map(({ item, share }) => [item, share]));
  const measured = measure(
    {
      width: 2,
      contributions: decided.map(({ item, cluster, outcome }) => {
        const share = shares.get(item) ?? 0.5;
        return { cluster, at: [0, 1], add: [outcome === "a" ? share : 1 - share, 1] };
      }),
      value: ([same = 0, n = 0]) => (n === 0 ? `people decided no comparison of answers that differ in ${trait.name}` : same / n),
    },
    { n: decided.length, items: decided.length, nulls: 0, ties: 0 },
    study.resampling,
  );
  const subject = { statistic: `sides with people: ${trait.name}`, slice: study.slice, judge_a: judge, judge_b: people };
  return tidyRow(subject, measured, "percent", (value) => {
    return `${judge} sides with people in ${value} of ${counted(decided.length, "item")} whose answers differ in ${trait.name}, its ties and contradictions half`;
  });
}

function peopleRows(study: TraitStudy, trait: Trait): readonly TidyRow[] {
  if (study.views.size === 0) return [];
  const perItem = new Map(study.preferences.map((preference) => [preference.item, { ...preference, share: 0.5 }]));
  const views = peoplesTraitViews(traitViews([...perItem.values()], trait), study.views);
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (value: string) => string) =>
    tidyRow({ statistic, slice: study.slice, judge_a: people }, measured, style, claim);
  const obstacle = unknownTrait(views, trait);
  const told = (measured: Measured) => (obstacle === null ? measured : undefinedMeasure(obstacle, measured));
  const ties = views.filter((view) => !isDecisive(view)).length;
  const [decisive, differing] = [telling(views, trait), telling(views, { ...trait, moreThan: 0 })];
  const counts = (n: number): Counts => ({ n, items: n, nulls: 0, ties });
  return [
    row(
      `prefers ${trait.more}`,
      told(measure(prefersMore(views, trait), counts(decisive.length), study.resampling)),
      "percent",
      (value) => {
        return `People prefer the answer with ${quantity(trait)} in ${value} of ${counted(decisive.length, "decided item")} whose answers differ`;
      },
    ),
    row(`slope: ${trait.name}`, told(slopeOf(views, trait, { nulls: 0, resampling: study.resampling })), "number", (value) => {
      return `People: one standard deviation more ${trait.name} adds ${value} to the log-odds of being preferred`;
    }),
    row(
      `baseline: always ${trait.more}`,
      told(measure(alwaysMore(views, trait), counts(differing.length), study.resampling)),
      "percent",
      (value) => {
        return `A judge that always prefers the answer with ${quantity(trait)} would side with people in ${value} of ${counted(differing.length, "item")} whose answers differ`;
      },
    ),
  ];
}
