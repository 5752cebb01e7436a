import { clusterOf, inconsistent, type Judgement, tie, turned, withoutDuplicates } from "../judgement.ts";

/** One comparison that counts in a ranking. `first` and `second` are models; the outcome names a place. */
export type Battle = {
  readonly item: string;
  readonly cluster: string;
  readonly first: string;
  readonly second: string;
  readonly outcome: "first" | "second" | "tie";
};

/** A comparison that was asked for and brought nothing a ranking can count. */
export type LostBattle = { readonly models: readonly [string, string]; readonly why: "unreadable" | "contradictory" | "itself" };

export type BattleSheet = { readonly battles: readonly Battle[]; readonly lost: readonly LostBattle[] };

type Sided = Judgement & { readonly a: NonNullable<Judgement["a"]>; readonly b: NonNullable<Judgement["b"]> };

/** Why the judgements hold no comparisons at all; null when they do. */
export function noComparisons(judgements: readonly Judgement[]): string | null {
  if (judgements.length === 0) return "there are no judgements";
  if (judgements.some(({ value }) => typeof value === "number"))
    return "scores of single answers are no comparisons; compare them in pairs, or rank their means with SQL";
  const stranger = judgements.find(({ value }) => typeof value === "string" && !verdicts.has(value));
  if (stranger) return `the verdict "${stranger.value}" names no side; "a", "b" and "tie" are understood`;
  return judgements.some(isSided) ? null : "the models compared are not known; name the columns that hold them as `a` and `b`";
}

const verdicts: ReadonlySet<string> = new Set(["a", "b", tie, inconsistent]);

function isSided(judgement: Judgement): judgement is Sided {
  return judgement.a !== undefined && judgement.b !== undefined;
}

function fromOtherSide(judgement: Sided): Sided {
  return { ...turned(judgement), a: judgement.b, b: judgement.a };
}

/** Sides in the order of the models' names, so that (A, B) and (B, A) are the same battle; one item a pair of models. */
function canonical(judgements: readonly Judgement[]): readonly Sided[] {
  return judgements.filter(isSided).map((judgement) => {
    const sided = judgement.a.model <= judgement.b.model ? judgement : fromOtherSide(judgement);
    return { ...sided, item: JSON.stringify([sided.item, sided.a.model, sided.b.model]) };
  });
}

/**
 * One battle for each item, judge and repeat. Orders that disagree contradict each other, and are no tie unless `conflicts` says so;
 * a comparison with an order that brought no answer is unreadable, since what is left would carry that order's bias.
 */
export function settledBattles(judgements: readonly Judgement[], conflicts: "drop" | "tie"): BattleSheet {
  const asked = new Map<string, Sided[]>();
  for (const judgement of withoutDuplicates(canonical(judgements)).judgements.filter(isSided)) {
    const key = JSON.stringify([judgement.item, judgement.judge, judgement.repeat ?? 0]);
    const same = asked.get(key);
    if (same) same.push(judgement);
    else asked.set(key, [judgement]);
  }
  const battles: Battle[] = [];
  const lost: LostBattle[] = [];
  for (const orders of asked.values()) {
    const [one] = orders;
    if (!one) continue;
    const models = [one.a.model, one.b.model] as const;
    const values = new Set(orders.map(({ value }) => value));
    const isConflict = values.size > 1 || values.has(inconsistent);
    if (models[0] === models[1]) lost.push({ models, why: "itself" });
    else if (values.has(null)) lost.push({ models, why: "unreadable" });
    else if (isConflict && conflicts === "drop") lost.push({ models, why: "contradictory" });
    else battles.push(battleOf(one, isConflict ? tie : one.value));
  }
  return { battles, lost };
}

/** The judgements whose order is known, each a battle of its own with `first` the model shown first. */
export function shownBattles(judgements: readonly Judgement[]): readonly Battle[] {
  return withoutDuplicates(canonical(judgements))
    .judgements.filter(isSided)
    .flatMap((judgement) => {
      const { order, value, a, b } = judgement;
      if (!order || a.model === b.model || (value !== "a" && value !== "b" && value !== tie)) return [];
      const shown = order === "ab" ? judgement : fromOtherSide(judgement);
      return [battleOf(shown, shown.value)];
    });
}

function battleOf(judgement: Sided, value: Judgement["value"]): Battle {
  const outcome = value === "a" ? "first" : value === "b" ? "second" : "tie";
  return { item: judgement.item, cluster: clusterOf(judgement), first: judgement.a.model, second: judgement.b.model, outcome };
}
