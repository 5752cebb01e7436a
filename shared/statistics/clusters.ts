import type { Contribution, SumStatistic } from "./sum-statistic.ts";

/**
 * The distinct vectors that whole clusters add, each with the number of clusters that add exactly it, in sparse rows:
 * entries `starts[k]` to `starts[k + 1]` of `at` and `add` belong to vector k. Commonest first, places ascending.
 */
export type ClusterVectors = {
  readonly clusters: number;
  readonly counts: Float64Array;
  readonly starts: Int32Array;
  readonly at: Int32Array;
  readonly add: Float64Array;
};

type Vector = { readonly at: readonly number[]; readonly add: readonly number[]; count: number };

/** Sums contributions by cluster and merges clusters that add the same. Sorted, so that the order of rows changes no draw. */
export function clusterVectors(statistic: SumStatistic): ClusterVectors {
  const groups = new Map<string, Contribution | Contribution[]>();
  for (const contribution of statistic.contributions) {
    const group = groups.get(contribution.cluster);
    if (group === undefined) groups.set(contribution.cluster, contribution);
    else if (Array.isArray(group)) group.push(contribution);
    else groups.set(contribution.cluster, [group, contribution]);
  }
  const vectors = new Map<number, Vector[]>();
  // Items that say the same tend to share one vector, which is then known by itself.
  const shared = new Map<readonly number[], Vector>();
  for (const group of groups.values()) {
    const single = Array.isArray(group) ? null : group;
    const known = single && shared.get(single.at);
    if (known && known.add === single.add) {
      known.count++;
      continue;
    }
    const vector = addTo(vectors, single && isAscending(single.at) ? single : sumOf(single ? [single] : (group as Contribution[])));
    if (single && vector.add === single.add) shared.set(single.at, vector);
  }
  return packed([...vectors.values()].flat().sort(compareVectors), groups.size);
}

type Numbers = { readonly at: readonly number[]; readonly add: readonly number[] };

/** Counts the vector, or one like it. */
function addTo(vectors: Map<number, Vector[]>, { at, add }: Numbers): Vector {
  const hash = hashOf(at, add);
  const alike = vectors.get(hash) ?? [];
  const known = alike.find((vector) => sameNumbers(vector.at, at) && sameNumbers(vector.add, add));
  if (known) {
    known.count++;
    return known;
  }
  const vector: Vector = { at, add, count: 1 };
  alike.push(vector);
  vectors.set(hash, alike);
  return vector;
}

function sumOf(group: readonly Contribution[]): Numbers {
  const sum = new Map<number, number>();
  // Floating sums depend on their order; rows come in any, so the smallest go first.
  const entries = group.flatMap(({ at, add }) => at.map((place, entry) => [place, add[entry] ?? 0] as const));
  for (const [place, amount] of entries.sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    sum.set(place, (sum.get(place) ?? 0) + amount);
  }
  return { at: [...sum.keys()], add: [...sum.values()] };
}

function isAscending(numbers: readonly number[]): boolean {
  for (let index = 1; index < numbers.length; index++) if ((numbers[index] as number) <= (numbers[index - 1] as number)) return false;
  return true;
}

function hashOf(at: readonly number[], add: readonly number[]): number {
  let hash = 17;
  for (let entry = 0; entry < at.length; entry++) {
    const amount = add[entry] as number;
    hash = Math.imul(hash ^ ((at[entry] as number) * 31 + amount * 65_537), 0x9e3779b1) ^ (hash >>> 13);
  }
  return hash;
}

function sameNumbers(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((number, index) => number === right[index]);
}

function compareVectors(left: Vector, right: Vector): number {
  return right.count - left.count || compareNumbers(left.at, right.at) || compareNumbers(left.add, right.add);
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const gap = (left[index] as number) - (right[index] as number);
    if (gap !== 0) return gap;
  }
  return left.length - right.length;
}

function packed(vectors: readonly Vector[], clusters: number): ClusterVectors {
  const length = vectors.reduce((all, { at }) => all + at.length, 0);
  const result = {
    clusters,
    counts: Float64Array.from(vectors, ({ count }) => count),
    starts: new Int32Array(vectors.length + 1),
    at: new Int32Array(length),
    add: new Float64Array(length),
  };
  let entry = 0;
  vectors.forEach(({ at, add }, index) => {
    result.at.set(at, entry);
    result.add.set(add, entry);
    entry += at.length;
    result.starts[index + 1] = entry;
  });
  return result;
}
