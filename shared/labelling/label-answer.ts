import type { GivenLabel } from "./label-record.ts";

/** Which answer stood first for a person; null for one answer alone. */
export type ShownOrder = "ab" | "ba" | null;

/** What a person said, by side. */
export type LabelAnswer =
  | { readonly type: "verdict"; readonly verdict: "a" | "b" | "tie" | "neither" }
  | { readonly type: "score"; readonly score: number }
  | { readonly type: "accept"; readonly accept: boolean }
  | { readonly type: "rubric"; readonly criteria: { readonly [id: string]: number | null } }
  | { readonly type: "skip" };

/** The same as the person saw it: by position, never by side. */
export type SeenAnswer =
  | { readonly type: "choice"; readonly choice: "first" | "second" | "tie" | "neither" }
  | Exclude<LabelAnswer, { type: "verdict" }>;

export function settledAnswer(seen: SeenAnswer, order: ShownOrder): LabelAnswer {
  if (seen.type !== "choice") return seen;
  if (seen.choice === "tie" || seen.choice === "neither") return { type: "verdict", verdict: seen.choice };
  return { type: "verdict", verdict: (seen.choice === "first") === (order !== "ba") ? "a" : "b" };
}

export function seenAnswer(answer: LabelAnswer, order: ShownOrder): SeenAnswer {
  if (answer.type !== "verdict") return answer;
  if (answer.verdict === "tie" || answer.verdict === "neither") return { type: "choice", choice: answer.verdict };
  return { type: "choice", choice: (answer.verdict === "a") === (order !== "ba") ? "first" : "second" };
}

export function answerOf(label: GivenLabel): LabelAnswer {
  if (label.verdict !== undefined) return { type: "verdict", verdict: label.verdict };
  if (label.score !== undefined) return { type: "score", score: label.score };
  if (label.accept !== undefined) return { type: "accept", accept: label.accept };
  if (label.criteria !== undefined) return { type: "rubric", criteria: label.criteria };
  return { type: "skip" };
}

/** The answer as the fields of a label record. */
export function answerFields(answer: LabelAnswer): Pick<GivenLabel, "verdict" | "score" | "accept" | "criteria" | "skipped"> {
  switch (answer.type) {
    case "verdict":
      return { verdict: answer.verdict };
    case "score":
      return { score: answer.score };
    case "accept":
      return { accept: answer.accept };
    case "rubric":
      return { criteria: { ...answer.criteria } };
    case "skip":
      return { skipped: true };
  }
}
