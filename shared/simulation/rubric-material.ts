import { readFences } from "../prompts/fence.ts";

/** A criterion as a judge's prompt shows it. `highest` is the last of its levels; null where it is met or not. */
export type SeenCriterion = { readonly id: string; readonly text: string; readonly highest: number | null };

/** What a rubric judge was given, read from its prompt alone. */
export type RubricMaterial = {
  readonly question: string;
  readonly response: string;
  readonly criteria: readonly SeenCriterion[];
  /** How the reply is asked for. */
  readonly form: "answer" | "criterion" | "rating";
  readonly explains: boolean;
};

const criterionLine = /^\d+\. \[([a-z][a-z0-9_-]*)\] (?:\([\w-]+ -?[\d.]+\) )?(.+)$/gm;

/** Finds the criteria that stand numbered and named outside the fences; null when a prompt asks for no rubric verdicts. */
export function readRubricMaterial(prompt: string): RubricMaterial | null {
  const fences = readFences(prompt);
  const response = fences?.get("response");
  if (response === undefined) return null;
  const outside = prompt.slice(prompt.lastIndexOf("]]]") + 3);
  const criteria = [...outside.matchAll(criterionLine)].map(([, id = "", said = ""]): SeenCriterion => {
    const [text = "", levels] = said.split(/ Levels: (?=0 = )/);
    const numbers = [...(levels ?? "").matchAll(/(?:^|; )(\d+) = /g)].map(([, level]) => Number(level));
    return { id, text, highest: numbers.length > 1 ? Math.max(...numbers) : null };
  });
  const form = outside.includes('"rating"') ? "rating" : outside.includes('"verdicts"') ? "answer" : "criterion";
  if (criteria.length === 0 || !/"(?:met|level|rating)"/.test(outside)) return null;
  return { question: fences?.get("question") ?? "", response, criteria, form, explains: outside.includes('"reason"') };
}
