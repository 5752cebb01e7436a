import type { BatchReading } from "./batch-log.ts";
import type { KeySet } from "./key-set.ts";

/** What one line of a result file comes to. An `undone` request was not carried out, and so may be asked again. */
export type ResultLine =
  | { readonly type: "answered"; readonly key: string }
  | { readonly type: "failed"; readonly key: string }
  | { readonly type: "undone"; readonly key: string; readonly why: string }
  | { readonly type: "unreadable"; readonly sentence: string };

export type Tally = {
  /** Whether the line is to be kept: the first about its key, or the first answer after lines that were none. */
  readonly take: (line: ResultLine) => "keep" | "doubled" | "unknown" | "unreadable";
  readonly reading: () => BatchReading;
  /** Keys that no line was about, at most so many. */
  readonly missing: (most: number) => readonly string[];
};

/** Providers may put a request's own words into each reason. */
const mostReasons = 50;
const otherReason = "failed for other reasons";

const [unheard, answered, failed, firstUndone] = [0, 1, 2, 3];

/** Counts result lines against the keys that were asked: each key once, whatever the files hold. A line is not kept, only what it came to. */
export function createTally(keys: KeySet): Tally {
  /** By the key's number: unheard, answered, failed, or why it is undone as `firstUndone` + its place in `reasons`. */
  const heard = new Uint16Array(keys.size());
  const reasons: string[] = [];
  let [doubled, unknown, unreadable] = [0, 0, 0];

  const codeOf = (line: Exclude<ResultLine, { readonly type: "unreadable" }>): number => {
    if (line.type !== "undone") return line.type === "answered" ? answered : failed;
    const why = reasons.length < mostReasons || reasons.includes(line.why) ? line.why : otherReason;
    if (!reasons.includes(why)) reasons.push(why);
    return firstUndone + reasons.indexOf(why);
  };
  return {
    take: (line) => {
      if (line.type === "unreadable") {
        unreadable += 1;
        return "unreadable";
      }
      const number = keys.numberOf(line.key);
      if (number < 0) {
        unknown += 1;
        return "unknown";
      }
      const before = heard[number];
      if (before !== unheard) doubled += 1;
      if (before === answered || (before !== unheard && line.type !== "answered")) return "doubled";
      heard[number] = codeOf(line);
      return "keep";
    },
    reading: () => {
      const counts = new Uint32Array(firstUndone + reasons.length);
      for (const code of heard) counts[code] = (counts[code] ?? 0) + 1;
      const undone = Object.fromEntries(
        reasons.flatMap((why, at) => {
          const n = counts[firstUndone + at] ?? 0;
          return n === 0 ? [] : [[why, n]];
        }),
      );
      return {
        answered: counts[answered] ?? 0,
        failed: counts[failed] ?? 0,
        undone,
        missing: counts[unheard] ?? 0,
        doubled,
        unknown,
        unreadable,
      };
    },
    missing: (most) => {
      const found: string[] = [];
      for (let number = 0; number < heard.length && found.length < most; number += 1)
        if (heard[number] === unheard) found.push(keys.keyAt(number));
      return found;
    },
  };
}

/** Requests that a reading left without an answer or a failure of their own. */
export function leftOver({ undone, missing }: BatchReading): number {
  return missing + Object.values(undone).reduce((sum, each) => sum + each, 0);
}

/** What is remarkable about a reading, a sentence each; none where all is well. */
export function readingSentences({ failed, undone, missing, doubled, unknown, unreadable }: BatchReading): readonly string[] {
  const told = (n: number, one: string, many: string): readonly string[] =>
    n === 0 ? [] : [`${n.toLocaleString("en")} ${n === 1 ? one : many}`];
  return [
    ...told(failed, "request failed and was not answered.", "requests failed and were not answered."),
    ...Object.entries(undone).flatMap(([why, n]) =>
      told(n, `request ${why}; it can be asked again.`, `requests ${why}; they can be asked again.`),
    ),
    ...told(missing, "request is in no result file; it can be asked again.", "requests are in no result file; they can be asked again."),
    ...told(doubled, "id came twice; one answer was kept.", "ids came twice; one answer of each was kept."),
    ...told(unknown, "id was never asked in this batch; it was left out.", "ids were never asked in this batch; they were left out."),
    ...told(unreadable, "line could not be read; it was left out.", "lines could not be read; they were left out."),
  ];
}
