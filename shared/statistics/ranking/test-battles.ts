import type { Judgement } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";

const side = (model: string) => ({ model, family: null, length: null, style: null });

export type Met = readonly [first: string, second: string, won: number, lost: number, tied?: number];

/** Comparisons from counts, each item its own prompt, by a judge. `order`: which model was shown first. */
export function fromCounts(counts: readonly Met[], judge = "judge", order: Judgement["order"] = null): readonly Judgement[] {
  return counts.flatMap(([a, b, won, lost, tied = 0], pair) => {
    const values = [...Array(won).fill("a"), ...Array(lost).fill("b"), ...Array(tied).fill("tie")] as readonly string[];
    return values.map((value, at): Judgement => {
      return { item: `${order ?? ""}${pair}-${at}`, judge, value, order, a: side(a), b: side(b) };
    });
  });
}

/** Comparisons of all pairs on each of `prompts` prompts, decided by planted strengths: P = logistic of their gap. */
export function planted(strengths: { readonly [model: string]: number }, prompts: number, seed: number): readonly Judgement[] {
  const bits = randomBits(seed);
  const models = Object.entries(strengths);
  return Array.from({ length: prompts }, (_, prompt) => `p${prompt}`).flatMap((cluster) =>
    models.flatMap(([a, up], index) =>
      models.slice(index + 1).map(([b, down]): Judgement => {
        const value = uniform(bits) < 1 / (1 + Math.exp(down - up)) ? "a" : "b";
        return { item: `${cluster} ${a} ${b}`, cluster, judge: "judge", value, a: side(a), b: side(b) };
      }),
    ),
  );
}
