import type { SeenAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelScreen, ShownItem } from "#shared/labelling/label-screen.ts";

/** What a key means in the queue. */
export type LabelAction =
  | { readonly type: "answer"; readonly answer: SeenAnswer }
  | { readonly type: "criterion"; readonly value: number | null }
  | { readonly type: "undo" | "note" | "before" | "after" | "up" | "down" | "record" };

type Asked = Pick<LabelScreen, "ask" | "scale"> & { readonly item: ShownItem | null };

const choices = { "1": "first", "2": "second", "3": "tie", "0": "neither" } as const;

/** What a key without modifiers does here; null: nothing. `criterion` is the one a rubric's answer is for. */
export function actionOf(key: string, { ask, scale, item }: Asked, criterion: ShownItem["rubric"][number] | null): LabelAction | null {
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  if (pressed === "u") return { type: "undo" };
  if (pressed === "ArrowLeft") return { type: "before" };
  if (pressed === "ArrowRight") return { type: "after" };
  if (item === null) return null;
  if (pressed === "s") return { type: "answer", answer: { type: "skip" } };
  if (pressed === "n" && ask !== "rubric") return { type: "note" };
  switch (ask) {
    case "pairwise":
      return isChoice(pressed) ? { type: "answer", answer: { type: "choice", choice: choices[pressed] } } : null;
    case "accept":
      return pressed === "a" || pressed === "r" ? { type: "answer", answer: { type: "accept", accept: pressed === "a" } } : null;
    case "score": {
      const score = scoreFor(pressed, scale);
      return score === null ? null : { type: "answer", answer: { type: "score", score } };
    }
    case "rubric":
      return rubricAction(pressed, criterion);
  }
}

function isChoice(key: string): key is keyof typeof choices {
  return Object.hasOwn(choices, key);
}

/** Digits are scores; 0 is ten where the scale goes from one to ten. */
function scoreFor(key: string, scale: Asked["scale"]): number | null {
  if (!/^\d$/.test(key) || scale === null) return null;
  const score = key === "0" && scale.min > 0 ? 10 : Number(key);
  return score >= scale.min && score <= scale.max ? score : null;
}

/** The key that gives a score; null where none does. */
export function keyOfScore(score: number, { min }: { readonly min: number }): string | null {
  if (score === 10 && min > 0) return "0";
  return score >= 0 && score <= 9 ? String(score) : null;
}

function rubricAction(key: string, criterion: ShownItem["rubric"][number] | null): LabelAction | null {
  if (key === "ArrowUp") return { type: "up" };
  if (key === "ArrowDown") return { type: "down" };
  if (key === "Enter") return { type: "record" };
  if (key === "m") return { type: "note" };
  if (criterion === null) return null;
  if (key === "?") return { type: "criterion", value: null };
  if (criterion.levels === null) return key === "y" || key === "n" ? { type: "criterion", value: key === "y" ? 1 : 0 } : null;
  return /^\d$/.test(key) && Number(key) < criterion.levels.length ? { type: "criterion", value: Number(key) } : null;
}

/** What was said, in words for the reader and for a screen reader. */
export function answerWords(answer: SeenAnswer): string {
  switch (answer.type) {
    case "choice":
      return { first: "the first is better", second: "the second is better", tie: "tie", neither: "neither is good" }[answer.choice];
    case "score":
      return `score ${answer.score}`;
    case "accept":
      return answer.accept ? "accepted" : "rejected";
    case "rubric":
      return `${Object.keys(answer.criteria).length} criteria answered`;
    case "skip":
      return "skipped";
  }
}
