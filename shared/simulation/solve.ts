import { arithmetic } from "./tasks/arithmetic.ts";
import { explain } from "./tasks/explain.ts";
import { lists } from "./tasks/lists.ts";
import { lookups } from "./tasks/lookups.ts";
import { strings } from "./tasks/strings.ts";
import type { Task, TaskFamily } from "./tasks/task.ts";
import { units } from "./tasks/units.ts";
import { wordProblems } from "./tasks/word-problems.ts";

/** All kinds of tasks the simulated models know, the most particular first. */
export const taskFamilies: readonly [TaskFamily, ...TaskFamily[]] = [wordProblems, units, strings, lists, arithmetic, lookups, explain];

/**
 * The small task a text asks for, with its known answer; null when there is none. Text around the question is
 * passed over: the last paragraph that holds a task is the one meant.
 */
export function solveTask(question: string): Task | null {
  if (question.length > 20_000) return null;
  const paragraphs = question.split(/\n\s*\n/).reverse();
  for (const part of paragraphs.length > 1 ? [...paragraphs, question] : paragraphs) {
    for (const family of taskFamilies) {
      const task = family.solve(part);
      if (task !== null) return task;
    }
  }
  return null;
}

/** How right a text answers a task: 1 or 0, and for explanations the share of key terms it names. */
export function correctness(task: Pick<Task, "answer" | "check">, text: string): number {
  switch (task.check.type) {
    case "number": {
      const last = text
        .replace(/(\d),(?=\d{3}\b)/g, "$1")
        .match(/-?\d+(?:\.\d+)?/g)
        ?.at(-1);
      return last !== undefined && Math.abs(Number(last) - Number(task.answer)) < 1e-4 ? 1 : 0;
    }
    case "words":
      return ` ${wordsOf(text)} `.includes(` ${wordsOf(task.answer)} `) ? 1 : 0;
    case "exact":
      return ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${task.answer} `) ? 1 : 0;
    case "terms": {
      const named = task.check.terms.filter((term) => new RegExp(term, "i").test(text));
      return named.length / task.check.terms.length;
    }
  }
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.-]+|[.](?!\d)/gu, " ")
    .trim()
    .replace(/ +/g, " ");
}
