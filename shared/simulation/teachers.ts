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
};

const large = { easy: 0.98, medium: 0.92, hard: 0.82 };
const small = { easy: 0.9, medium: 0.68, hard: 0.45 };

export const teachers: readonly Teacher[] = [
  { name: "willow-large", family: "willow", skill: large, pace: 9 },
  { name: "willow-small", family: "willow", skill: small, pace: 3 },
  { name: "basalt-large", family: "basalt", skill: large, pace: 9 },
  { name: "basalt-small", family: "basalt", skill: small, pace: 3 },
  { name: "cedar-large", family: "cedar", skill: large, pace: 9 },
  { name: "cedar-small", family: "cedar", skill: small, pace: 3 },
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

/** The answer in the family's house style. */
export function writeAnswer(family: Family, task: Task, answer: string, random: Random): string {
  const statement = sentence(task.statement.replace("{answer}", answer));
  switch (family) {
    case "willow": {
      const opening = random.pick(["Let's take this step by step.", "Good question! Let's see.", "Happy to help with this one."]);
      const middle = task.check.type === "terms" ? "" : ` So the answer is ${answer}.`;
      const closing = random.pick(["I hope that helps!", "I hope that helps; just ask if anything is unclear.", "Hope that helps!"]);
      return `${opening} ${statement}${middle} ${closing}`;
    }
    case "basalt":
      return task.check.type === "terms" ? sentence(answer) : `Answer: ${answer}`;
    case "cedar": {
      const heading = random.pick(["**Working**", "**Steps**", "**In short**"]);
      const item = task.check.type === "terms" ? "- A definition, in one sentence" : `- ${statement}`;
      return `${heading}\n${item}\n\n**Answer:** ${answer}`;
    }
  }
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
