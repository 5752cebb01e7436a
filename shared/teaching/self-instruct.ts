import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

/** What a model that reads and writes text alone can't do, or is soon asked about only: the paper's list. */
const blacklist = [
  ...["image", "images", "picture", "pictures", "graph", "graphs", "plot", "draw", "diagram", "flowchart"],
  ...["file", "files", "map", "maps", "video", "audio", "music", "go to"],
];

export const selfInstructOptions = z
  .strictObject({
    /** Column of `from` with the seed tasks; found by its usual names when left out. */
    column: z.string().min(1).optional(),
    /** Examples a prompt shows: tasks people wrote, and tasks models wrote earlier. */
    seeds: z.number().int().min(1).max(50).default(6),
    generated: z.number().int().min(0).max(50).default(2),
    /** Tasks asked for in one reply. */
    per_reply: z.number().int().min(1).max(50).default(8),
    /** Replies of a round; all of them see the pool as it was before the round. */
    replies: z.number().int().min(1).max(100).default(5),
    /** A new task is kept while its ROUGE-L F1 with every task kept is at most this. */
    max_similarity: z.number().min(0).max(1).default(0.7),
    min_words: z.number().int().min(1).default(4),
    max_words: z.number().int().min(1).default(150),
    /** Words no task may hold, whatever their case. */
    blacklist: z.array(z.string().min(1)).default(blacklist),
    /** Each task comes with its input and its output, all from one reply. */
    instances: z.boolean().default(false),
    /** Decides which examples are drawn. */
    seed: z.number().int().default(0),
  })
  .refine(({ min_words, max_words }) => min_words <= max_words, {
    message: "`min_words` must not be above `max_words`",
    path: ["min_words"],
  });

export type SelfInstructOptions = z.infer<typeof selfInstructOptions>;

const text = `[system]
You invent tasks that a language model can do by reading and writing text alone.

[user]
Come up with a series of tasks. They should differ in subject, in wording and in what they ask for: some are questions, some are orders, some bring the text or the numbers they are about. Each must make sense by itself and have an answer of a few sentences at most.

{% for example in examples %}
{{ loop.index }}. {{ example }}
{% endfor %}

Go on with the tasks {{ first }} to {{ last }}: {{ count }} tasks, numbered, each on a line of its own, and nothing else.
`;

const instancesText = `[system]
You invent tasks that a language model can do by reading and writing text alone, and you do them.

[user]
Come up with a series of tasks. They should differ in subject, in wording and in what they ask for. Each has three parts:

Instruction: what is to be done.
Input: the text, the words or the numbers it is to be done to. Where the instruction says it all, write <noinput>.
Output: the right answer, without a word about it.

{% for example in examples %}
### Task {{ loop.index }}
Instruction: {{ example.instruction }}
{% if example.output %}
Input: {{ example.input or "<noinput>" }}
Output: {{ example.output }}
{% endif %}

{% endfor %}
Go on with the tasks {{ first }} to {{ last }}: {{ count }} tasks, each under its numbered heading and with all three parts, and nothing else.
`;

export const selfInstructMethod: TeachingMethod = {
  name: "self-instruct",
  sentence: "From a few seed tasks, models write new ones round after round; what is too like a task already kept is left out.",
  citation: {
    text: "Wang, Kordi, Mishra, Liu, Smith, Khashabi and Hajishirzi (2023). Self-Instruct: Aligning Language Models with Self-Generated Instructions",
    url: "https://arxiv.org/abs/2212.10560",
  },
  key: "self_instruct",
  prompts: {
    tasks: {
      label: "asks for new tasks",
      text,
      needed: [["examples"]],
      known: ["first", "last", "count"],
    },
    instances: {
      label: "asks for new tasks with input and output, sent in its place with `instances: true`",
      text: instancesText,
      needed: [["examples"]],
      known: ["first", "last", "count"],
    },
  },
  needsPrompt: false,
  from: "needed",
  yields: ["rejected"],
  fields: [
    { key: "column", label: "Seed task column", help: "Found by its usual names when left empty.", control: { type: "column" } },
    {
      key: "instances",
      label: "With input and output",
      help: "Every task is written with what it is done to, and its answer.",
      control: { type: "switch" },
    },
    { key: "seeds", label: "Seed tasks shown", control: { type: "number", min: 1, step: 1 } },
    { key: "generated", label: "New tasks shown", control: { type: "number", min: 0, step: 1 } },
    { key: "per_reply", label: "Tasks a reply", control: { type: "number", min: 1, step: 1 } },
    { key: "replies", label: "Replies a round", control: { type: "number", min: 1, step: 1 } },
    {
      key: "max_similarity",
      label: "Greatest ROUGE-L",
      help: "F1 with any task kept; 0.7 in the paper.",
      control: { type: "number", min: 0, max: 1, step: 0.05 },
    },
    { key: "min_words", label: "Fewest words", control: { type: "number", min: 1, step: 1 } },
    { key: "max_words", label: "Most words", control: { type: "number", min: 1, step: 1 } },
    { key: "blacklist", label: "Words left out", control: { type: "texts" } },
    { key: "seed", label: "Seed", help: "Decides which examples are drawn.", control: { type: "number", step: 1 } },
  ],
};
