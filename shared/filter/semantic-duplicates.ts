import { nextBits, randomBits, uniform } from "../statistics/random.ts";
import { forCandidates } from "./candidates.ts";
import { type Clusters, createClusters } from "./clusters.ts";

export type SemanticDuplicates = {
  readonly clusters: Clusters;
  readonly similarity: (one: number, other: number) => number;
  /** How pairs were found, in words. */
  readonly compared: string;
};

/** Up to so many different texts every pair is compared. */
const allPairsUpTo = 4_096;
const wantedRecall = 0.99;
const mostBands = 128;
const hyperplaneSeed = 1;

/**
 * Clusters of vectors whose cosine is at least the threshold; of few vectors by all pairs, of many by random hyperplanes
 * (Charikar 2002: two vectors at angle θ fall on the same side with chance 1 − θ/π), every candidate confirmed by its cosine.
 * Vectors of one table are of one length; null ones are like no other.
 */
export function findSemanticDuplicates(vectors: readonly (Float32Array | null)[], threshold: number): SemanticDuplicates {
  const members = vectors.flatMap((vector, index) => (vector === null ? [] : [index]));
  const dimensions = vectors[members[0] ?? -1]?.length ?? 0;
  const unit = unitVectors(vectors, members, dimensions);
  const placeOf = new Map(members.map((index, place) => [index, place]));
  const cosine = (one: number, other: number): number => dot(unit, one * dimensions, other * dimensions, dimensions);
  const clusters = createClusters(vectors.length);
  const tell = (one: number, other: number): void => {
    const [a, b] = [members[one] ?? 0, members[other] ?? 0];
    if (clusters.rootOf(a) !== clusters.rootOf(b) && cosine(one, other) >= threshold) clusters.join(a, b);
  };
  let compared = "every pair compared";
  if (members.length <= allPairsUpTo) {
    for (let other = 1; other < members.length; other += 1) for (let one = 0; one < other; one += 1) tell(one, other);
  } else {
    const { bits, bands, recall } = chooseHyperplanes(members.length, threshold);
    forCandidates(hyperplaneKeys(unit, dimensions, members.length, bits), { members: members.length, bands }, tell);
    compared = `${bands} bands of ${bits} random hyperplanes: a pair alike at ${threshold} is compared with chance ${recall.toFixed(3)}`;
  }
  const similarity = (one: number, other: number): number => cosine(placeOf.get(one) ?? 0, placeOf.get(other) ?? 0);
  return { clusters, similarity, compared };
}

/** Enough bits that unlike pairs seldom meet, and enough bands that like ones do. */
function chooseHyperplanes(count: number, threshold: number): { readonly bits: number; readonly bands: number; readonly recall: number } {
  const sameSide = 1 - Math.acos(Math.min(1, threshold)) / Math.PI;
  const recallOf = (bits: number, bands: number): number => 1 - (1 - sameSide ** bits) ** bands;
  for (let bits = Math.min(30, Math.ceil(Math.log2(count)) + 4); ; bits -= 1) {
    const missed = Math.log(1 - sameSide ** bits);
    const bands = missed === Number.NEGATIVE_INFINITY ? 1 : Math.ceil(Math.log(1 - wantedRecall) / missed);
    if (bands <= mostBands || bits <= 4)
      return { bits, bands: Math.min(bands, mostBands), recall: recallOf(bits, Math.min(bands, mostBands)) };
  }
}

/** Which side of `bits` random hyperplanes a vector is on; a band's are drawn when it is first asked for. */
function hyperplaneKeys(unit: Float32Array, dimensions: number, count: number, bits: number): (band: number, member: number) => number {
  const random = randomBits(hyperplaneSeed);
  let current = -1;
  const keys = new Int32Array(count);
  return (band, member) => {
    if (band !== current) {
      current = band;
      keys.fill(0);
      const normal = new Float32Array(dimensions);
      for (let bit = 0; bit < bits; bit += 1) {
        for (let at = 0; at < dimensions; at += 1) normal[at] = gaussian(random);
        for (let each = 0; each < count; each += 1) {
          let sum = 0;
          const from = each * dimensions;
          for (let at = 0; at < dimensions; at += 1) sum += (unit[from + at] as number) * (normal[at] as number);
          keys[each] = ((keys[each] as number) << 1) | (sum >= 0 ? 1 : 0);
        }
      }
    }
    return keys[member] as number;
  };
}

function gaussian(random: ReturnType<typeof randomBits>): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(random)));
  return radius * Math.cos((2 * Math.PI * nextBits(random)) / 2 ** 32);
}

function unitVectors(vectors: readonly (Float32Array | null)[], members: readonly number[], dimensions: number): Float32Array {
  const unit = new Float32Array(members.length * dimensions);
  for (const [place, index] of members.entries()) {
    const vector = vectors[index];
    if (vector === null || vector === undefined || vector.length !== dimensions) continue;
    const length = Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0));
    for (let at = 0; at < dimensions; at += 1) unit[place * dimensions + at] = (vector[at] as number) / length;
  }
  return unit;
}

function dot(vectors: Float32Array, one: number, other: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += (vectors[one + at] as number) * (vectors[other + at] as number);
  return Math.min(1, sum);
}
