import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Answer } from "#shared/journal/call.ts";
import { verdictProbability } from "#shared/prompts/verdict-logprobs.ts";
import type { Order } from "./pair-request.ts";

export type Side = "a" | "b" | "tie";

/** The probability a judge gives side a, given that either side is preferred; null with the reason why there is none. */
export type Belief = {
  readonly p: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ofTie: number | null;
  readonly reason: string | null;
};

export const noBelief = (reason: string | null): Belief => ({ p: null, low: null, high: null, ofTie: null, reason });

/** What one readable verdict says of side a, by the cell's `confidence`. */
export function beliefOf(
  body: Pick<JudgeBody, "confidence">,
  said: { readonly order: Order; readonly side: Side; readonly confidence: number | null; readonly answer: Answer },
): Belief {
  const { order, side, confidence, answer } = said;
  switch (body.confidence) {
    case "none":
    case "samples":
      return certain(side === "a" ? 1 : side === "b" ? 0 : 0.5);
    case "stated":
      if (side === "tie") return certain(0.5);
      return confidence === null ? noBelief("the judge stated no confidence") : certain(side === "a" ? confidence : 1 - confidence);
    case "logprobs":
      return fromLogprobs(answer, order);
  }
}

function certain(p: number): Belief {
  return { p, low: p, high: p, ofTie: null, reason: null };
}

function fromLogprobs({ logprobs }: Answer, order: Order): Belief {
  if (logprobs === null || logprobs.length === 0) return noBelief("the provider returned no log-probabilities");
  const read = verdictProbability(logprobs);
  if (read === null) return noBelief("no log-probabilities at the verdict");
  const { first, low, high, tie } = read;
  return order === "ab"
    ? { p: first, low, high, ofTie: tie, reason: null }
    : { p: 1 - first, low: 1 - high, high: 1 - low, ofTie: tie, reason: null };
}

/** Beliefs of equal standing as one, such as those of both orders; none where one of them has none. */
export function meanBelief(beliefs: readonly Belief[]): Belief {
  if (beliefs.length === 0) return noBelief(null);
  const lacking = beliefs.find(({ p }) => p === null);
  if (lacking !== undefined) return lacking;
  const mean = (part: "p" | "low" | "high" | "ofTie"): number | null => {
    const values = beliefs.map((belief) => belief[part]).filter((value) => value !== null);
    return values.length < beliefs.length ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { p: mean("p"), low: mean("low"), high: mean("high"), ofTie: mean("ofTie"), reason: null };
}

/** Cut to the range, not rescaled into it (Bai et al. 2022, section 4.1). */
export function clamped(belief: Belief, clamp: JudgeBody["clamp"]): Belief {
  if (clamp === undefined) return belief;
  const cut = (share: number | null): number | null => (share === null ? null : Math.min(clamp[1], Math.max(clamp[0], share)));
  return { ...belief, p: cut(belief.p), low: cut(belief.low), high: cut(belief.high) };
}
