import { countWords } from "../data/value-text.ts";
import { uniform } from "./random.ts";
import { correctness, solveTask } from "./solve.ts";
import type { Task } from "./tasks/task.ts";
import { isIgnorance, type Teacher } from "./teachers.ts";

/** A response to a question, and the task the question sets where it is one of the small ones. */
type Draft = { readonly question: string; readonly response: string; readonly task: Task | null };

/** What a principle looks for in a text: where it is violated, in words, and the text without that. */
type Trait = {
  /** Principles that mean this trait. */
  readonly words: RegExp;
  /** Names the places; null where there is nothing. */
  readonly find: (draft: Draft, teacher: Teacher) => string | null;
  readonly mend: (draft: Draft, teacher: Teacher) => string;
  /** How badly a text violates it as a judge sees it: 0 not at all, 1 plainly, up to 2. Left out where a judge has other means to tell. */
  readonly load?: (draft: Draft) => number;
};

/** Finds and mends what a principle calls for; null for principles that small texts say nothing about. The first that fits the words decides. */
export function traitOf(principle: string): Trait | null {
  return traits.find(({ words }) => words.test(principle)) ?? null;
}

export function draftOf(question: string, response: string): Draft {
  return { question, response, task: solveTask(question) };
}

/** How well a response keeps to a principle: 1 wholly, -1 plainly not, down to -3; null where nothing in a text can tell. */
export function keepsPrinciple(principle: string, question: string, response: string): number | null {
  const trait = traitOf(principle);
  return trait?.load === undefined ? null : 1 - 2 * trait.load(draftOf(question, response));
}

