import type { BatchReading } from "./batch-log.ts";

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
};

/** Counts result lines against the keys that were asked: each key once, whatever the files hold. */
export function createTally(keys: ReadonlySet<string>): Tally {
  const seen = new Map<string, Exclude<ResultLine, { readonly type: "unreadable" }>>();
  let [doubled, unknown, unreadable] = [0, 0, 0];
  return {
    take: (line) => {
      if (line.type === "unreadable") {
        unreadable += 1;
        return "unreadable";
      }
      if (!keys.has(line.key)) {
        unknown += 1;
        return "unknown";
      }
      const before = seen.get(line.key);
      if (before !== undefined) doubled += 1;
      if (before?.type === "answered" || (before !== undefined && line.type !== "answered")) return "doubled";
      seen.set(line.key, line);
      return "keep";
    },
    reading: () => {
      const undone: { [why: string]: number } = {};
      let [answered, failed] = [0, 0];
      for (const line of seen.values()) {
        if (line.type === "answered") answered += 1;
        else if (line.type === "failed") failed += 1;
        else if (line.type === "undone") undone[line.why] = (undone[line.why] ?? 0) + 1;
      }
      return { answered, failed, undone, missing: keys.size - seen.size, doubled, unknown, unreadable };
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
