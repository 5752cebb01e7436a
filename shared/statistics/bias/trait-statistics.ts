import { fitSlope, type SlopeRows, separatedSlope } from "../logistic-slope.ts";
import { proportion, type SumStatistic, trial } from "../sum-statistic.ts";
import type { WeightedStatistic } from "../weighted-statistic.ts";
import type { PeoplesView, Preference } from "./preferences.ts";
import type { Trait } from "./traits.ts";

/** One comparison whose answers' trait is known, as one judge (or people together) saw it. */
export type TraitView = {
  readonly item: string;
  readonly cluster: string;
  readonly outcome: Preference["outcome"];
  readonly share: number;
  /** Trait of a minus that of b. */
  readonly gap: number;
  readonly contrast: number;
};

/** Preferences with a readable verdict on answers whose trait is known. */
export function traitViews(preferences: readonly Preference[], trait: Trait): readonly TraitView[] {
  return preferences.flatMap(({ item, cluster, outcome, share, a, b }) => {
    const [left, right] = [trait.of(a), trait.of(b)];
    if (share === null || left === null || right === null) return [];
    return [{ item, cluster, outcome, share, gap: left - right, contrast: trait.contrast(left, right) }];
  });
}

/** The same comparisons with what people made of them; those nobody judged fall out. */
export function peoplesTraitViews(views: readonly TraitView[], people: ReadonlyMap<string, PeoplesView>): readonly TraitView[] {
  return views.flatMap((view) => {
    const seen = people.get(view.item);
    return seen === undefined ? [] : [{ ...view, outcome: seen.outcome, share: seen.share }];
  });
}

export function isDecisive({ outcome }: TraitView): boolean {
  return outcome === "a" || outcome === "b";
}

/** Decisive verdicts on answers that differ by more than the trait asks. */
export function telling(views: readonly TraitView[], { moreThan }: Trait): readonly TraitView[] {
  return views.filter((view) => isDecisive(view) && Math.abs(view.gap) > moreThan);
}

/** Share of telling verdicts for the side with more (AlpacaEval's "prefer longer"); 0.5 is neutral only where quality is. */
export function prefersMore(views: readonly TraitView[], trait: Trait): SumStatistic {
  const least = trait.moreThan > 0 ? ` by more than ${trait.moreThan} characters` : "";
  return proportion(
    telling(views, trait).map(({ cluster, outcome, gap }) => trial(cluster, (outcome === "a") === gap > 0)),
    `no decisive verdict is on two answers that differ in ${trait.name}${least}`,
  );
}

/** What a judge that always takes the side with more would get right of the decisive verdicts on answers that differ at all. */
export function alwaysMore(views: readonly TraitView[], trait: Trait): SumStatistic {
  return prefersMore(views, { ...trait, moreThan: 0 });
}

/**
 * Logistic slopes of "a preferred" on the trait's contrast over its standard deviation, one figure for each set of views of
 * the same comparisons. Both sides of each comparison are as good as the other, so there is no intercept and the deviation is
 * about 0. Ties are half of each. NaN where nothing differs.
 */
export function slopes(sets: readonly (readonly TraitView[])[]): WeightedStatistic {
  const [views = []] = sets;
  const parts = sets.map(slopeCells);
  return {
    clusters: views.map(({ cluster }) => cluster),
    width: sets.length,
    fill: (weights, into) => {
      parts.forEach((cells, index) => {
        into[index] = slopeOf(cells, weights);
      });
    },
  };
}

/** Rows of the same contrast and share as one, since counts of layout take few values. */
type SlopeCells = SlopeRows & {
  readonly cellOf: Int32Array;
  readonly weights: Float64Array;
  /** The estimate itself, fitted first: draws lie near it, and start there. */
  start: number;
};

function slopeCells(views: readonly TraitView[]): SlopeCells {
  const places = new Map<string, number>();
  const kept: TraitView[] = [];
  const cellOf = Int32Array.from(views, (view) => {
    const key = `${view.contrast} ${view.share}`;
    const place = places.get(key) ?? places.size;
    if (place === places.size) kept.push(view);
    places.set(key, place);
    return place;
  });
  const [x, y] = [Float64Array.from(kept, ({ contrast }) => contrast), Float64Array.from(kept, ({ share }) => share)];
  return { x, y, cellOf, weights: new Float64Array(kept.length), start: 0 };
}

/** Fitted on the raw contrast: the slope on the standardised one is that times the deviation. */
function slopeOf(cells: SlopeCells, weights: Float64Array): number {
  cells.weights.fill(0);
  for (let row = 0; row < weights.length; row++) {
    const cell = cells.cellOf[row] as number;
    cells.weights[cell] = (cells.weights[cell] as number) + (weights[row] as number);
  }
  const deviation = rootMeanSquare(cells.x, cells.weights);
  if (deviation === 0) return Number.NaN;
  const slope = fitSlope(cells, cells.weights, cells.start);
  if (cells.start === 0 && slope !== null) cells.start = slope;
  return (slope ?? separatedSlope(cells, cells.weights)) * deviation;
}

/** The preference follows the trait without exception, so the slope has no end. */
export function isSeparated(views: readonly TraitView[]): boolean {
  const differing = views.filter(({ contrast }) => contrast !== 0);
  const follows = (sign: number) => differing.every(({ share, contrast }) => share === (contrast * sign > 0 ? 1 : 0));
  return differing.length > 0 && (follows(1) || follows(-1));
}

function rootMeanSquare(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let n = 0;
  values.forEach((value, row) => {
    sum += (weights[row] as number) * value * value;
    n += weights[row] as number;
  });
  return n === 0 ? 0 : Math.sqrt(sum / n);
}
