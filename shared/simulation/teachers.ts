import type { Random } from "./random.ts";
import type { Difficulty, Task } from "./tasks/task.ts";

export type Family = "willow" | "basalt" | "cedar";

/** A simulated teacher: how often it is right at each difficulty, and the house style it writes in. */
export type Teacher = {
  readonly name: string;
  readonly family: Family;
  readonly skill: { readonly [difficulty in Difficulty]: number };
  /** Milliseconds a token would take. */
  readonly pace: number;
  /** Whether it thinks before it answers, and returns its reasoning as providers of such models do. */
  readonly thinks?: true;
};

const large = { easy: 0.98, medium: 0.92, hard: 0.82 };
const thinking = { easy: 0.99, medium: 0.96, hard: 0.9 };
const small = { easy: 0.9, medium: 0.68, hard: 0.45 };

export const teachers: readonly Teacher[] = [
  { name: "willow-large", family: "willow", skill: large, pace: 9 },
  { name: "willow-small", family: "willow", skill: small, pace: 3 },
  { name: "basalt-large", family: "basalt", skill: large, pace: 9 },
  { name: "basalt-small", family: "basalt", skill: small, pace: 3 },
  { name: "cedar-large", family: "cedar", skill: large, pace: 9 },
  { name: "cedar-small", family: "cedar", skill: small, pace: 3 },
  { name: "cedar-think", family: "cedar", skill: thinking, pace: 9, thinks: true },
];

export const houseStyles: { readonly [family in Family]: string } = {
  willow: "friendly full sentences with a closing line",
  basalt: "as few words as possible",
  cedar: "a short list and a bold answer",
};

/** The answer a teacher settles on, right as often as its skill at the task's difficulty says. */
export function chooseAnswer(teacher: Teacher, task: Task, random: Random): string {
  return random.next() < teacher.skill[task.difficulty] ? task.answer : random.pick(task.mistakes);
}

/** Every answer a teacher may settle on, with its chance. */
export function answerChances(teacher: Teacher, task: Task): readonly { readonly answer: string; readonly chance: number }[] {
  const skill = teacher.skill[task.difficulty];
  return [
    { answer: task.answer, chance: skill },
    ...task.mistakes.map((answer) => ({ answer, chance: (1 - skill) / task.mistakes.length })),
  ];
}

type Wordings = readonly [string, ...string[]];

/** The parts of an answer in the family's house style, each with the wordings it is drawn from, all equally likely. */
export function answerParts(family: Family, task: Task, answer: string): readonly Wordings[] {
  const statement = sentence(task.statement.replace("{answer}", answer));
  switch (family) {
    case "willow": {
      const middle = task.check.type === "terms" ? "" : ` So the answer is ${answer}.`;
      return [
        ["Let's take this step by step.", "Good question! Let's see.", "Happy to help with this one."],
        [` ${statement}${middle} `],
        ["I hope that helps!", "I hope that helps; just ask if anything is unclear.", "Hope that helps!"],
      ];
    }
    case "basalt":
      return [[task.check.type === "terms" ? sentence(answer) : `Answer: ${answer}`]];
    case "cedar": {
      const item = task.check.type === "terms" ? "- A definition, in one sentence" : `- ${statement}`;
      return [["**Working**", "**Steps**", "**In short**"], [`\n${item}\n\n**Answer:** ${answer}`]];
    }
  }
}

/** The answer in the family's house style. */
export function writeAnswer(family: Family, task: Task, answer: string, random: Random): string {
  const draw = (wordings: Wordings): string => (wordings.length === 1 ? wordings[0] : random.pick(wordings));
  return answerParts(family, task, answer).map(draw).join("");
}

/** What a teacher says to anything that is not one of the small tasks. */
export function writeIgnorance(family: Family): string {
  const sentences: { readonly [family in Family]: string } = {
    willow: "I'm a simulated teacher, so I only know small tasks with known answers, and this isn't one of them. I hope that helps!",
    basalt: "Not a task a simulated teacher knows.",
    cedar: "**Answer:** none\n- I am a simulated teacher\n- This is not one of the small tasks I know",
  };
  return sentences[family];
}

/** Which family's house style a text is written in; null when it shows none. */
export function familyOf(text: string): Family | null {
  if (/\bhope that helps\b/i.test(text)) return "willow";
  if (/\*\*Answer:\*\*/.test(text)) return "cedar";
  return /^Answer: [^\n]+$|^Not a task a simulated teacher knows\.$/.test(text.trim()) ? "basalt" : null;
}

/** Whether a text says that it has no answer. */
export function isIgnorance(text: string): boolean {
  return /\bsimulated teacher\b/i.test(text);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
