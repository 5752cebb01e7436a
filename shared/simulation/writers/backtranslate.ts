import { createRandom } from "../random.ts";
import { correctness, solveTask } from "../solve.ts";
import { explanations } from "../tasks/facts.ts";
import type { Writer } from "./writer.ts";

/** Writes the request a text answers, and rates whether a text answers a request. */
export const backtranslateWriter: Writer = {
  name: "backtranslate",
  write: ({ teacher, prompt, seed }) => {
    const rated = /The request:\n([\s\S]*?)\n\nThe answer:\n([\s\S]*?)\n\n5: /.exec(prompt);
    if (rated !== null && /\bScore: N\b/.test(prompt)) return rating(rated[1] ?? "", rated[2] ?? "");
    const text = /The text:\n([\s\S]*?)\n\nWhat was asked for/.exec(prompt)?.[1];
    if (text === undefined) return null;
    // A weak model now and then asks for something else of the same kind.
    const isOff = createRandom(seed).next() > teacher.skill.medium;
    return isOff ? `What do you think about this: ${openingOf(text)}?` : requestFor(text);
  },
};

const patterns: readonly (readonly [pattern: RegExp, request: string])[] = [
  [/\bcapital of ([A-Z]\w+) is\b/, "What is the capital of $1?"],
  [/\bsymbol for (\w+) is\b/, "What is the chemical symbol for $1?"],
  [/\b(-?\d+(?:\.\d+)?) ([+×÷-]) (-?\d+(?:\.\d+)?) = /, "What is $1 $2 $3?"],
  [/\b(\d+)% of (\d+) is\b/, "What is $1% of $2?"],
  [/\b([A-Z][a-z]+) has \d+ days\b/, "How many days are there in $1?"],
  [/\b(\d+(?:\.\d+)?) ([a-z]+) is [\d.]+ ([a-z]+)\b/, "Convert $1 $2 to $3."],
];

function requestFor(text: string): string {
  for (const [topic, { sentence, terms }] of Object.entries(explanations)) {
    if (text.includes(sentence) || terms.every((term) => new RegExp(term, "i").test(text))) return `Explain ${topic} in one sentence.`;
  }
  for (const [pattern, request] of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return request.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "");
  }
  return `Write a short text that begins with: ${openingOf(text)}`;
}

function openingOf(text: string): string {
  return text.trim().split(/\s+/).slice(0, 8).join(" ");
}

function rating(request: string, answer: string): string {
  const task = solveTask(request);
  if (task !== null) {
    const isRight = correctness(task, answer) >= 0.5;
    return isRight ? "The answer is right and to the point.\nScore: 5" : "The answer does not give what was asked for.\nScore: 2";
  }
  const begins = answer.trim().startsWith(request.replace(/^.*begins with: /, "").trim());
  return begins ? "The answer is the text that was asked for.\nScore: 4" : "The request is too vague for this answer.\nScore: 2";
}
