import type { WeightedStatistic } from "../weighted-statistic.ts";

/** Mean scores by judge of one answer; NaN where a judge did not score it. */
export type ScoredRow = {
  readonly cluster: string;
  readonly scores: readonly number[];
  /** Who wrote the answer; missing where no column says it. */
  readonly model?: string | undefined;
};

/**
 * How much higher each judge scores than the panel on the same answers: the judge effects of score ~ answer + judge by
 * least squares, summing to zero, on incomplete data. Undefined for all where the judges fall into groups that share
 * no answer, since nothing then sets one group against another.
 * Reference: R lm(score ~ 0 + judge + answer) with contr.sum, statsmodels ols.
 */
export function judgeEffects(rows: readonly ScoredRow[], judges: number): WeightedStatistic {
  const given = rows.map(({ scores }) => {
    const places = scores.flatMap((score, judge) => (Number.isNaN(score) ? [] : [judge]));
    const values = places.map((judge) => scores[judge] as number);
    return { places, values, mean: values.reduce((sum, value) => sum + value / values.length, 0) };
  });
  const system = new Float64Array(judges * (judges + 1));
  return {
    clusters: rows.map(({ cluster }) => cluster),
    width: judges,
    fill: (weights, into) => {
      // Rows that sum to zero leave out the answers' effects; one added to every place fixes the sum of the judges'.
      system.fill(0);
      given.forEach(({ places, values, mean }, row) => {
        const weight = weights[row] as number;
        if (weight === 0 || places.length < 2) return;
        const share = weight / places.length;
        places.forEach((left, place) => {
          const start = left * (judges + 1);
          for (const right of places) system[start + right] = (system[start + right] as number) - share;
          system[start + left] = (system[start + left] as number) + weight;
          system[start + judges] = (system[start + judges] as number) + weight * ((values[place] as number) - mean);
        });
      });
      for (let row = 0; row < judges; row++) {
        for (let column = 0; column < judges; column++)
          system[row * (judges + 1) + column] = (system[row * (judges + 1) + column] as number) + 1;
      }
      if (!solveInto(system, judges, into)) into.fill(Number.NaN);
    },
  };
}

/** Gauss–Jordan with partial pivoting on [A | b], in place; false when A is singular. */
function solveInto(system: Float64Array, size: number, into: Float64Array): boolean {
  const width = size + 1;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(system[row * width + column] as number) > Math.abs(system[pivot * width + column] as number)) pivot = row;
    const lead = system[pivot * width + column] as number;
    if (Math.abs(lead) < 1e-9) return false;
    for (let place = 0; place < width; place++) {
      const swapped = system[pivot * width + place] as number;
      system[pivot * width + place] = system[column * width + place] as number;
      system[column * width + place] = swapped / lead;
    }
    for (let row = 0; row < size; row++) {
      const factor = system[row * width + column] as number;
      if (row === column || factor === 0) continue;
      for (let place = 0; place < width; place++)
        system[row * width + place] = (system[row * width + place] as number) - factor * (system[column * width + place] as number);
    }
  }
  for (let row = 0; row < size; row++) into[row] = system[row * width + size] as number;
  return true;
}
