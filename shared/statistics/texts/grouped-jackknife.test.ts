import { expect, test } from "vitest";
import { distinctN } from "../diversity/distinct-n.ts";
import { randomBits, uniform } from "../random.ts";
import { corpusOf } from "./corpus.ts";
import { jackknifed, shares, type TextFigure } from "./grouped-jackknife.ts";
import { cutToBudget, shuffled } from "./token-budget.ts";

const vocabulary = 300;
const ranks = Array.from({ length: vocabulary }, (_, rank) => 1 / (rank + 1));
const whole = ranks.reduce((sum, each) => sum + each, 0);

/** Texts of a bigram source over words whose frequencies follow Zipf's law: half of the time a word names the next one's region. */
function zipfTexts(seed: number, prompts: number) {
  const bits = randomBits(seed);
  const word = (): number => {
    let left = uniform(bits) * whole;
    return Math.max(
      0,
      ranks.findIndex((share) => {
        left -= share;
        return left < 0;
      }),
    );
  };
  return Array.from({ length: prompts }, (_, prompt) => {
    const words: number[] = [word()];
    for (let length = 14 + Math.floor(uniform(bits) * 20); length > 0; length--) {
      const last = words.at(-1) ?? 0;
      words.push(uniform(bits) < 0.5 ? (last * 37 + word()) % vocabulary : word());
    }
    const text = words.map((each) => `w${each}`).join(" ");
    return {
      text,
      cluster: `${seed} ${prompt}`,
      group: "",
      generation: null,
      isHuman: null,
      isReal: null,
      embedding: null,
      embeddingModel: null,
    };
  });
}

// 400 samples of 100 prompts at 2,000 words: 98.5 % of the intervals hold the expectation, 97.3 % with 400 prompts; they are
// 1.2 times as wide as the figure's own spread, since other texts take the place of those left out.
test("95 % intervals of distinct-2 at a fixed budget hold what fresh samples of that budget would show, erring wide", () => {
  const figure: TextFigure = (texts) => distinctN(cutToBudget(shuffled(texts, 1), 700), 2);
  const values = Array.from({ length: 150 }, (_, run) => Number(figure(corpusOf(zipfTexts(10_000 + run, 40)).texts)));
  const expectation = values.reduce((sum, each) => sum + each, 0) / values.length;
  const intervals = Array.from({ length: 60 }, (_, run) => jackknifed(corpusOf(zipfTexts(run, 40)).texts, figure, 1, shares));
  const held = intervals.filter(({ low, high }) => low !== null && high !== null && low <= expectation && expectation <= high).length;
  expect(held / intervals.length).toBeGreaterThanOrEqual(0.9);
  const width = intervals.reduce((sum, { low, high }) => sum + (high ?? 0) - (low ?? 0), 0) / intervals.length;
  const spread = Math.sqrt(values.reduce((sum, each) => sum + (each - expectation) ** 2, 0) / values.length);
  expect(width).toBeLessThan(2 * 1.96 * spread * 1.6);
});
