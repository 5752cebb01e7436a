import type { Row } from "#shared/data/table.ts";
import { sharedWords } from "#shared/filter/shared-words.ts";
import { textOf } from "#shared/filter/step-text.ts";

/** How a row was compared with what it matched. */
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

/** Two texts that were found alike; `reason` is the dropped row's. Null where the other can't be found. */
export type AlikeTexts = { readonly own: string; readonly other: string | null; readonly reason: string | null };

/**
 * Of the rows that bear the two items, the two that share most; null where the row itself has no text. `isSameItem`: both items are one,
 * so that the other rows hold the row itself.
 */
export function likestTexts(
  rows: readonly Row[],
  others: readonly Row[],
  isSameItem: boolean,
  { column, otherColumns, n, whose }: Comparison,
): AlikeTexts | null {
  const own = rows.flatMap((row) => {
    const text = textOf(row[column], whose);
    return text === null ? [] : [{ text, reason: typeof row.reason === "string" ? row.reason : null }];
  });
  const candidates = others.flatMap((row) => {
    const name = otherColumns.find((each) => each in row);
    const text = name === undefined ? null : textOf(row[name], whose);
    return text === null ? [] : [text];
  });
  let best: (AlikeTexts & { readonly share: number }) | null = null;
  for (const { text, reason } of own) {
    const itself = isSameItem && candidates.length > 1 ? candidates.indexOf(text) : -1;
    for (const [at, other] of candidates.entries()) {
      const share = at === itself ? -1 : (sharedWords(other, text, n).share ?? 0);
      if (best === null || share > best.share) best = { own: text, other, reason, share };
    }
  }
  if (best !== null) return { own: best.own, other: best.other, reason: best.reason };
  const [first] = own;
  return first === undefined ? null : { own: first.text, other: null, reason: first.reason };
}
