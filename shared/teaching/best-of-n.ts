import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

export const bestOfNOptions = z.strictObject({
  /** Table of a judge that scored the answers, or compared them in pairs. */
  scores: z.string().min(1),
  /** Column with the score; `reward` or `score` when left out, or the share of comparisons won. */
  column: z.string().min(1).optional(),
  /** Only this judge's word; the mean of all when left out. */
  judge: z.string().min(1).optional(),
});

export type BestOfNOptions = z.infer<typeof bestOfNOptions>;

export const bestOfNMethod: TeachingMethod = {
  name: "best-of-n",
  sentence: "Of the n answers to an item, the one a judge or rubric scored highest is chosen; all are kept with their rank. No calls.",
  citation: {
    text: "Stiennon, Ouyang, Wu, Ziegler, Lowe, Voss, Radford, Amodei and Christiano (2020). Learning to Summarize from Human Feedback",
    url: "https://arxiv.org/abs/2009.01325",
  },
  key: "best_of_n",
  prompts: {},
  needsPrompt: false,
  from: "needed",
  isFree: true,
  yields: [],
  fields: [
    { key: "scores", label: "Scores from", help: "A judge's table, or NAME_rewards of a rubric's.", control: { type: "source" } },
    { key: "column", label: "Score column", help: "reward or score when left empty.", control: { type: "line" } },
    { key: "judge", label: "Judge", help: "The mean of all when left empty.", control: { type: "line" } },
  ],
};

/** The most the chosen answers' distribution can be away from the sampled one, in nats: ln n − (n − 1)/n (Stiennon et al. 2020, appendix G.3). */
export function bestOfNDivergence(n: number): number {
  return Math.log(n) - (n - 1) / n;
}

export type Standing = { readonly rank: number | null; readonly isChosen: boolean; readonly isTied: boolean };

/**
 * Ranks of scores, 1 the highest; equal scores share the better rank. Null is no score: it has no rank and is never chosen.
 * Where the highest score is shared nobody is chosen, since only the position could decide.
 */
export function standings(scores: readonly (number | null)[]): readonly Standing[] {
  return scores.map((score) => {
    if (score === null) return { rank: null, isChosen: false, isTied: false };
    const rank = 1 + scores.filter((other) => other !== null && other > score).length;
    const isTied = scores.filter((other) => other === score).length > 1;
    return { rank, isChosen: rank === 1 && !isTied, isTied };
  });
}
