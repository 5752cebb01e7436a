import type { Judgement } from "../judgement.ts";

/** The models a judgement's value is about: both sides of a comparison, or the one whose answer was scored. */
export type ItemModels = { readonly a: string; readonly b: string } | { readonly answer: string };

/** Which side of each compared item has the longer answer; items of equal or unknown lengths are missing. */
export function longerSides(judgements: readonly Judgement[]): ReadonlyMap<string, "a" | "b"> {
  const longer = new Map<string, "a" | "b">();
  for (const { item, a, b } of judgements) {
    const [left, right] = [a?.length ?? null, b?.length ?? null];
    if (left !== null && right !== null && left !== right) longer.set(item, left > right ? "a" : "b");
  }
  return longer;
}

/** The models of each item; items whose models are unknown are missing. */
export function modelsOfItems(judgements: readonly Judgement[]): ReadonlyMap<string, ItemModels> {
  const models = new Map<string, ItemModels>();
  for (const { item, a, b, answer } of judgements) {
    if (a && b && a.model !== "" && b.model !== "" && a.model !== b.model) models.set(item, { a: a.model, b: b.model });
    else if (answer && answer.model !== "") models.set(item, { answer: answer.model });
  }
  return models;
}
