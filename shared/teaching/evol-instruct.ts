import { z } from "zod";
import { modelName } from "../cells/model-name.ts";
import type { MethodPrompt, TeachingMethod } from "./method.ts";

/** The five ways of the paper in which a task is made harder, and one that makes another of its kind. */
export const evolutions = ["constraints", "deepening", "concretising", "reasoning", "input", "breadth"] as const;
export type Evolution = (typeof evolutions)[number];

export const evolInstructOptions = z.strictObject({
  /** Column of `from` with the tasks; found by its usual names when left out. */
  column: z.string().min(1).optional(),
  /** Steps a task goes through. */
  rounds: z.number().int().min(1).max(20).default(4),
  /** Drawn from for each step, independently. */
  operations: z
    .array(z.enum(evolutions))
    .min(1)
    .default([...evolutions]),
  /** Says whether a new task asks for more than its parent; the teacher itself when left out. */
  judge: modelName.optional(),
  /** Decides which operations are drawn. */
  seed: z.number().int().default(0),
});

export type EvolInstructOptions = z.infer<typeof evolInstructOptions>;

const rewriting = (how: string): string => `[system]
You rewrite tasks so that they become a little harder for a language model, and stay sensible, solvable and clear for people.

[user]
Rewrite the task below. ${how} Keep everything the task itself is about: its numbers, names, texts and tables. Add at most twenty words. Reply with the new task alone.

Task:
{{ instruction }}
`;

const withInput = `[system]
You rewrite tasks so that they become a little harder for a language model, and stay sensible, solvable and clear for people.

[user]
Rewrite the task below so that its answer needs input data: add a short piece of data of another form, such as XML, JSON, a table, a line of SQL or of code, and say how the task uses it. Keep everything the task itself is about: its numbers, names, texts and tables. Reply with the new task alone, data and all.

Task:
{{ instruction }}
`;

const inBreadth = `[system]
You invent tasks for a language model that are sensible, solvable and clear for people.

[user]
Take the task below as an inspiration and write a task of your own: of the same field and about as long and as hard, but rarer, and about something else. Reply with the new task alone.

Task:
{{ instruction }}
`;

const comparing = `[user]
Here are two tasks.

First task:
{{ parent }}

Second task:
{{ instruction }}

Do they ask for the same thing, with the same constraints, the same depth and the same breadth? Reply with one word: "equal" when the second adds nothing to the first, "different" otherwise.
`;

const evolving = (label: string, text: string): MethodPrompt => ({ label, text, needed: [["instruction"]], known: [] });

export const evolInstructMethod: TeachingMethod = {
  name: "evol-instruct",
  sentence: "Each task is rewritten step by step, harder or into a rarer one; steps that bring nothing are left out, the others answered.",
  citation: {
    text: "Xu, Sun, Zheng, Geng, Zhao, Feng, Tao and Jiang (2023). WizardLM: Empowering Large Language Models to Follow Complex Instructions",
    url: "https://arxiv.org/abs/2304.12244",
  },
  key: "evol_instruct",
  prompts: {
    constraints: evolving("adds a constraint", rewriting("Add one constraint or requirement that its answer has to meet.")),
    deepening: evolving("asks for more depth", rewriting("Ask for more depth: for the reason, the working or a consequence as well.")),
    concretising: evolving("makes it concrete", rewriting("Put something more concrete in the place of what is general in it.")),
    reasoning: evolving("asks for more steps", rewriting("Make it need one step of reasoning more, and ask for the steps.")),
    input: evolving("complicates its input", withInput),
    breadth: evolving("another task of its kind", inBreadth),
    equal: {
      label: "asks whether a step adds anything",
      text: comparing,
      needed: [["parent"], ["instruction"]],
      known: [],
    },
    answer: { label: "asks for the answer", text: "{{ instruction }}", needed: [["instruction"]], known: ["operation", "parent"] },
  },
  needsPrompt: false,
  from: "needed",
  yields: ["rejected"],
  fields: [
    { key: "column", label: "Task column", help: "Found by its usual names when left empty.", control: { type: "column" } },
    { key: "rounds", label: "Rounds", control: { type: "number", min: 1, max: 20, step: 1 } },
    { key: "operations", label: "Operations", help: evolutions.join(", "), control: { type: "texts" } },
    { key: "judge", label: "Judge of equality", help: "The teacher itself when left empty.", control: { type: "model" } },
    { key: "seed", label: "Seed", help: "Decides which operations are drawn.", control: { type: "number", step: 1 } },
  ],
};
