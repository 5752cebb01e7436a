import type { Random } from "../random.ts";

export type TaskKind = "arithmetic" | "word-problem" | "units" | "lookup" | "string" | "list" | "explanation";

export type Difficulty = "easy" | "medium" | "hard";

/** A small task with a known answer. */
export type Task = {
  readonly kind: TaskKind;
  readonly difficulty: Difficulty;
  readonly answer: string;
  /** Mistakes a weak model would make, never the answer itself. */
  readonly mistakes: readonly [string, ...string[]];
  /** A sentence that states an answer, with `{answer}` in its place. */
  readonly statement: string;
  /** How an answer is recognised in a text: the last number, the words anywhere, the exact letters, or the share of key terms. */
  readonly check:
    | { readonly type: "number" }
    | { readonly type: "words" }
    | { readonly type: "exact" }
    | { readonly type: "terms"; readonly terms: readonly string[] };
};

/** Tasks of one kind: how they are recognised in a text, and how new ones are written. */
export type TaskFamily = {
  readonly kind: TaskKind;
  readonly solve: (text: string) => Task | null;
  readonly write: (random: Random) => string;
};

/** A task whose answer is a number. */
export function numberTask(kind: TaskKind, difficulty: Difficulty, answer: number, statement: string, near: readonly number[] = []): Task {
  const wrong = [...near, answer + 1, answer + 10, answer - 2].filter((mistake) => mistake !== answer && Number.isFinite(mistake));
  const [first = answer + 1, ...rest] = new Set(wrong);
  return {
    kind,
    difficulty,
    answer: showNumber(answer),
    mistakes: [showNumber(first), ...rest.map(showNumber)],
    statement,
    check: { type: "number" },
  };
}

/** At most four decimals, no trailing zeros, no exponent. */
export function showNumber(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** Words or numbers of a list such as "3, 1 and 2". */
export function itemsOf(list: string): readonly string[] {
  return list
    .replace(/[.?!]\s*$/, "")
    .split(/\s*(?:,|;|\band\b)\s*/)
    .map((item) => item.trim().replace(/^["'“]|["'”]$/g, ""))
    .filter((item) => item !== "");
}
