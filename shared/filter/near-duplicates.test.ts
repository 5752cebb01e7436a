import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../data/random.ts";
import { clustersOf, createClusters } from "./clusters.ts";
import { findNearDuplicates } from "./near-duplicates.ts";
import { placedWords } from "./words.ts";

const options = { threshold: 0.7, shingle: 3, permutations: 128 };

function shinglesOf(text: string, n: number): ReadonlySet<string> {
  const words = placedWords(text).map(({ word }) => word);
  if (words.length === 0) return new Set();
  return new Set(Array.from({ length: Math.max(1, words.length - n + 1) }, (_, at) => words.slice(at, at + n).join(" ")));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((each) => other.has(each)).length;
  return one.size === 0 || other.size === 0 ? 0 : shared / (one.size + other.size - shared);
}

/** Texts of which some are others with a few words changed. */
function variants(count: number, seed: number): readonly string[] {
  const random = createRandom(seed);
  const word = (): string => `w${random.integer(400)}`;
  const texts: string[][] = [];
  for (let at = 0; at < count; at += 1) {
    const model = at > 3 && random.next() < 0.6 ? texts[random.integer(texts.length)] : undefined;
    const words = model === undefined ? Array.from({ length: 20 + random.integer(40) }, word) : [...model];
    for (let change = random.integer(5); model !== undefined && change > 0; change -= 1) words[random.integer(words.length)] = word();
    texts.push(words);
  }
  return texts.map((words) => words.join(" "));
}

test("finds nearly every pair that comparing all by sets of strings finds, and none besides", () => {
  let [wanted, found] = [0, 0];
  for (let seed = 0; seed < 12; seed += 1) {
    const texts = variants(60, seed);
    const sets = texts.map((text) => shinglesOf(text, options.shingle));
    const { clusters, similarity } = findNearDuplicates(texts, options);
    const truth = createClusters(texts.length);
    for (let other = 1; other < texts.length; other += 1) {
      for (let one = 0; one < other; one += 1) {
        const exact = jaccard(sets[one] ?? new Set(), sets[other] ?? new Set());
        expect(similarity(one, other)).toBeCloseTo(exact, 12);
        if (exact >= options.threshold) truth.join(one, other);
      }
    }
    for (let at = 0; at < texts.length; at += 1) {
      // Whatever is joined is joined in truth.
      expect(truth.rootOf(clusters.rootOf(at))).toBe(truth.rootOf(at));
      if (truth.rootOf(at) === at) continue;
      wanted += 1;
      if (clusters.rootOf(at) !== at) found += 1;
    }
  }
  expect(wanted).toBeGreaterThan(150);
  expect(found / wanted).toBeGreaterThan(0.98);
});

test("the same words are one cluster whatever stands between them, and words in another order are not", () => {
  const texts = ["one two three four five six", "ONE, two — three; four five six!", "six five four three two one", "", "🦊", null, "🦊"];
  const { clusters, wordless } = findNearDuplicates(texts, options);
  expect(clustersOf(texts.length, clusters)).toEqual([[0, 1]]);
  expect(wordless).toBe(4);
});

test("texts shorter than a shingle are alike only when they are the same", () => {
  const { clusters } = findNearDuplicates(["yes", "Yes.", "no", "yes sir"], { ...options, shingle: 5 });
  expect(clustersOf(4, clusters)).toEqual([[0, 1]]);
});

test("a chain of pairs is one cluster although its ends are less alike", () => {
  const words = Array.from({ length: 40 }, (_, at) => `w${at}`);
  const changed = (count: number): string => words.map((word, at) => (at < count ? `x${at}` : word)).join(" ");
  const texts = [changed(0), changed(4), changed(8)];
  const { clusters, similarity } = findNearDuplicates(texts, { ...options, permutations: 512 });
  expect(clustersOf(3, clusters)).toEqual([[0, 1, 2]]);
  expect(similarity(0, 2)).toBeLessThan(options.threshold);
});

test("any texts at all are read: each in one cluster, the first of which stays the root", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: "binary", maxLength: 40 })), { maxLength: 20 }), (texts) => {
      const { clusters } = findNearDuplicates(texts, options);
      for (let at = 0; at < texts.length; at += 1) expect(clusters.rootOf(at)).toBeLessThanOrEqual(at);
    }),
    { numRuns: 60 },
  );
});
