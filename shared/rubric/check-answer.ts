import type { Row, Value } from "../data/table.ts";
import { countWords, lengthChars } from "../data/value-text.ts";
import type { Check } from "./check-schema.ts";
import { columnOf } from "./check-schema.ts";
import { compilePattern } from "./pattern.ts";

/** Whether an answer meets a check; null, with a reason, where that can't be said. */
export type CheckReading = { readonly met: boolean; readonly reason: null } | { readonly met: null; readonly reason: string };

/** A pattern is run on this many characters at most. */
const mostCharacters = 20_000;

/**
 * Reads checks once and runs them on many answers: no model, no call. `row` is the row of the answer, for checks that
 * compare with a column.
 */
export function createChecker(check: Check): (answer: string, row: Row) => CheckReading {
  const holds = checkerOf(check);
  return (answer, row) => {
    const reading = holds(answer, row);
    return reading.met === null || check.not !== true ? reading : said(!reading.met);
  };
}

function checkerOf(check: Check): (answer: string, row: Row) => CheckReading {
  switch (check.type) {
    case "regex": {
      const pattern = compilePattern(check.pattern, check.flags);
      return (answer) => {
        const isWhole = answer.length <= mostCharacters;
        const found = pattern.isIn(isWhole ? answer : answer.slice(0, mostCharacters));
        if (found || isWhole) return said(found);
        return unsaid(`the answer is longer than the ${mostCharacters.toLocaleString("en")} characters a pattern is run on`);
      };
    }
    case "contains":
    case "starts":
    case "ends": {
      const fold = folding(check.ignore_case);
      const wanted = check.text.map(fold);
      const isAll = check.type === "contains" && check.match === "all";
      return (answer) => {
        const text = fold(check.type === "contains" ? answer : answer.trim());
        const has = (each: string): boolean =>
          check.type === "contains" ? text.includes(each) : check.type === "starts" ? text.startsWith(each) : text.endsWith(each);
        return said(isAll ? wanted.every(has) : wanted.some(has));
      };
    }
    case "length": {
      const { unit, min = 0, max = Number.POSITIVE_INFINITY } = check;
      return (answer) => {
        const size = unit === "words" ? countWords(answer) : unit === "sentences" ? countSentences(answer) : lengthChars(answer);
        return said(size >= min && size <= max);
      };
    }
    case "json":
      return (answer) => said(hasJson(answer, check.keys ?? []));
    case "number":
      return (answer, row) => {
        const wanted = typeof check.value === "number" ? check.value : numberOf(row[check.value.column]);
        if (wanted === null) return noValue(check, "number");
        const numbers = numbersIn(answer);
        const taken = check.take === "any" ? numbers : check.take === "first" ? numbers.slice(0, 1) : numbers.slice(-1);
        return said(taken.some((each) => Math.abs(each - wanted) <= check.tolerance + slack(wanted)));
      };
    case "equals": {
      const fold = folding(check.ignore_case);
      return (answer, row) => {
        const wanted = typeof check.value === "string" ? check.value : textOf(row[check.value.column]);
        return wanted === null ? noValue(check, "text") : said(fold(answer.trim()) === fold(wanted.trim()));
      };
    }
    case "script": {
      const letters = /\p{L}/u;
      const wanted = new RegExp(`\\p{Script=${check.script}}`, "u");
      return (answer) => {
        const found = [...answer].filter((character) => letters.test(character));
        if (found.length === 0) return unsaid("the answer has no letters");
        return said(found.filter((character) => wanted.test(character)).length >= check.share * found.length);
      };
    }
  }
}

const said = (met: boolean): CheckReading => ({ met, reason: null });
const unsaid = (reason: string): CheckReading => ({ met: null, reason });
const noValue = (check: Check, noun: string): CheckReading => unsaid(`\`${columnOf(check)}\` holds no ${noun} in this row`);

/** Decimal fractions have no exact binary form: 0.1 + 0.2 is within a tolerance of 0 of 0.3. */
const slack = (wanted: number): number => 1e-9 * Math.max(1, Math.abs(wanted));

function folding(ignoresCase: boolean): (text: string) => string {
  return ignoresCase ? (text) => text.normalize("NFC").toLowerCase() : (text) => text.normalize("NFC");
}

/** Runs of text that end in . ! ? … (or their full-width forms) before a space, a line break or the end. */
export function countSentences(text: string): number {
  return text.split(/(?<=[.!?…]["'”’)\]]?)\s+|(?<=[。！？])|\n+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/** Numbers as they stand in a text: thousands commas are read, and a hyphen between digits is no minus. */
export function numbersIn(text: string): readonly number[] {
  const plain = text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
  return [...plain.matchAll(/(?<![\d\p{L}])[-−+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?/gu)].map(([found]) => Number(found.replace("−", "-")));
}

/** The answer whole, or one fenced block of it, is JSON (an object with these keys, where keys are asked for). */
function hasJson(answer: string, keys: readonly string[]): boolean {
  const fenced = [...answer.matchAll(/```(?:json)?[^\S\n]*\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  return [answer, ...fenced].some((text) => {
    const value = parse(text.trim());
    if (value === undefined) return false;
    return keys.length === 0 || (isObject(value) && keys.every((key) => Object.hasOwn(value, key)));
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOf(value: Value | undefined): number | null {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  if (typeof value !== "string") return null;
  const numbers = numbersIn(value);
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

function textOf(value: Value | undefined): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" ? String(value) : null;
}
