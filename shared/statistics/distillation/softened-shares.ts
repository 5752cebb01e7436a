import { logSum, logTail } from "./log-tail.ts";
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
  const logs = shared[whose].map((chance) => Math.log(chance) / temperature);
  const tail = logTail(whose === "teacher" ? shared.teacherTail : shared.studentTail, vocabulary - shared.tokens.length, temperature);
  const middle = (tail.least + tail.most) / 2;
  const all = (rest: number): number => logSum([...logs, rest]);
  const share = (log: number, rest: number): number => Math.exp(log - all(rest));
  return {
    tokens: logs.map((log) => ({ value: share(log, middle), least: share(log, tail.most), most: share(log, tail.least) })),
    tail: { value: share(middle, middle), least: share(tail.least, tail.least), most: share(tail.most, tail.most) },
  };
}
