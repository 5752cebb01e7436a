import type { Side, Style } from "../judgement.ts";

/** Something of an answer that is not its content, and that a verdict may follow. */
export type Trait = {
  readonly name: "length" | keyof Style;
  /** "longer", "more lists". */
  readonly more: string;
  readonly of: (side: Side) => number | null;
  /** Smaller differences decide nothing. */
  readonly moreThan: number;
  /** How far a is beyond b, the same with the other sign when sides are swapped. */
  readonly contrast: (a: number, b: number) => number;
};

/** Differences up to 30 characters do not count (AlpacaEval); the slope is on log(length a / length b), an empty answer counting as one character. */
export const lengthTrait: Trait = {
  name: "length",
  more: "longer",
  of: ({ length }) => length,
  moreThan: 30,
  contrast: (a, b) => Math.log(Math.max(a, 1) / Math.max(b, 1)),
};

/** (a − b) / (a + b + 1), as Arena's style control has it. */
export function normalisedDifference(a: number, b: number): number {
  return (a - b) / (a + b + 1);
}

const words: { readonly [key in keyof Style]: string } = {
  lists: "list items",
  headers: "headers",
  bold: "bold passages",
  code: "code blocks",
  tables: "tables",
};

export const styleTraits: readonly Trait[] = (["lists", "headers", "bold", "code", "tables"] as const).map((name) => ({
  name,
  more: `more ${words[name]}`,
  of: ({ style }) => style?.[name] ?? null,
  moreThan: 0,
  contrast: normalisedDifference,
}));
