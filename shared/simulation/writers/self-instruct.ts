import { createRandom } from "../random.ts";
import { writeInstances } from "./instances.ts";
import { taskLike } from "./task-like.ts";
import type { Writer } from "./writer.ts";

/** Goes on with a numbered list of tasks: small tasks with known answers, near-duplicates of what it was shown, and a few slips. */
export const selfInstructWriter: Writer = {
  name: "self-instruct",
  write: ({ teacher, prompt, seed }) => {
    const wanted = /\btasks (\d{1,5}) to (\d{1,5})\b/.exec(prompt);
    if (wanted === null || !/\bnumbered\b/i.test(prompt)) return null;
    const [first, last] = [Number(wanted[1]), Number(wanted[2])];
    const random = createRandom(seed);
    if (/<noinput>/i.test(prompt)) return writeInstances({ teacher, prompt, random, first, last });
    const examples = [...prompt.matchAll(/^\d{1,5}\. (.+)$/gm)].map(([, task = ""]) => task);
    const numbers = Array.from({ length: Math.min(100, Math.max(0, last - first + 1)) }, (_, at) => first + at);
    const mark = { willow: (n: number) => `${n}. `, basalt: (n: number) => `${n}) `, cedar: (n: number) => `**${n}.** ` }[teacher.family];
    const lines = numbers.map((number) => `${mark(number)}${taskLike(examples, random)}`);
    return teacher.family === "willow" ? `Here are some more tasks:\n\n${lines.join("\n")}` : lines.join("\n");
  },
};
