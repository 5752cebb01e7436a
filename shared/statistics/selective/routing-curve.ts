import type { WeightedStatistic } from "../weighted-statistic.ts";

/** Shares of the items sent to people: 0, 5 %, … 100 %. */
export const budgets: readonly number[] = Array.from({ length: 21 }, (_, index) => index / 20);

/** Items as a queue: groups of equal rank, most urgent first. */
export type Queue = readonly (readonly number[])[];

/** Rows by descending urgency; equal ones are drawn at random among themselves. */
export function queueBy(urgency: readonly number[]): Queue {
  const groups = new Map<number, number[]>();
  urgency.forEach((each, row) => {
    const group = groups.get(each);
    if (group) group.push(row);
    else groups.set(each, [row]);
  });
  return [...groups].sort(([left], [right]) => right - left).map(([, rows]) => rows);
}

/**
 * Residual loss at every budget when the first of a queue go to people, whose verdict then stands: the mean over all items,
 * expected over the order within a group. Then, for each queue, the area between its curve and the one of drawing at random,
 * and that area as a share of the last queue's, the best there is. `losses` are 0 where the panel says what people say.
 */
export function routingFigures(losses: Float64Array, clusters: readonly string[], queues: readonly Queue[]): WeightedStatistic {
  const points = budgets.length;
  const areasAt = (queues.length + 1) * points;
  return {
    clusters,
    width: areasAt + 2 * queues.length,
    fill: (weights, into) => {
      let [total, loss] = [0, 0];
      for (let row = 0; row < losses.length; row++) {
        total += weights[row] as number;
        loss += (weights[row] as number) * (losses[row] as number);
      }
      budgets.forEach((budget, index) => {
        into[index] = (loss / total) * (1 - budget);
      });
      queues.forEach((queue, place) => {
        const curve = into.subarray((place + 1) * points, (place + 2) * points);
        fillCurve({ losses, weights, queue, total, loss }, curve);
        into[areasAt + place] = area(into.subarray(0, points)) - area(curve);
      });
      const best = into[areasAt + queues.length - 1] as number;
      queues.forEach((_, place) => {
        into[areasAt + queues.length + place] = best > 1e-12 ? (into[areasAt + place] as number) / best : Number.NaN;
      });
    },
  };
}

type Routing = {
  readonly losses: Float64Array;
  readonly weights: Float64Array;
  readonly queue: Queue;
  readonly total: number;
  readonly loss: number;
};

function fillCurve({ losses, weights, queue, total, loss }: Routing, curve: Float64Array): void {
  let [routed, spared, next] = [0, 0, 0];
  for (const group of queue) {
    let [mass, gain] = [0, 0];
    for (const row of group) {
      mass += weights[row] as number;
      gain += (weights[row] as number) * (losses[row] as number);
    }
    while (next < budgets.length && (budgets[next] as number) * total <= routed + mass + 1e-9) {
      const share = mass === 0 ? 0 : ((budgets[next] as number) * total - routed) / mass;
      curve[next] = Math.max(0, loss - spared - Math.min(1, Math.max(0, share)) * gain) / total;
      next++;
    }
    routed += mass;
    spared += gain;
  }
}

/** By trapezoids over the budgets. */
function area(curve: Float64Array): number {
  let sum = 0;
  for (let index = 1; index < curve.length; index++) sum += ((curve[index] as number) + (curve[index - 1] as number)) / 2;
  return sum / (curve.length - 1);
}
