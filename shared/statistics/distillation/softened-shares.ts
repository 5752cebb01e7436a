import { softened } from "./divergence.ts";
import type { Shared } from "./next-token.ts";

/** A probability, and what it can be at least and at most given what the tail hides. */
export type SoftShare = { readonly value: number; readonly least: number; readonly most: number };

/** One distribution at a temperature: of each shared token, and of everything else together. */
export type SoftShares = { readonly tokens: readonly SoftShare[]; readonly tail: SoftShare };

/**
 * Teacher or student softened to temperature T, p^(1/T) / Z. Of the tail only mass and largest token are known, so that Z lies
 * between bounds and every share with it; `value` stands at the geometric middle of the tail's bounds, so that all add up to 1.
 */
export function softenedShares(shared: Shared, whose: "teacher" | "student", temperature: number, vocabulary: number): SoftShares {
  const raised = shared[whose].map((chance) => chance ** (1 / temperature));
  const sum = raised.reduce((all, each) => all + each, 0);
  const size = Math.max(1, vocabulary - shared.tokens.length);
  const { least, most } = softened(whose === "teacher" ? shared.teacherTail : shared.studentTail, size, temperature);
  const middle = Math.sqrt(least * most);
  return {
    tokens: raised.map((each) => ({ value: each / (sum + middle), least: each / (sum + most), most: each / (sum + least) })),
    tail: { value: middle / (sum + middle), least: least / (sum + least), most: most / (sum + most) },
  };
}
