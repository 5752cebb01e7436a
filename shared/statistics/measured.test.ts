import { expect, test } from "vitest";
import { cohenKappa } from "./agreement/agreement-statistics.ts";
import { clusterBootstrap } from "./bootstrap.ts";
import { measure } from "./measured.ts";
import { randomBits, uniform } from "./random.ts";
import { difference, proportion, trial } from "./sum-statistic.ts";

const counts = { n: 0, items: 0, nulls: 0, ties: 0 };
const trials = (successes: number, failures: number, cluster: (index: number) => string) =>
  Array.from({ length: successes + failures }, (_, index) => trial(cluster(index), index < successes));

test("a plain proportion with one trial per cluster gets a Wilson interval", () => {
  const measured = measure(proportion(trials(8, 2, String), "none"), counts);
  expect(measured).toMatchObject({ value: 0.8, interval: "wilson", clusters: 10, draws: 0, reason: null });
  expect(measured.low).toBeCloseTo(0.4902, 4);
});

test("the same proportion gets a wider cluster bootstrap when clusters answer alike", () => {
  const independent = measure(proportion(trials(60, 60, String), "none"), counts);
  const clustered = measure(
    proportion(
      trials(60, 60, (index) => String(Math.floor(index / 10))),
      "none",
    ),
    counts,
  );
  expect(clustered).toMatchObject({ value: 0.5, interval: "cluster bootstrap", clusters: 12, draws: 2000 });
  const width = ({ low, high }: { low: number | null; high: number | null }) => (high ?? 0) - (low ?? 0);
  expect(width(clustered)).toBeGreaterThan(2 * width(independent));
});

test("fewer than ten clusters show the value, no interval, and why", () => {
  const measured = measure(
    proportion(
      trials(5, 5, (index) => String(index % 2)),
      "none",
    ),
    counts,
  );
  expect(measured).toMatchObject({ value: 0.5, low: null, high: null, interval: null, clusters: 2 });
  expect(measured.intervalReason).toBe("no interval: 2 of the 10 prompts that resampling needs");
});

test("draws that are all alike give no interval instead of one of zero width", () => {
  const measured = measure(
    proportion(
      trials(40, 0, (index) => String(index % 20)),
      "none",
    ),
    counts,
  );
  expect(measured).toMatchObject({ value: 1, low: null, interval: null, intervalReason: "no interval: every draw gave the same value" });
});

test("what is undefined is null with its reason", () => {
  expect(measure(proportion([], "nothing was judged"), counts)).toMatchObject({
    value: null,
    reason: "nothing was judged",
    low: null,
    high: null,
  });
});

test("draws on which the statistic is undefined are dropped, counted and told", () => {
  const pairs = Array.from({ length: 12 }, (_, index) => ({
    cluster: String(index),
    first: index === 0 ? "b" : "a",
    second: index === 0 ? "b" : "a",
  }));
  const measured = measure(cohenKappa(pairs), counts);
  expect(measured.droppedDraws).toBeGreaterThan(500);
  expect(measured).toMatchObject({ value: 1, interval: null });
  const noisy = measure(cohenKappa([...pairs, { cluster: "12", first: "a", second: "b" }]), counts);
  expect(noisy.droppedDraws).toBeGreaterThan(100);
  expect(noisy.intervalReason).toMatch(/^undefined on \d+ % of the draws, which were left out$/);
});

test("a paired difference is narrower than the two intervals suggest when the judges err on the same items", () => {
  const right = (item: number, extra: number) => item % 3 !== 0 || item % extra === 0;
  const first = proportion(
    Array.from({ length: 90 }, (_, item) => trial(String(item), right(item, 9))),
    "none",
  );
  const second = proportion(
    Array.from({ length: 90 }, (_, item) => trial(String(item), right(item, 1000))),
    "none",
  );
  const measured = measure(difference(first, second), counts);
  expect(measured.value).toBeCloseTo(9 / 90, 12);
  expect(measured.low).toBeGreaterThan(0);
});

test("intervals of kappa cover the true value about as often as they say", () => {
  // Judges that copy a common truth with probability 0.8 and guess otherwise agree beyond chance with kappa 0.64.
  let covered = 0;
  const studies = 150;
  for (let study = 0; study < studies; study++) {
    const bits = randomBits(1000 + study);
    const pairs = Array.from({ length: 200 }, (_, item) => {
      const truth = Math.floor(uniform(bits) * 3);
      const judge = () => (uniform(bits) < 0.8 ? truth : Math.floor(uniform(bits) * 3));
      return { cluster: String(item), first: judge(), second: judge() };
    });
    const result = clusterBootstrap(cohenKappa(pairs), { draws: 400, seed: study });
    if (result && result.low <= 0.64 && result.high >= 0.64) covered++;
  }
  expect(covered / studies).toBeGreaterThan(0.89);
  expect(covered / studies).toBeLessThan(0.995);
});
