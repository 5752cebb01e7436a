import { createRandom } from "../random.ts";
import type { Task } from "../tasks/task.ts";
import { newTask } from "./new-task.ts";
import type { Writer } from "./writer.ts";

/** A request in the name of a person: who asks, then a small task that fits the attributes it can read. */
export const personaWriter: Writer = {
  name: "persona",
  write: ({ prompt, seed }) => {
    if (!/\bone request this person might make\b/.test(prompt)) return null;
    const person = /^The person: (.+)$/m.exec(prompt)?.[1];
    const attributes = [...prompt.matchAll(/^The [\w ]+ of the request: (.+)$/gm)].map(([, value = ""]) => value.toLowerCase());
    const random = createRandom(seed);
    const { text } = newTask(random, (task) => attributes.every((value) => fits(task, value)));
    if (person === undefined) return text;
    const said = `${person.charAt(0).toLowerCase()}${person.slice(1).replace(/[.!]\s*$/, "")}`;
    return `${random.pick(["I am", "Asking as", "For context, I am"])} ${said}.\n\n${text}`;
  },
};

const difficulties = ["easy", "medium", "hard"];
const kinds: readonly (readonly [words: RegExp, kinds: readonly Task["kind"][]])[] = [
  [/\b(?:maths?|arithmetic|numbers?|sums?)\b/, ["arithmetic", "word-problem"]],
  [/\b(?:units?|measur|conversions?)/, ["units"]],
  [/\b(?:words?|spelling|letters?|strings?|language)\b/, ["string"]],
  [/\b(?:lists?|sorting|tables?)\b/, ["list"]],
  [/\b(?:facts?|geography|history|lookups?)\b/, ["lookup"]],
  [/\b(?:science|explain|explanations?|concepts?)\b/, ["explanation"]],
];

/** An attribute that says nothing about small tasks fits every one. */
function fits({ difficulty, kind }: Task, value: string): boolean {
  if (difficulties.includes(value)) return difficulty === value;
  const known = kinds.find(([words]) => words.test(value));
  return known === undefined || known[1].includes(kind);
}
