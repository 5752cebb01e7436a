/** A stream of random 32-bit integers: xoshiro128** worked off in blocks, so that drawing one costs a look-up. Its state lives in it. */
export type RandomBits = { readonly state: Int32Array; readonly block: Uint32Array; taken: number };

const blockLength = 512;

/** The same stream for the same seed on every machine; seeded through splitmix32, so that near seeds give unrelated streams. */
export function randomBits(seed: number): RandomBits {
  let counter = seed >>> 0;
  const splitmix = () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
  return { state: Int32Array.from({ length: 4 }, splitmix), block: new Uint32Array(blockLength), taken: blockLength };
}

/** The next 32 bits, unsigned. */
export function nextBits(bits: RandomBits): number {
  if (bits.taken === blockLength) {
    fillBits(bits.state, bits.block);
    bits.taken = 0;
  }
  return bits.block[bits.taken++] as number;
}

function fillBits(state: Int32Array, into: Uint32Array): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let index = 0; index < into.length; index++) {
    const scrambled = Math.imul(b, 5);
    into[index] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
  }
  state.set([a, b, c, d]);
}

/** Uniform in [0, 1) with the full 53 bits. */
export function uniform(bits: RandomBits): number {
  return ((nextBits(bits) >>> 5) * 67_108_864 + (nextBits(bits) >>> 6)) / 9_007_199_254_740_992;
}

/** Fills `into` with whole numbers below `limit`, each as likely as the next to within limit / 2³². */
export function fillPicks(bits: RandomBits, into: Int32Array, limit: number): void {
  const scale = limit / 4_294_967_296;
  for (let index = 0; index < into.length; index++) into[index] = nextBits(bits) * scale;
}

/**
 * Successes in `trials` with probability `chance`. Inversion for small means, transformed rejection with squeeze
 * (Hörmann 1993, BTRS) above: constant time however many trials.
 */
export function binomial(bits: RandomBits, trials: number, chance: number): number {
  if (trials <= 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - binomial(bits, trials, 1 - chance);
  return trials * chance < 10 ? binomialByInversion(bits, trials, chance) : binomialByRejection(bits, trials, chance);
}

function binomialByInversion(bits: RandomBits, trials: number, chance: number): number {
  const odds = chance / (1 - chance);
  let mass = (1 - chance) ** trials;
  let left = uniform(bits);
  for (let successes = 0; successes < trials; successes++) {
    if (left < mass) return successes;
    left -= mass;
    mass *= ((trials - successes) / (successes + 1)) * odds;
  }
  return trials;
}

function binomialByRejection(bits: RandomBits, trials: number, chance: number): number {
  const variance = trials * chance * (1 - chance);
  const spread = Math.sqrt(variance);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const centre = trials * chance + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const u = nextBits(bits) / 4_294_967_296 - 0.5;
    const v = (nextBits(bits) + 1) / 4_294_967_296;
    const edge = 0.5 - Math.abs(u);
    const successes = Math.floor(((2 * a) / edge + b) * u + centre);
    if (edge >= 0.07 && v <= squeeze) return successes;
    if (successes < 0 || successes > trials) continue;
    const mode = Math.floor((trials + 1) * chance);
    const alpha = (2.83 + 5.1 / b) * spread;
    const height = Math.log((v * alpha) / (a / (edge * edge) + b));
    // Kachitvichyanukul and Schmeiser 1988, BTPE: bounds that settle most of what is left without four factorials.
    const far = Math.abs(successes - mode);
    if (far > 20 && far < variance / 2 - 1) {
      const slack = (far / variance) * ((far * (far / 3 + 0.625) + 1 / 6) / variance + 0.5);
      const middle = (-far * far) / (2 * variance);
      if (height < middle - slack) return successes;
      if (height > middle + slack) continue;
    }
    const target =
      logFactorial(mode) +
      logFactorial(trials - mode) -
      logFactorial(successes) -
      logFactorial(trials - successes) +
      (successes - mode) * Math.log(chance / (1 - chance));
    if (height <= target) return successes;
  }
}

const smallLogFactorials = [0, 0, Math.LN2, 1.791759469228055, 3.1780538303479458, 4.787491742782046, 6.579251212010101, 8.525161361065415];

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/** ln n!, by Stirling's series above 7 (error below 1e-10). */
function logFactorial(n: number): number {
  const small = smallLogFactorials[n];
  if (small !== undefined) return small;
  const inverse = 1 / (n + 1);
  const square = inverse * inverse;
  return (
    (n + 0.5) * Math.log(n + 1) - (n + 1) + halfLogTwoPi + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  );
}
