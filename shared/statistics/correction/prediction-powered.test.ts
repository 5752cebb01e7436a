import { expect, test } from "vitest";
import { randomBits, uniform } from "../random.ts";
import { labelsFor, varianceWith } from "./label-budget.ts";
import { type Judged, moments, predictionPowered, type Sample, tunedLambda } from "./prediction-powered.ts";

// numpy of Debian 12: i = np.arange(200); f = ((i*37+11)%101+.5)/102; n = 50; N = 150
// Y = (((i*53+7)%89)/89 < .1+.8*f).astype(float)[:n]; v = lambda x: np.var(x, ddof=1)
const rows = Array.from({ length: 200 }, (_, i): Judged => {
  const judged = (((i * 37 + 11) % 101) + 0.5) / 102;
  const label = ((i * 53 + 7) % 89) / 89 < 0.1 + 0.8 * judged ? 1 : 0;
  return { cluster: String(i), judged, labelled: i < 50 ? label : null, weight: 1 };
});
const sample: Sample = { rows, isWeighted: false };

test("people only, lambda 1 and the tuned lambda match numpy", () => {
  // np.cov(Y, f[:n])[0,1]/((1+n/N)*v(f))
  expect(tunedLambda(sample)).toBeCloseTo(0.6005370188442508, 12);
  // l*f[n:].mean() + (Y-l*f[:n]).mean(), l*l*v(f[n:])/N + v(Y-l*f[:n])/n
  for (const [lambda, value, variance] of [
    [0, 0.48, 0.005093877551020407],
    [1, 0.49352941176470594, 0.004693573029510089],
    [0.6005370188442508, 0.4881249126078928, 0.004315172759626483],
  ] as const) {
    const estimate = predictionPowered(sample, lambda);
    expect(estimate.value).toBeCloseTo(value, 12);
    expect(estimate.variance).toBeCloseTo(variance, 12);
  }
});

test("lambda is 0 for a judge that never varies, leans the wrong way, or has nothing unlabelled, and never above 1", () => {
  const changed = (judged: (row: Judged) => number): Sample => ({
    rows: rows.map((row) => ({ ...row, judged: judged(row) })),
    isWeighted: false,
  });
  expect(tunedLambda(changed(() => 0.5))).toBe(0);
  expect(tunedLambda(changed((row) => 1 - row.judged))).toBe(0);
  expect(tunedLambda({ rows: rows.slice(0, 50), isWeighted: false })).toBe(0);
  expect(tunedLambda(changed((row) => 0.5 + (row.labelled ?? 0) / 10))).toBe(1);
});

test("a row given twice in one prompt is no second row: its interval is that of the prompts", () => {
  const twice = { rows: rows.flatMap((row) => [row, row]), isWeighted: false };
  const apart = { rows: twice.rows.map((row, index) => ({ ...row, cluster: String(index) })), isWeighted: false };
  const [once, clustered, naive] = [sample, twice, apart].map((each) => predictionPowered(each, 0.6).variance);
  expect(clustered).toBeCloseTo(once ?? 0, 10);
  expect(naive).toBeCloseTo((once ?? 0) / 2, 3);
});

test("turning the sides turns the estimate and keeps its variance, weighted or not", () => {
  for (const isWeighted of [false, true]) {
    const weighted = rows.map((row, index) => ({ ...row, weight: isWeighted ? 1 + (index % 5) : 1 }));
    const turned = weighted.map((row) => ({ ...row, judged: 1 - row.judged, labelled: row.labelled === null ? null : 1 - row.labelled }));
    const [left, right] = [weighted, turned].map((each) => predictionPowered({ rows: each, isWeighted }, 0.6));
    expect((left?.value ?? 0) + (right?.value ?? 0)).toBeCloseTo(1, 12);
    expect(left?.variance).toBeCloseTo(right?.variance ?? 0, 12);
    expect(tunedLambda({ rows: weighted, isWeighted })).toBeCloseTo(tunedLambda({ rows: turned, isWeighted }), 12);
  }
});

/** A biased judge; each item is labelled with its own chance. The truth is 0.6. */
function drawn(seed: number, chance: (isHard: boolean) => number, isWeighted: boolean): Sample {
  const bits = randomBits(seed);
  const sampled = Array.from({ length: 600 }, (_, index): Judged => {
    const isHard = uniform(bits) < 0.4;
    const truth = uniform(bits) < (isHard ? 0.3 : 0.8) ? 1 : 0;
    const judged = Math.min(1, 0.15 + (uniform(bits) < (isHard ? 0.6 : 0.95) ? truth : 1 - truth) * 0.8);
    const share = chance(isHard);
    return { cluster: String(index), judged, labelled: uniform(bits) < share ? truth : null, weight: isWeighted ? 1 / share : 1 };
  });
  return { rows: sampled, isWeighted };
}

function coverage(chance: (isHard: boolean) => number, isWeighted: boolean): number {
  let covered = 0;
  for (let run = 0; run < 400; run++) {
    const each = drawn(run + 1, chance, isWeighted);
    const { value, variance } = predictionPowered(each, tunedLambda(each));
    if (Math.abs(value - 0.6) <= 1.959963984540054 * Math.sqrt(variance)) covered++;
  }
  return covered / 400;
}

test("intervals cover the truth in 92 to 98 of 100 runs, from random labels and from weighted hard ones", () => {
  for (const share of [coverage(() => 0.25, false), coverage((isHard) => (isHard ? 0.5 : 0.1), true)]) {
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  }
});

test("hard cases taken for a random sample would miss the truth, which the weights repair", () => {
  expect(coverage((isHard) => (isHard ? 0.5 : 0.1), false)).toBeLessThan(0.5);
});

test("the number of labels is the fewest that reach the wanted variance", () => {
  const labelled = rows.filter((row) => row.labelled !== null);
  const budget = { moments: moments(rows, labelled), items: 200, inflation: 1 };
  const needed = labelsFor(0.003, budget) ?? 0;
  expect(varianceWith(needed, budget)).toBeLessThanOrEqual(0.003);
  expect(varianceWith(needed - 1, budget)).toBeGreaterThan(0.003);
  expect(varianceWith(200, budget)).toBeCloseTo(budget.moments.labelVariance / 200, 12);
  expect(labelsFor(1e-6, budget)).toBeNull();
});
