import { questionOf, readInstances } from "../../teaching/instances.ts";
import type { Random } from "../random.ts";
import { solveTask } from "../solve.ts";
import { chooseAnswer, type Family, type Teacher, writeIgnorance } from "../teachers.ts";
import { taskLike } from "./task-like.ts";

type Wanted = {
  readonly teacher: Teacher;
  readonly prompt: string;
  readonly random: Random;
  readonly first: number;
  readonly last: number;
};

type Asked = { readonly instruction: string; readonly input: string };

const layouts: { readonly [family in Family]: (number: number, asked: Asked, output: string) => string } = {
  willow: (number, { instruction, input }, output) =>
    `### Task ${number}\nInstruction: ${instruction}\nInput: ${input || "<noinput>"}\nOutput: ${output}`,
  basalt: (number, { instruction, input }, output) =>
    `${number}. Instruction: ${instruction}\nInput: ${input || "<noinput>"}\nOutput: ${output}`,
  cedar: (number, { instruction, input }, output) =>
    `**Task ${number}**\n**Instruction:** ${instruction}\n**Input:** ${input || "<noinput>"}\n**Output:** ${output}`,
};

/** Goes on with tasks in three parts. Answers are as right as the teacher's skill; slips are those real models make. */
export function writeInstances({ teacher, prompt, random, first, last }: Wanted): string {
  // What stands before the first heading explains the parts.
  const shown = readInstances(prompt.slice(Math.max(0, prompt.search(/^### Task /m))), false).filter(({ output }) => output !== "");
  const count = Math.min(100, Math.max(0, last - first + 1));
  return Array.from({ length: count }, (_, at) => {
    const repeated = shown[random.integer(0, Math.max(0, shown.length - 1))];
    const asked = random.next() < 0.06 && repeated !== undefined ? repeated : partedOf(taskLike([], random));
    return layouts[teacher.family](first + at, asked, outputOf(teacher, asked, random));
  }).join("\n\n");
}

function outputOf(teacher: Teacher, asked: Asked, random: Random): string {
  const slip = random.next();
  if (slip < 0.02) return "";
  if (slip < 0.1 && asked.input !== "") return asked.input;
  const task = solveTask(questionOf(asked));
  return task === null ? writeIgnorance(teacher.family).replace(/\s*\n\s*/g, " ") : chooseAnswer(teacher, task, random);
}

/** The words, numbers or letters a task is about apart from what is to be done to them, where it means the same so. */
function partedOf(text: string): Asked {
  const whole = { instruction: text, input: "" };
  const list = /^(.*[^:]): ([^:]*,[^:]*)([.?])$/.exec(text);
  const word = /^(.*)(?:the word |(?<=Write )|(?<=in ))("[^"]{2,}")(.*)$/.exec(text);
  const parted =
    list !== null
      ? { instruction: `${list[1]}${list[3]}`, input: `${/\d/.test(list[2] ?? "") ? "Numbers" : "Words"}: ${list[2]}` }
      : word !== null
        ? { instruction: `${word[1]}this word${word[3]}`, input: word[2] ?? "" }
        : whole;
  return solveTask(questionOf(parted))?.answer === solveTask(text)?.answer ? parted : whole;
}