const announcement = /^(?:let's|good question|great question|happy to help|sure\b|of course\b|certainly[,!])/i;
const closing = /\b(?:hope that helps|let me know|just ask|feel free)\b/i;
const feeling = /\b(?:(?:I )?hope that helps|happy to help|glad to|I feel|I remember)\b/i;
const praise = /^(?:good|great|excellent|lovely) question/i;
const apology = /\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\b/i;
const sureness = /\b(?:certainly|definitely|obviously|undoubtedly|without doubt|of course),?\s*/gi;
const heading = /^\s*\*\*[^*:]+\*\*\s*$/;

const traits: readonly Trait[] = [
  { words: /\b(?:hurt\w*|harm|harmful|dangerous|premise)\b/i, find: () => null, mend: ({ response }) => response },
  {
    words: /\b(?:true|truth\w*|false|correct|accura\w+|right|mistakes?)\b/i,
    find: (draft, teacher) => {
      const other = otherAnswer(draft, teacher);
      return other === null ? null : `Worked out again, the result is ${other}, which is not what the response says.`;
    },
    mend: (draft, teacher) => {
      const other = otherAnswer(draft, teacher);
      return other === null || draft.task === null ? draft.response : withAnswer(draft.response, draft.task, other);
    },
  },
  {
    words: /\b(?:unanswered|all of it|whole question|answers the (?:very )?question|declines?|refus\w+|lectures?)\b/i,
    find: ({ task, response }) => {
      if (task === null || correctness(task, response) === 1 || (task.check.type !== "terms" && !isIgnorance(response))) return null;
      return isIgnorance(response) ? "It declines a question that it could answer." : "It leaves out part of what an explanation needs.";
    },
    mend: ({ task, response }) => (task === null ? response : sentence(task.statement.replace("{answer}", task.answer))),
    load: ({ task, response }) => (isIgnorance(response) ? 1 : task?.check.type === "terms" ? 1 - correctness(task, response) : 0),
  },
  {
    words: /\b(?:checks?|checkable|working|steps?|reasons? given)\b/i,
    find: (draft) => (workingFor(draft) === null ? null : "It gives the result alone, with no step that leads to it."),
    mend: (draft) => {
      const working = workingFor(draft);
      return working === null ? draft.response : `${working} ${draft.response}`;
    },
    load: (draft) => (workingFor(draft) === null && !isIgnorance(draft.response) ? 0 : 1),
  },
  {
    words: /\b(?:result first|first and explains|directly|up front)\b/i,
    find: ({ response }) => {
      const late = lateAnswer(response);
      return late === null ? null : `${countWords(response.slice(0, late.at))} words come before the result, ${late.answer}.`;
    },
    mend: ({ response }) => {
      const late = lateAnswer(response);
      if (late === null) return response;
      const rest = [response.slice(0, late.from), response.slice(late.to)]
        .map((each) => each.trim())
        .join(" ")
        .trim();
      return rest === "" ? `The answer is ${late.answer}.` : `The answer is ${late.answer}. ${rest}`;
    },
    load: ({ response }) => (lateAnswer(response) === null ? 0 : 1),
  },
  {
    words: /\b(?:fewer words|short\w*|brief\w*|concise|filler|repetition)\b/i,
    find: ({ response }) => {
      const superfluous = sentencesIn(response).filter((each) => isSuperfluous(each, response));
      const words = countWords(superfluous.join(" "));
      return words === 0
        ? null
        : `${words} of its ${countWords(response)} words could go: ${superfluous.map((each) => `"${each}"`).join(", ")}.`;
    },
    mend: ({ response }) => without(response, (each) => isSuperfluous(each, response)),
    // Filler weighs more than length that says something.
    load: ({ response }) => {
      const superfluous = countWords(
        sentencesIn(response)
          .filter((each) => isSuperfluous(each, response))
          .join(" "),
      );
      return Math.min(2, superfluous / Math.max(1, countWords(response)) + countWords(response) / 20);
    },
  },
  {
    words: /\b(?:form|layout|bullets?|lists?|bold|headings?|plain text)\b/i,
    find: ({ response, question }) => {
      const marks = [...response.matchAll(/\*\*|^\s*[-*•]\s/gm)].length;
      return marks === 0 || /\blist\b/i.test(question)
        ? null
        : `Nobody asked for layout, and it has ${marks} marks of bold type and lists.`;
    },
    mend: ({ response }) => plainText(response),
    load: ({ response }) => (/\*\*|^\s*[-*•]\s/m.test(response) ? 1 : 0),
  },
  sentenceTrait(/\b(?:prais\w*|flatter\w*)\b/i, praise, "It praises the asker"),
  sentenceTrait(/\b(?:apolog\w*|sorry)\b/i, apology, "It apologises"),
  sentenceTrait(/\b(?:claim to be|a person|feelings?)\b/i, feeling, "It claims a feeling that it has not"),
  {
    words: /\b(?:does not know|guess\w*|surer?|certain|overclaim\w*)\b/i,
    find: ({ response }) => {
      const words = response.match(sureness);
      return words === null ? null : `It sounds surer than it has reason to: ${words.map((word) => `"${word.trim()}"`).join(", ")}.`;
    },
    mend: ({ response }) => response.replace(sureness, "").replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    load: ({ response }) => (response.match(sureness) === null ? 0 : 1),
  },
];

/** A trait of single sentences, mended by leaving them out. */
function sentenceTrait(words: RegExp, pattern: RegExp, says: string): Trait {
  const has = ({ response }: Draft): readonly string[] => sentencesIn(response).filter((each) => pattern.test(each));
  return {
    words,
    find: (draft) => {
      const [first] = has(draft);
      return first === undefined ? null : `${says}: "${first}"`;
    },
    mend: ({ response }) => without(response, (each) => pattern.test(each)),
    load: (draft) => (has(draft).length > 0 ? 1 : 0),
  };
}

/**
 * What a teacher gets when it works a task out again, where that is not what the response says. It finds a mistake more
 * often than it avoids one, and now and then it makes a right answer wrong.
 */
function otherAnswer({ task, response, question }: Draft, teacher: Teacher): string | null {
  if (task === null || task.check.type === "terms" || isIgnorance(response)) return null;
  const skill = teacher.skill[task.difficulty];
  const luck = uniform("check", teacher.name, question);
  const result = luck < (1 - skill) / 8 ? task.mistakes[0] : luck < (1 + skill) / 2 ? task.answer : null;
  return result === null || correctness({ answer: result, check: task.check }, response) === 1 ? null : result;
}

/** The response with another result, in its working and where it states it. */
function withAnswer(response: string, task: Task, answer: string): string {
  const own = answerIn(response)?.answer;
  if (own === undefined) return sentence(task.statement.replace("{answer}", answer));
  const worked = response.replace(task.statement.replace("{answer}", own), task.statement.replace("{answer}", answer));
  const stated = answerIn(worked);
  if (stated === null) return worked;
  return `${worked.slice(0, stated.from)}${worked.slice(stated.from, stated.to).replace(own, answer)}${worked.slice(stated.to)}`;
}

type FoundAnswer = { readonly answer: string; readonly from: number; readonly to: number };

/** Where a response states its result. */
function answerIn(response: string): FoundAnswer | null {
  const found = /\*\*Answer:\*\* (.+)|^Answer: (.+)|\b(?:So the|The) answer is (.+?)\.(?=\s|$)/m.exec(response);
  const answer = found?.[1] ?? found?.[2] ?? found?.[3];
  return found === null || answer === undefined ? null : { answer: answer.trim(), from: found.index, to: found.index + found[0].length };
}

/** The stated result, where nothing in the first sentence holds it. `at`: where it first stands. */
function lateAnswer(response: string): (FoundAnswer & { readonly at: number }) | null {
  const found = answerIn(response);
  const [first = ""] = sentencesIn(response);
  if (found === null || first.includes(found.answer)) return null;
  return { ...found, at: Math.max(0, response.indexOf(found.answer)) };
}

/** The step that leads to the response's own result, where the response leaves it out. */
function workingFor({ task, response }: Draft): string | null {
  const found = answerIn(response);
  if (task === null || found === null || task.check.type === "terms") return null;
  const step = sentence(task.statement.replace("{answer}", found.answer));
  return plain(response).includes(plain(step)) ? null : step;
}

function isSuperfluous(each: string, response: string): boolean {
  if (announcement.test(each) || closing.test(each) || heading.test(each)) return true;
  const repeated = /^So the answer is (.+)\.$/.exec(each)?.[1];
  return repeated !== undefined && response.replace(each, "").includes(repeated);
}

function sentencesIn(response: string): readonly string[] {
  return response
    .split("\n")
    .flatMap((line) => line.split(/(?<=[.!?])\s+/))
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** Without the sentences that are meant, line by line; what would leave nothing at all stays. */
function without(response: string, isMeant: (sentence: string) => boolean): string {
  const lines = response.split("\n").map((line) =>
    line
      .split(/(?<=[.!?])\s+/)
      .filter((each) => !isMeant(each.trim()))
      .join(" "),
  );
  const rest = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return rest === "" ? response : rest;
}

function plainText(response: string): string {
  const lines = response.split("\n").filter((line) => line.trim() !== "" && !heading.test(line));
  const text = lines
    .map((line) =>
      line
        .replace(/^\s*[-*•]\s+/, "")
        .replaceAll("**", "")
        .trim(),
    )
    .join(" ");
  return text === "" ? response.replaceAll("**", "") : text;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}=+×÷-]+/gu, " ")
    .trim();
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
