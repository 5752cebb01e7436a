import { expect, test } from "vitest";
import { randomBits, uniform } from "../random.ts";
import { conformalThreshold, setSize } from "./conformal.ts";
import { type Checked, fixedSequence } from "./fixed-sequence.ts";

function checked(...runs: readonly (readonly [count: number, confidence: number, errors: number])[]): readonly Checked[] {
  return runs.flatMap(([count, confidence, errors]) =>
    Array.from({ length: count }, (_, index) => ({ confidence, isError: index < errors })),
  );
}

test("the threshold is the last that passes before the first failure, never a lower one that passes again", () => {
  const sure = checked([40, 0.99, 0], [40, 0.9, 20], [4000, 0.8, 0]);
  // scipy.stats.binom.cdf(20, 80, .1) = 0.99999 fails at 0.9, although binom.cdf(20, 4080, .1) passes at 0.8.
  expect(fixedSequence(sure, { alpha: 0.1, delta: 0.1 })).toMatchObject({ confidence: 0.99, kept: 40, errors: 0 });
  expect(fixedSequence(checked([40, 0.99, 20], [4000, 0.8, 0]), { alpha: 0.1, delta: 0.1 })).toBeNull();
});

test("the bound is Clopper and Pearson's, and passing is the bound being within alpha", () => {
  const found = fixedSequence(checked([100, 0.9, 3]), { alpha: 0.08, delta: 0.05 });
  expect(found?.bound).toBeCloseTo(0.07571079374983004, 10); // scipy.stats.beta.ppf(.95, 4, 97)
  expect(fixedSequence(checked([100, 0.9, 3]), { alpha: 0.075, delta: 0.05 })).toBeNull();
});

test("fewer than thirty verdicts prove nothing", () => {
  expect(fixedSequence(checked([29, 0.99, 0]), { alpha: 0.5, delta: 0.1 })).toBeNull();
  expect(fixedSequence(checked([30, 0.99, 0]), { alpha: 0.5, delta: 0.1 })).not.toBeNull();
});

test("over many calibration sets the risk kept exceeds alpha no more often than delta", () => {
  // Confidence c errs with chance 1 − c: the true risk above a threshold t is (1 − t) / 2.
  const bits = randomBits(5);
  let exceeded = 0;
  for (let set = 0; set < 400; set++) {
    const rows = Array.from({ length: 200 }, () => {
      const confidence = 0.5 + uniform(bits) / 2;
      return { confidence, isError: uniform(bits) > confidence };
    });
    const found = fixedSequence(rows, { alpha: 0.15, delta: 0.1 });
    if (found && (1 - found.confidence) / 2 > 0.15) exceeded++;
  }
  expect(exceeded).toBeGreaterThan(0);
  expect(exceeded / 400).toBeLessThanOrEqual(0.1);
});

test("the conformal threshold is the ceil((n + 1)(1 - alpha))-th smallest score, and infinite below 1/(n + 1)", () => {
  const scores = [0.4, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9];
  expect(conformalThreshold(scores, 0.1)).toBe(0.9);
  expect(conformalThreshold(scores, 0.5)).toBe(0.5);
  expect(conformalThreshold(scores, 0.09)).toBe(Number.POSITIVE_INFINITY);
  expect([0.95, 0.05, 0.5].map((p) => setSize(p, 0.2))).toEqual([1, 1, 0]);
  expect([0.95, 0.5].map((p) => setSize(p, 0.6))).toEqual([1, 2]);
  expect(setSize(0.99, Number.POSITIVE_INFINITY)).toBe(2);
});
