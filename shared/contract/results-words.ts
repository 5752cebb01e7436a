import type { LinesTold, ResultsReport } from "./batches.ts";

/** What came of results that were read back, in one line: "18 of 40 requests answered, 1 failed, 21 missing". */
export function reportSentence(report: ResultsReport): string {
  const { expected, answered, known, failed, undone, doubled, unknown, unreadable, missing } = report;
  const told = (count: number, words: string): string => (count === 0 ? "" : `${count.toLocaleString("en")} ${words}`);
  return [
    `${answered.toLocaleString("en")} of ${expected.toLocaleString("en")} ${expected === 1 ? "request" : "requests"} answered`,
    told(known, "of them known already"),
    told(failed.count, "failed"),
    told(undone.count, "not carried out"),
    told(missing.count, "missing"),
    told(doubled.count, "doubled"),
    told(unknown.count, "unknown"),
    told(unreadable.count, "unreadable"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Kinds of lines that something is to be said of, those that say most of a file first. */
export function linesToTell({ unreadable, unknown, doubled, failed, undone }: ResultsReport): readonly LinesTold[] {
  return [unreadable, unknown, doubled, failed, undone].filter(({ count }) => count > 0);
}

/** Requests that nobody has answered or refused yet: they can be asked again. */
export function stillLacking({ missing, undone }: ResultsReport): number {
  return missing.count + undone.count;
}
