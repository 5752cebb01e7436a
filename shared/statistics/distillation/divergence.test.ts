import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowerDivergence, softDivergence, totalVariation } from "./divergence.ts";
import { logSoftTail } from "./log-tail.ts";
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

  // The least over all that the unlisted mass may be, by numerical minimisation in Python (scipy.optimize, L-BFGS-B from sixty starts).
  test.each([
    ["lists that share a token", { a: 0.7, b: 0.2 }, { b: 0.5, c: 0.3 }, 0.5838147027, 0.5371764588, 0.5],
    ["lists without a common token", { a: 0.8 }, { b: 0.9 }, 1.362737754, 1.1457255029, 0.7],
  ])("is the least that %s allow", (_, teacher, student, forward, reverse, variation) => {
    const named = (chances: { readonly [token: string]: number }) =>
      Object.entries(chances).map(([token, chance]) => ({ token, logprob: Math.log(chance) }));
    const shared = sharedTokens({ teacher: named(teacher), student: named(student) });
    if (typeof shared === "string") throw new Error(shared);
    expect(lowerDivergence(shared, "forward")).toBeCloseTo(forward, 9);
    expect(lowerDivergence(shared, "reverse")).toBeCloseTo(reverse, 9);
    expect(totalVariation(shared)).toBeCloseTo(variation, 9);
  });

  test("never exceeds the divergence of the whole where each names its own likeliest tokens", () => {
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 1, max: 7 }), (p, q, k) => {
        const top = (chances: readonly number[]) =>
          candidates(chances)
            .toSorted((left, right) => right.logprob - left.logprob)
            .slice(0, k);
        const shared = sharedTokens({ teacher: top(p), student: top(q) });
        if (typeof shared === "string") throw new Error(shared);
        expect(lowerDivergence(shared, "forward")).toBeLessThanOrEqual(divergence(p, q) + 1e-9);
        expect(lowerDivergence(shared, "reverse")).toBeLessThanOrEqual(divergence(q, p) + 1e-9);
        const variation = p.reduce((sum, chance, index) => sum + Math.abs(chance - (q[index] ?? 0)), 0) / 2;
        expect(totalVariation(shared)).toBeLessThanOrEqual(variation + 1e-9);
      }),
    );
  });

  test("is finite where a tail is lost in rounding, or a token is given no number", () => {
    const rounded = sharedOf([0.9, 0.09, 0.01], [0.2, 0.3, 0.5 + 1e-7]);
    expect(lowerDivergence(rounded, "forward")).toBeCloseTo(1.206191874655031, 5);
    expect(lowerDivergence(rounded, "reverse")).toBeCloseTo(2.016387864656599, 5);
    const ruledOut = sharedTokens({ teacher: candidates([0.5, 0.4]), student: [...candidates([0.9]), { token: "1", logprob: -9999 }] });
    expect(ruledOut).toMatchObject({ tokens: ["0"], studentTail: { named: [] } });
  });

  test("takes several tokens of one spelling for one, and none for nothing", () => {
    const twice = [...candidates([0.5]), ...candidates([0.2])];
    expect(sharedTokens({ teacher: twice, student: candidates([0.6]) })).toMatchObject({ tokens: ["0"], teacher: [0.7] });
    expect(sharedTokens({ teacher: [], student: candidates([0.6]) })).toBe("the teacher names no token with its log-probability");
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
        const slack = 1e-9;
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

  // Least and most over both tails' power sums, by numerical search in Python (scipy.optimize, L-BFGS-B from sixty starts).
  test.each([
    [0.5, "forward", 0.023213229130172, 0.034525705357055],
    [0.5, "reverse", 0.02854856399525, 0.04331120058499],
    [2, "forward", 0.031038220665363, 1.948312206578477],
    [2, "reverse", 0.030728714303391, 2.23051410952581],
    [4, "forward", 0.015256085264396, 15.93779505417226],
    [4, "reverse", 0.015200395270211, 14.76255549804757],
  ] as const)("has at τ = %d, %s, the bounds that a search finds", (temperature, direction, least, most) => {
    const bounds = softDivergence(sharedOf([0.6, 0.2, 0.1], [0.5, 0.3, 0.05]), temperature, 50, direction);
    expect(bounds.least).toBeCloseTo(least, 9);
    expect(bounds.most).toBeCloseTo(most, 9);
  });

  test("of a vocabulary named whole leaves nothing open, whatever the last digits add up to", () => {
    const { least, most } = softDivergence(sharedOf([0.9, 0.09, 0.01], [0.2, 0.3, 0.5]), 20, 3, "forward");
    expect(least).toBeCloseTo(2.439868759194938, 8);
    expect(most).toBeCloseTo(2.439868759194938, 8);
  });

  test("has no upper bound where the other's tail is lost in rounding, and a number for any τ", () => {
    const shared = sharedOf([0.6, 0.2, 0.1], [0.9, 0.09, 0.01]);
    expect(softDivergence(shared, 2, 100, "forward").most).toBe(Number.POSITIVE_INFINITY);
    for (const temperature of [1e-3, 0.05, 20, 100]) {
      expect(softDivergence(shared, temperature, 100, "forward").least).toBeGreaterThanOrEqual(0);
      expect(softDivergence(shared, temperature, 100, "reverse").least).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  test("a tail's power sum lies between packed and spread", () => {
    const { least, most } = logSoftTail({ mass: 0.25, largest: 0.1, size: 50 }, 2);
    expect(Math.exp(least)).toBeCloseTo(2 * Math.sqrt(0.1) + Math.sqrt(0.05), 10);
    expect(Math.exp(most)).toBeCloseTo(Math.sqrt(50) * Math.sqrt(0.25), 10);
  });
});
