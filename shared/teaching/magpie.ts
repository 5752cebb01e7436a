import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

export const magpieOptions = z
  .strictObject({
    /** User turns to ask each model for, when the cell has no `until`. */
    count: z.number().int().min(1).max(1_000_000).default(100),
    min_words: z.number().int().min(1).default(3),
    max_words: z.number().int().min(1).default(300),
    /** A user turn is kept while its ROUGE-L F1 with every turn kept is at most this. */
    max_similarity: z.number().min(0).max(1).default(0.9),
  })
  .refine(({ min_words, max_words }) => min_words <= max_words, {
    message: "`min_words` must not be above `max_words`",
    path: ["min_words"],
  });

export type MagpieOptions = z.infer<typeof magpieOptions>;

const query = `[system]
You are the person who talks to a helpful assistant, not the assistant. Write the first message of a conversation, as this person would type it: one question or one task that makes sense by itself. Write the message alone.
`;

export const magpieMethod: TeachingMethod = {
  name: "magpie",
  sentence: "The model writes the user's turn from a system text alone, then answers it. No seed tasks.",
  citation: {
    text: "Xu, Jiang, Niu, Deng, Poovendran, Choi and Lin (2024). Magpie: Alignment Data Synthesis from Scratch by Prompting Aligned LLMs with Nothing",
    url: "https://arxiv.org/abs/2406.08464",
  },
  key: "magpie",
  prompts: {
    query: { label: "the pre-query: a system text and no user turn", text: query, needed: [], known: ["number"] },
    answer: { label: "asks for the answer", text: "{{ instruction }}", needed: [["instruction"]], known: ["number"] },
  },
  needsPrompt: false,
  from: "none",
  yields: ["rejected"],
  fields: [
    {
      key: "count",
      label: "User turns a model",
      help: "When no number of accepted rows is set.",
      control: { type: "number", min: 1, step: 1 },
    },
    { key: "min_words", label: "Fewest words", control: { type: "number", min: 1, step: 1 } },
    { key: "max_words", label: "Most words", control: { type: "number", min: 1, step: 1 } },
    {
      key: "max_similarity",
      label: "Greatest ROUGE-L",
      help: "F1 with any user turn kept.",
      control: { type: "number", min: 0, max: 1, step: 0.05 },
    },
  ],
};
