import { createRandom, type Random } from "../random.ts";
import { solveTask } from "../solve.ts";
import { newTask } from "./new-task.ts";
import type { Writer } from "./writer.ts";

/** What is put to a task, by the words it is asked for with. Numbers and quotation marks would make another task of it. */
const additions: readonly (readonly [asked: RegExp, added: readonly [string, ...string[]]])[] = [
  [
    /\bconstraint or requirement\b/,
    [
      "Answer in one full sentence.",
      "Do not use a list in your answer.",
      "Name the result before anything else.",
      "Use words a child knows.",
    ],
  ],
  [
    /\bmore depth\b/,
    ["Say as well why this is so.", "Explain how one could check the result.", "Mention a mistake that is easily made here."],
  ],
  [
    /\bmore concrete\b/,
    ["A pupil asks this for homework due tomorrow.", "A shopkeeper asks this while customers wait.", "A traveller asks this on a train."],
  ],
  [/\bstep of reasoning\b/, ["Show each step before you give the result.", "First restate what is given, then work it out step by step."]],
  [
    /\binput data\b/,
    [
      "Take who asks from this XML: <asker><role>pupil</role><place>school</place></asker>",
      "Take who asks from this table:\n| role | place |\n|---|---|\n| shopkeeper | market |",
      "Take who asks from this line of code: asker = Person(role=traveller, place=train)",
    ],
  ],
];

/** Rewrites a task into a harder or a rarer one that stays solvable, and compares two tasks. Now and then it adds nothing, or copies words of its prompt. */
export const evolInstructWriter: Writer = {
  name: "evol-instruct",
  write: ({ teacher, prompt, seed }) => {
    const compared = /First task:\n([\s\S]*?)\n\nSecond task:\n([\s\S]*?)\n\nDo they ask/.exec(prompt);
    if (compared !== null) return plain(compared[1]) === plain(compared[2]) ? "equal" : "different";
    const task = /\n\nTask:\n([\s\S]+)$/.exec(prompt)?.[1]?.trim();
    if (task === undefined) return null;
    const random = createRandom(seed);
    if (/\bas an inspiration\b/.test(prompt)) return another(task, random);
    const added = additions.find(([asked]) => asked.test(prompt))?.[1];
    if (added === undefined || !/\bRewrite the task\b/.test(prompt)) return null;
    const slip = random.next() * (teacher.skill.hard < 0.5 ? 1 : 2);
    if (slip < 0.08) return task;
    const line = random.pick(added);
    if (slip < 0.14) return `#Rewritten Prompt#\n${task}\n${line}`;
    return task.includes(line) ? task : `${task}\n${line}`;
  },
};

function another(task: string, random: Random): string {
  const kind = solveTask(task)?.kind;
  return newTask(random, (other) => kind === undefined || other.kind === kind).text;
}

function plain(text = ""): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
