import type { DiscernedComparison } from "./discernment.ts";
import type { Families } from "./families.ts";
import { type Preference, peoplesViews } from "./preferences.ts";
import { type OwnComparison, shareFor, sideOf } from "./self-preference-statistics.ts";

/** All preferences of one slice, ready to be read from any column's side. */
export type SelfPreferenceStudy = {
  readonly families: Families;
  readonly judges: readonly string[];
  readonly byJudge: ReadonlyMap<string, readonly Preference[]>;
  readonly byItem: ReadonlyMap<string, readonly Preference[]>;
  readonly people: ReturnType<typeof peoplesViews>;
};

export function selfPreferenceStudy(preferences: readonly Preference[], families: Families): SelfPreferenceStudy {
  const machines = preferences.filter(({ isPerson }) => !isPerson);
  const byJudge = groupedBy(machines, ({ judge }) => judge);
  return {
    families,
    judges: [...byJudge.keys()].sort(),
    byJudge,
    byItem: groupedBy(machines, ({ item }) => item),
    people: peoplesViews(preferences),
  };
}

function groupedBy(
  preferences: readonly Preference[],
  keyOf: (preference: Preference) => string,
): ReadonlyMap<string, readonly Preference[]> {
  const groups = new Map<string, Preference[]>();
  for (const preference of preferences) {
    const group = groups.get(keyOf(preference));
    if (group) group.push(preference);
    else groups.set(keyOf(preference), [preference]);
  }
  return groups;
}

/** Where a comparison's reference comes from: people, or judges whose family wrote neither answer. */
export type ReferenceSource = "people" | "judges";

export type ColumnComparisons = {
  readonly comparisons: readonly OwnComparison[];
  /** Comparisons with the column that this judge gave no readable verdict on. */
  readonly unread: number;
};

/** The judge's comparisons of the column's answers with others', from its verdicts. */
export function verdictsFor(
  study: SelfPreferenceStudy,
  judge: string,
  isColumn: (model: string) => boolean,
  source: ReferenceSource,
): ColumnComparisons {
  const asked = (study.byJudge.get(judge) ?? []).filter((preference) => sideOf(preference, isColumn) !== 0);
  const comparisons = asked.flatMap((preference): readonly OwnComparison[] => {
    if (preference.share === null) return [];
    const isA = sideOf(preference, isColumn) === 1;
    const view = study.people.get(preference.item);
    const reference = source === "people" ? (view?.share ?? null) : disinterestedShare(study, preference);
    const [own, other] = isA ? [preference.a, preference.b] : [preference.b, preference.a];
    return [
      {
        item: preference.item,
        cluster: preference.cluster,
        own: shareFor(isA, preference.share),
        // "a" stands for the column's answer from here on.
        people: view === undefined ? null : view.outcome === "tie" ? "tie" : (view.outcome === "a") === isA ? "a" : "b",
        reference: reference === null ? null : shareFor(isA, reference),
        lengths: own.length === null || other.length === null ? null : [own.length, other.length],
      },
    ];
  });
  return { comparisons, unread: asked.length - comparisons.length };
}

/** The same from the probabilities it gave, where it gave any; a verdict stands for 1, ½ or 0 where it never did. */
export function probabilitiesFor(
  study: SelfPreferenceStudy,
  judge: string,
  isColumn: (model: string) => boolean,
): ColumnComparisons & { readonly areVerdicts: boolean } {
  const asked = (study.byJudge.get(judge) ?? []).filter((preference) => sideOf(preference, isColumn) !== 0);
  const areVerdicts = asked.every(({ p }) => p === null);
  const comparisons = asked.flatMap((preference): readonly OwnComparison[] => {
    const chance = areVerdicts ? preference.share : preference.p;
    if (chance === null) return [];
    const { item, cluster } = preference;
    const own = shareFor(sideOf(preference, isColumn) === 1, chance);
    return [{ item, cluster, own, people: null, reference: null, lengths: null }];
  });
  return { comparisons, unread: asked.length - comparisons.length, areVerdicts };
}

/**
 * Mean share for side a over the other judges whose family wrote neither answer. A judge that favours its own family would
 * make every other judge look as if it favoured the opponent.
 */
function disinterestedShare(study: SelfPreferenceStudy, preference: Preference): number | null {
  const { families } = study;
  const interested = new Set([families.ofModel(preference.a.model), families.ofModel(preference.b.model)]);
  return othersShare(study, preference, (judge) => !interested.has(families.ofJudge(judge)));
}

function othersShare({ byItem }: SelfPreferenceStudy, { item, judge }: Preference, counts = (_: string) => true): number | null {
  const shares = (byItem.get(item) ?? []).flatMap((other) =>
    other.judge === judge || other.share === null || !counts(other.judge) ? [] : [other.share],
  );
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * All comparisons of two models that the judge and others made, own or not: what tells how sharply it judges. Where the
 * judge has no stake and every other has one, they are taken together: with one judge a family their stakes stand against
 * each other, and what is learnt there can only clear the judge, never accuse it.
 */
export function discernedFor(
  study: SelfPreferenceStudy,
  judge: string,
  isColumn: (model: string) => boolean,
): readonly DiscernedComparison[] {
  return (study.byJudge.get(judge) ?? []).flatMap((preference): readonly DiscernedComparison[] => {
    const { cluster, a, b, share } = preference;
    const own = sideOf(preference, isColumn);
    const reference = disinterestedShare(study, preference) ?? (own === 0 ? othersShare(study, preference) : null);
    if (share === null || reference === null || a.model === b.model) return [];
    return [{ cluster, models: [a.model, b.model], own, share, reference }];
  });
}
