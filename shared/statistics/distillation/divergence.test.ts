import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowerDivergence, softDivergence, softTail, totalVariation } from "./divergence.ts";
import { type Candidate, sharedTokens } from "./next-token.ts";

const candidates = (chances: readonly number[]): readonly Candidate[] =>
  chances.map((chance, index) => ({ token: String(index), logprob: Math.log(chance) }));

function sharedOf(teacher: readonly number[], student: readonly number[], studentUnlistedMax: number | null = null) {
  const shared = sharedTokens({ teacher: candidates(teacher), student: candidates(student), studentUnlistedMax });
  if (typeof shared === "string") throw new Error(shared);
  return shared;
}

const whole = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }).map((weights) => {
  const sum = weights.reduce((all, each) => all + each, 0);
  return weights.map((weight) => weight / sum);
});

const divergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, chance, index) => sum + chance * Math.log(chance / (q[index] ?? 1)), 0);

describe("a divergence of distributions known in part", () => {
  test("counts the tail: .6 .2 .1 against .5 .3 .05 is .0571", () => {
    expect(lowerDivergence(sharedOf([0.6, 0.2, 0.1], [0.5, 0.3, 0.05]), "forward")).toBeCloseTo(0.0571, 4);
  });

  test("never exceeds the divergence of the whole, in either direction", () => {
    fc.assert(
      fc.property(whole, whole, (p, q) => {
        const shared = sharedOf(p.slice(0, 4), q.slice(0, 4));
        expect(lowerDivergence(shared, "forward")).toBeLessThanOrEqual(divergence(p, q) + 1e-9);
        expect(lowerDivergence(shared, "reverse")).toBeLessThanOrEqual(divergence(q, p) + 1e-9);
      }),
    );
  });

  test("is 0 of a distribution and itself, and so is the total variation", () => {
    const shared = sharedOf([0.6, 0.2], [0.6, 0.2]);
    expect(lowerDivergence(shared, "forward")).toBe(0);
    expect(totalVariation(shared)).toBe(0);
  });

  test("is not made of numbers that are no distribution", () => {
    expect(sharedTokens({ teacher: candidates([0.8, 0.4]), student: candidates([0.5, 0.5]) })).toContain("not normalised");
  });
});

describe("softening", () => {
  test("bounds hold the softened divergence of the whole on the shared tokens", () => {
    fc.assert(
      fc.property(whole, whole, fc.double({ min: 0.5, max: 5, noNaN: true }), (p, q, temperature) => {
        const sorted = p.map((chance, index) => [chance, q[index] ?? 0] as const).sort((left, right) => right[0] - left[0]);
        const soft = (chances: readonly number[]) => {
          const raised = chances.map((chance) => chance ** (1 / temperature));
          const sum = raised.reduce((all, each) => all + each, 0);
          return raised.map((each) => each / sum);
        };
        const [a, b] = [soft(sorted.map(([chance]) => chance)), soft(sorted.map(([, chance]) => chance))];
        const tail = (chances: readonly number[]) => chances.slice(4).reduce((sum, chance) => sum + chance, 0);
        const coarse = divergence([...a.slice(0, 4), tail(a)], [...b.slice(0, 4), tail(b)]);
        const shared = sharedOf(
          sorted.slice(0, 4).map(([chance]) => chance),
          sorted.slice(0, 4).map(([, chance]) => chance),
          Math.max(...sorted.slice(4).map(([, chance]) => chance)),
        );
        const { least, most } = softDivergence(shared, temperature, 8, "forward");
        const slack = 2e-3 * temperature * temperature;
        expect(least).toBeLessThanOrEqual(temperature * temperature * coarse + slack);
        expect(most).toBeGreaterThanOrEqual(temperature * temperature * coarse - slack);
      }),
    );
  });

  test("leaves the divergence at temperature 1 as it is", () => {
    const shared = sharedOf([0.6, 0.2, 0.1], [0.5, 0.3, 0.05]);
    const { least, most } = softDivergence(shared, 1, 1000, "forward");
    expect(least).toBeCloseTo(0.0571, 4);
    expect(most).toBeCloseTo(0.0571, 4);
  });

  test("a tail's power sum lies between packed and spread", () => {
    const { least, most } = softTail({ mass: 0.25, largest: 0.1, size: 50 }, 2);
    expect(least).toBeCloseTo(2 * Math.sqrt(0.1) + Math.sqrt(0.05), 10);
    expect(most).toBeCloseTo(Math.sqrt(50) * Math.sqrt(0.25), 10);
  });
});
