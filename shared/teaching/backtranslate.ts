import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

export const backtranslateOptions = z.strictObject({
  /** Column of `from` with the texts that become answers; found by its usual names when left out. */
  column: z.string().min(1).optional(),
  /** The model rates each pair, from 1 to 5; pairs below are left out. Without it no rating is asked for. */
  threshold: z.number().min(1).max(5).optional(),
});

const instruction = `[system]
You are given a text and write the request it is an answer to.

[user]
The text:
{{ text }}

What was asked for, so that this text is a good and complete answer? Write the request as a person would put it to an assistant. It must not give the answer away. Reply with the request alone.
`;

const score = `[system]
You rate how well an answer fits the request it was given to.

[user]
The request:
{{ instruction }}

The answer:
{{ text }}

5: a perfect answer, complete and to the point, as an expert would give it. 4: good, with small faults. 3: helps, but leaves out or adds too much. 2: touches the request in part. 1: does not fit it.
Say in one sentence why, then end with a line of the form "Score: N".
`;

export const backtranslateMethod: TeachingMethod = {
  name: "backtranslate",
  sentence: "Texts people wrote become answers: the model writes the request each of them answers, and may rate the pair.",
  citation: {
    text: "Li, Yu, Zhou, Schick, Levy, Zettlemoyer, Weston and Lewis (2023). Self-Alignment with Instruction Backtranslation",
    url: "https://arxiv.org/abs/2308.06259",
  },
  key: "backtranslate",
  prompts: {
    instruction: { label: "asks what a text answers", text: instruction, needed: [["text"]], known: [], takesColumns: true },
    score: { label: "asks for the rating", text: score, needed: [["instruction"], ["text"]], known: [], takesColumns: true },
  },
  needsPrompt: false,
  from: "needed",
  yields: ["rejected"],
  fields: [
    { key: "column", label: "Text column", help: "Found by its usual names when left empty.", control: { type: "column" } },
    {
      key: "threshold",
      label: "Least rating",
      help: "From 1 to 5; without it no rating is asked for.",
      control: { type: "number", min: 1, max: 5, step: 0.5 },
    },
  ],
};
