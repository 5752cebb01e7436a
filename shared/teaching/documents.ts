import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

export const documentsOptions = z
  .strictObject({
    /** Column of `from` with the documents; found by its usual names when left out. */
    column: z.string().min(1).optional(),
    /** Tokens of a chunk, at most, and how many of them the next one begins with. */
    chunk_tokens: z.number().int().min(20).max(32_000).default(400),
    overlap_tokens: z.number().int().min(0).default(40),
    /** Question and answer pairs a chunk. */
    pairs: z.number().int().min(1).max(20).default(3),
  })
  .refine(({ chunk_tokens, overlap_tokens }) => overlap_tokens <= chunk_tokens / 2, {
    message: "`overlap_tokens` must not be above half of `chunk_tokens`",
    path: ["overlap_tokens"],
  });

export type DocumentsOptions = z.infer<typeof documentsOptions>;

const pairs = `[system]
You write questions about a passage, each with its answer. Every answer must be found in the passage; what you know besides does not count.

[user]
The passage:
{{ chunk }}

Write {{ pairs }} questions that can be understood without seeing the passage and answered from it alone. With each give the answer, and as "quote" the words of the passage that hold it, copied letter by letter. Reply with one JSON object: {"pairs": [{"question": "…", "answer": "…", "quote": "…"}]}
`;

export const documentsMethod: TeachingMethod = {
  name: "documents",
  sentence: "Documents are cut into chunks; models write questions whose answers stand in the chunk, and every answer is looked up there.",
  citation: {
    text: "Lewis, Wu, Liu, Minervini, Küttler, Piktus, Stenetorp and Riedel (2021). PAQ: 65 Million Probably-Asked Questions and What You Can Do With Them",
    url: "https://arxiv.org/abs/2102.07033",
  },
  key: "documents",
  prompts: {
    pairs: { label: "asks for questions and answers", text: pairs, needed: [["chunk"]], known: ["pairs"], takesColumns: true },
  },
  needsPrompt: false,
  from: "needed",
  yields: [],
  fields: [
    { key: "column", label: "Text column", help: "Found by its usual names when left empty.", control: { type: "column" } },
    { key: "chunk_tokens", label: "Tokens a chunk", control: { type: "number", min: 20, step: 10 } },
    { key: "overlap_tokens", label: "Tokens of overlap", control: { type: "number", min: 0, step: 10 } },
    { key: "pairs", label: "Pairs a chunk", control: { type: "number", min: 1, max: 20, step: 1 } },
  ],
};
