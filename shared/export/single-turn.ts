import type { Example } from "./example.ts";

/** A prompt of one question, as layouts without turns have it. `system` is "" where there is none. */
export type SingleTurn = { readonly system: string; readonly question: string };

/** Null when the prompt has several turns. */
export function singleTurn({ prompt }: Example): SingleTurn | null {
  const [first, second] = prompt;
  if (prompt.length === 1 && first?.role === "user") return { system: "", question: first.content };
  if (prompt.length === 2 && first?.role === "system" && second?.role === "user")
    return { system: first.content, question: second.content };
  return null;
}

export function hasSystem(examples: readonly Example[]): boolean {
  return examples.some(({ prompt }) => prompt[0]?.role === "system");
}
