import { z } from "zod";
import { modelName } from "../cells/model-name.ts";
import type { TeachingMethod } from "./method.ts";

const stage = z.strictObject({
  /** A prompt cell's name or a template; the `edit` prompt when left out. */
  prompt: z.string().min(1).optional(),
  /** Who edits; the cell's own model when left out. */
  model: modelName.optional(),
});

export const editOptions = z.strictObject({
  /** One after another, each on the draft before it. */
  stages: z.array(stage).min(1).max(20).prefault([{}]),
  /** Column of `from` with the text to edit. */
  column: z.string().min(1).default("response"),
  /** Column with the question; the last user message of each row when left out. */
  question: z.string().min(1).optional(),
});

export type EditOptions = z.infer<typeof editOptions>;

const edit = `[system]
You edit the answer of another writer. Mend what is wrong, say plainly what is said round about, and keep what is right.

[user]
The question:
{{ question }}

The answer to edit:
{{ draft }}

Reply with the edited answer alone: no word before or after it, and nothing about what you changed.
`;

const proceed = `[system]
You continue the text of another writer in its own manner.

[user]
The question:
{{ question }}

The answer so far:
{{ draft }}

Reply with the whole answer: what is there, letter by letter, and what you add to it.
`;

/** Placeholders of a stage's prompt, whoever wrote it. */
export const stagePlaceholders = { needed: [["draft"]], known: ["question", "original", "stage"], takesColumns: true } as const;

export const editMethod: TeachingMethod = {
  name: "edit",
  sentence: "Another model rewrites or continues an answer, in one or several stages; every draft is kept.",
  citation: {
    text: "Wang, Zeng, Delalleau, Egert, Evans, Shin, Soares, Dong and Kuchaiev (2025). Dedicated Feedback and Edit Models Empower Inference-Time Scaling for Open-Ended General-Domain Tasks",
    url: "https://arxiv.org/abs/2503.04378",
  },
  key: "edit",
  prompts: {
    edit: { label: "asks for the edited answer", text: edit, ...stagePlaceholders },
    continue: { label: "to continue: a stage with `prompt: continue`", text: proceed, ...stagePlaceholders },
  },
  needsPrompt: false,
  from: "needed",
  yields: ["stages"],
  fields: [
    { key: "column", label: "Answer column", control: { type: "column" } },
    { key: "question", label: "Question column", help: "The last user message when left empty.", control: { type: "column" } },
  ],
};
