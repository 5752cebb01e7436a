import { expect, test } from "vitest";
import { binomial, fillPicks, nextBits, randomBits, uniform } from "./random.ts";

test("a seed gives the same stream again and another seed another", () => {
  const stream = (seed: number) => {
    const bits = randomBits(seed);
    return Array.from({ length: 600 }, () => nextBits(bits));
  };
  expect(stream(1)).toEqual(stream(1));
  expect(stream(1)).not.toEqual(stream(2));
});

test("uniform numbers stay in [0, 1) and spread evenly", () => {
  const bits = randomBits(11);
  const tenths = new Array(10).fill(0);
  for (let draw = 0; draw < 100_000; draw++) tenths[Math.floor(uniform(bits) * 10)]++;
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  expect(tenths).toHaveLength(10);
});

test("picks stay below their limit and take every value about as often", () => {
  const picks = new Int32Array(70_000);
  fillPicks(randomBits(15), picks, 7);
  const counts = new Array(7).fill(0);
  for (const pick of picks) counts[pick]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test("small binomials follow the probabilities scipy gives", () => {
  // binom.pmf([0, 1, 2, 3], 12, .2)
  const counts = [0, 0, 0, 0];
  const bits = randomBits(12);
  for (let draw = 0; draw < 200_000; draw++) {
    const successes = binomial(bits, 12, 0.2);
    if (successes < 4) counts[successes] = (counts[successes] ?? 0) + 1;
  }
  [0.06871948, 0.20615843, 0.28346784, 0.2362232].forEach((chance, successes) => {
    expect((counts[successes] ?? 0) / 200_000).toBeCloseTo(chance, 2);
  });
});

test("large binomials follow the distribution function scipy gives, in the centre and in the tails", () => {
  // binom.cdf([280, 300, 320], 1000, .3)
  const bits = randomBits(13);
  const draws = Array.from({ length: 200_000 }, () => binomial(bits, 1000, 0.3));
  const atMost = (limit: number) => draws.filter((successes) => successes <= limit).length / draws.length;
  expect(atMost(280)).toBeCloseTo(0.08857952, 2);
  expect(atMost(300)).toBeCloseTo(0.51559352, 2);
  expect(atMost(320)).toBeCloseTo(0.92076842, 2);
});

test("certain and impossible trials need no chance", () => {
  const bits = randomBits(14);
  expect(binomial(bits, 50, 1)).toBe(50);
  expect(binomial(bits, 50, 0)).toBe(0);
  expect(binomial(bits, 0, 0.5)).toBe(0);
});
