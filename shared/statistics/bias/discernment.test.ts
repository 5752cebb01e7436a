import { expect, test } from "vitest";
import { totalsOf } from "../sum-statistic.ts";
import { type DiscernedComparison, discernmentMatched } from "./discernment.ts";

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

/** `items` comparisons of one pair whose shares are the chances themselves, so that only the formula is at work. */
function pair(models: readonly [string, string], own: 1 | -1 | 0, share: number, reference: number, items = 1000) {
  return Array.from(
    { length: items },
    (_, index): DiscernedComparison => ({ cluster: `${models} ${index}`, models, own, share, reference }),
  );
}

const valueOf = (comparisons: readonly DiscernedComparison[]) => {
  const statistic = discernmentMatched(comparisons);
  return { value: statistic.value(totalsOf(statistic)), note: statistic.note?.(totalsOf(statistic)) };
};

test("a judge whose log-odds are twice the others' everywhere has no lead", () => {
  const twice = [
    ...pair(["own", "y"], 1, logistic(2), logistic(1)),
    ...pair(["a", "own"], -1, logistic(-2.4), logistic(-1.2)),
    ...pair(["a", "y"], 0, logistic(1.6), logistic(0.8)),
  ];
  expect(valueOf(twice).value).toBeCloseTo(0, 2);
  expect(valueOf(twice).note).toBeNull();
});

test("what is beyond its sharpness is its lead, from whichever side its own answer stands", () => {
  const neutral = pair(["a", "y"], 0, logistic(1.6), logistic(0.8));
  const expected = 2 * (logistic(2 + 1) - logistic(2));
  expect(valueOf([...neutral, ...pair(["own", "y"], 1, logistic(3), logistic(1))]).value).toBeCloseTo(expected, 2);
  expect(valueOf([...neutral, ...pair(["a", "own"], -1, logistic(-3), logistic(-1))]).value).toBeCloseTo(expected, 2);
});

test("where nothing tells its sharpness, half to twice the others' is allowed for", () => {
  const strong = valueOf([...pair(["a", "y"], 0, 0.5, 0.5), ...pair(["own", "y"], 1, 0.9, 0.7)]);
  const odds = (0.7 / 0.3) ** 2;
  expect(strong.value).toBeCloseTo(2 * (0.9 - odds / (1 + odds)), 2);
  expect(strong.note).toMatch(/half to twice as sharply/);
  const weak = valueOf(pair(["own", "y"], 1, 0.5, 0.3));
  expect(weak.value).toBeCloseTo(2 * (0.5 - 1 / (1 + Math.sqrt(0.7 / 0.3))), 2);
  expect(valueOf(pair(["own", "y"], 1, 0.7, 0.5)).value).toBeCloseTo(0.4, 12);
  expect(valueOf(pair(["a", "y"], 0, 0.7, 0.6)).value).toMatch(/^no other judge/);
});
