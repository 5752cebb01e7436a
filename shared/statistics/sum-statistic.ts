/** What one item adds to the totals: `add[i]` at place `at[i]`. */
export type Contribution = { readonly cluster: string; readonly at: readonly number[]; readonly add: readonly number[] };

/**
 * A statistic of totals. Every item adds a small sparse vector, and the statistic is a function of the sum, so a
 * bootstrap draw costs additions only and the statistic is still computed whole each time. Kappa, alpha, rates and
 * least-squares slopes are of this form; rank statistics are not.
 */
export type SumStatistic = {
  /** Length of the vectors. */
  readonly width: number;
  readonly contributions: readonly Contribution[];
  /** The statistic, or the reason there is none. */
  readonly value: (totals: Float64Array) => number | string;
  /** Something the reader must know beside a defined value. */
  readonly note?: (totals: Float64Array) => string | null;
  /** The value is totals[0] / totals[1] and every trial adds 1 to the latter: a plain proportion. */
  readonly isProportion?: boolean;
};

export function totalsOf(statistic: SumStatistic): Float64Array {
  const totals = new Float64Array(statistic.width);
  for (const { at, add } of statistic.contributions) {
    for (let entry = 0; entry < at.length; entry++) totals[at[entry] ?? 0] = (totals[at[entry] ?? 0] ?? 0) + (add[entry] ?? 0);
  }
  return totals;
}

/** Successes over trials. `wanted` says what is missing when there are none. */
export function proportion(contributions: readonly Contribution[], missing: string): SumStatistic {
  return {
    width: 2,
    contributions,
    isProportion: true,
    value: ([successes = 0, trials = 0]) => (trials === 0 ? missing : successes / trials),
  };
}

/** One trial of a proportion. */
export function trial(cluster: string, success: boolean): Contribution {
  return success ? { cluster, at: [0, 1], add: [1, 1] } : { cluster, at: [1], add: [1] };
}

/** first − second on the same draws: how two judges on the same items are compared. Overlapping intervals are not a test. */
export function difference(first: SumStatistic, second: SumStatistic): SumStatistic {
  const shifted = second.contributions.map(({ cluster, at, add }) => ({ cluster, at: at.map((place) => place + first.width), add }));
  return {
    width: first.width + second.width,
    contributions: [...first.contributions, ...shifted],
    value: (totals) => {
      const left = first.value(totals.subarray(0, first.width));
      const right = second.value(totals.subarray(first.width));
      if (typeof left === "string") return left;
      return typeof right === "string" ? right : left - right;
    },
  };
}
