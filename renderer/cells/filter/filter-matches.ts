import type { Row } from "#shared/data/table.ts";
import { sharedWords } from "#shared/filter/shared-words.ts";
import { textOf } from "#shared/filter/step-text.ts";

/** How a dropped row was compared with what it matched. */
export type Comparison = {
  readonly column: string;
  /** Where the other table has its text under another name. */
  readonly otherColumns: readonly string[];
  readonly n: number;
  readonly whose: "all" | "user";
};

/** Words marked where no n-gram decided: enough in a row to be no chance. */
const usualRun = 3;

/** Read from the table of steps. */
export function comparisonOf(step: Row): Comparison {
  const setting: unknown = typeof step.setting === "string" ? JSON.parse(step.setting) : {};
  const values = new Map<string, unknown>(Object.entries(typeof setting === "object" && setting !== null ? setting : {}));
  const column = typeof step.column === "string" ? step.column : "";
  const own = values.get("evaluation_column");
  const [n, shingle] = [values.get("n"), values.get("shingle")];
  const isEvaluation = step.step === "decontaminate";
  return {
    column,
    otherColumns: [...(typeof own === "string" ? [own] : []), column, ...(isEvaluation ? usualPrompts : [])],
    n: typeof n === "number" ? n : typeof shingle === "number" ? shingle : usualRun,
    whose: isEvaluation ? "user" : "all",
  };
}

const usualPrompts = ["question", "prompt", "instruction", "input", "messages", "text"];

/** The matched row among those that bear its item: the one that shares most with the dropped row. */
export function matchedText(dropped: string, candidates: readonly Row[], { otherColumns, n, whose }: Comparison): string | null {
  const texts = candidates.flatMap((row) => {
    const column = otherColumns.find((name) => name in row);
    const text = column === undefined ? null : textOf(row[column], whose);
    return text === null ? [] : [text];
  });
  const shareOf = (text: string): number => sharedWords(text, dropped, n).share ?? 0;
  return texts.length === 0 ? null : texts.reduce((best, text) => (shareOf(text) > shareOf(best) ? text : best));
}
