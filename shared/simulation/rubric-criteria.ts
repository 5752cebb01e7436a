import { countWords } from "../data/value-text.ts";
import { countSentences, numbersIn } from "../rubric/check-answer.ts";
import { correctness, solveTask } from "./solve.ts";
import { isIgnorance } from "./teachers.ts";

/** How far a response meets a criterion, from 0 to 1, by what can be read in the two texts and the tasks with known answers. */
export function shareMet(criterion: string, question: string, response: string): number {
  const absent = /^(?:the (?:answer|response) )?(?:avoids?|does not|doesn't|never|is free of|contains no|has no|makes no)\b(.*)$/i.exec(
    criterion,
  );
  if (absent !== null) return 1 - shareOf(absent[1] ?? "", question, response);
  return shareOf(criterion, question, response);
}

type Reader = (match: RegExpExecArray, question: string, response: string) => number;

const holds = (isTrue: boolean): number => (isTrue ? 1 : 0);
const has =
  (pattern: RegExp): Reader =>
  (_, __, response) =>
    holds(pattern.test(response));

/** The first that fits a criterion's words decides it. */
const readers: readonly (readonly [words: RegExp, reader: Reader])[] = [
  [
    /\b(?:at most|no more than|within|up to) (\d+) (word|sentence|character)/i,
    (match, _, response) => holds(sizeOf(match, response) <= Number(match[1])),
  ],
  [
    /\b(?:fewer than|less than|under) (\d+) (word|sentence|character)/i,
    (match, _, response) => holds(sizeOf(match, response) < Number(match[1])),
  ],
  [
    /\b(?:at least|no fewer than) (\d+) (word|sentence|character)/i,
    (match, _, response) => holds(sizeOf(match, response) >= Number(match[1])),
  ],
  [/["“]([^"”]+)["”]/, (_match, _, response) => shareQuoted(_match.input, response)],
  [/\b(?:apolog|sorry)/i, has(/\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\b/i)],
  [/\b(?:cannot answer|can't answer|does not know|refus)/i, (_, __, response) => holds(isIgnorance(response))],
  [
    /\b(?:filler|pleasantr|small talk|greeting|closing line|further help)/i,
    has(/\b(?:hope that helps|good question|happy to help|let me know|just ask)\b/i),
  ],
  [/\b(?:bullet|list)\b|\bbullets\b/i, has(/^\s*(?:[-*•]|\d+[.)])\s/m)],
  [/\b(?:bold|markdown|heading)/i, has(/\*\*|^#/m)],
  [/\bunit\b/i, has(/\d\s*[a-z°%]/i)],
  [/\bfull sentences?\b|\bcomplete sentences?\b/i, has(/[A-Z][^.!?]*\b(?:is|are|has|was|were|makes?|gives?|means)\b[^.!?]*[.!?]/)],
  [
    /\b(?:working|steps?|reasoning|how the result|comes about|explains?)\b/i,
    (_, __, response) => holds(countWords(response) > 8 && !isIgnorance(response)),
  ],
  [/\b(?:brief|short|concise)\b/i, (_, __, response) => holds(countWords(response) <= 40)],
  [
    /\b(?:result|answer|value|number|sum|total)\b.*?(-?\d+(?:\.\d+)?)/i,
    (match, _, response) => holds(numbersIn(response).at(-1) === Number(match[1])),
  ],
  [/\b(?:right|correct|accura|true|result|facts?)\b/i, (_, question, response) => rightness(question, response)],
];

function shareOf(criterion: string, question: string, response: string): number {
  for (const [words, reader] of readers) {
    const match = words.exec(criterion);
    if (match !== null) return reader(match, question, response);
  }
  return rightness(question, response) >= 0.5 ? 1 : 0;
}

function sizeOf([, , unit = ""]: RegExpExecArray, response: string): number {
  if (unit.toLowerCase() === "word") return countWords(response);
  return unit.toLowerCase() === "sentence" ? countSentences(response) : [...response].length;
}

function shareQuoted(criterion: string, response: string): number {
  const quoted = [...criterion.matchAll(/["“]([^"”]+)["”]/g)].map(([, words = ""]) => plain(words));
  return quoted.filter((words) => plain(response).includes(words)).length / quoted.length;
}

/** Words between spaces, so that 13 is not found in 130. */
function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.-]+|[.](?!\d)/gu, " ")
    .trim()} `;
}

function rightness(question: string, response: string): number {
  if (response.trim() === "" || isIgnorance(response)) return 0;
  const task = solveTask(question);
  return task === null ? 1 : correctness(task, response);
}
