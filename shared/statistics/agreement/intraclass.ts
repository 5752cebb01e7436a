import type { SumStatistic } from "../sum-statistic.ts";

/**
 * The forms of Shrout and Fleiss 1979. (1): raters differ from item to item. (2): the same raters, a sample of all,
 * absolute agreement. (3): these raters and no others, consistency. k: the mean of all raters instead of one.
 */
export const iccForms = ["icc(1)", "icc(2,1)", "icc(3,1)", "icc(1,k)", "icc(2,k)", "icc(3,k)"] as const;

export type IccForm = (typeof iccForms)[number];

/** What all raters gave one item, in the same order throughout. */
export type RatedItem = { readonly cluster: string; readonly values: readonly number[] };

/**
 * An intraclass correlation from the two-way mean squares of a complete table of items by raters. Negative estimates
 * are shown as they are.
 * Reference: R psych::ICC(lmer = FALSE).
 */
export function intraclass(items: readonly RatedItem[], form: IccForm): SumStatistic {
  const k = items[0]?.values.length ?? 0;
  const all = items.flatMap(({ values }) => values);
  const origin = all.reduce((sum, value) => sum + value / all.length, 0);
  const contributions = items.map(({ cluster, values }) => {
    const moved = values.map((value) => value - origin);
    const sum = moved.reduce((total, value) => total + value, 0);
    const squares = moved.reduce((total, value) => total + value * value, 0);
    return { cluster, at: Array.from({ length: 3 + k }, (_, place) => place), add: [1, sum * sum, squares, ...moved] };
  });
  return {
    width: 3 + k,
    contributions,
    value: (totals) => {
      const [n = 0, squaredSums = 0, squares = 0] = totals;
      if (n < 2) return "fewer than two items were scored by all";
      let [grand, columns] = [0, 0];
      for (let rater = 3; rater < totals.length; rater++) {
        const sum = totals[rater] as number;
        grand += sum;
        columns += sum * sum;
      }
      const correction = (grand * grand) / (n * k);
      const between = squaredSums / k - correction;
      const raters = columns / n - correction;
      const within = squares - squaredSums / k;
      return iccOf(form, {
        n,
        k,
        items: between / (n - 1),
        raters: raters / (k - 1),
        error: (within - raters) / ((n - 1) * (k - 1)),
        within: within / (n * (k - 1)),
      });
    },
  };
}

type MeanSquares = {
  readonly n: number;
  readonly k: number;
  readonly items: number;
  readonly raters: number;
  readonly error: number;
  readonly within: number;
};

function iccOf(form: IccForm, { n, k, items, raters, error, within }: MeanSquares): number | string {
  const unit = { "(1)": within, "(2)": error, "(3)": error };
  const parts: { readonly [Form in IccForm]: readonly [above: number, below: number] } = {
    "icc(1)": [items - unit["(1)"], items + (k - 1) * within],
    "icc(2,1)": [items - unit["(2)"], items + (k - 1) * error + (k * (raters - error)) / n],
    "icc(3,1)": [items - unit["(3)"], items + (k - 1) * error],
    "icc(1,k)": [items - within, items],
    "icc(2,k)": [items - error, items + (raters - error) / n],
    "icc(3,k)": [items - error, items],
  };
  const [above, below] = parts[form];
  return below <= 1e-12 * (items + raters + within) ? "the items do not differ, so there is nothing to tell apart" : above / below;
}
