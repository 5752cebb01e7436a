import type { TokenLogprob } from "../journal/call.ts";

/** The probability that the first response is preferred, given that either is; `low` and `high` bound it where a label was outside the returned top tokens. */
export type VerdictProbability = { readonly first: number; readonly low: number; readonly high: number; readonly tie: number };

/**
 * The judge's probability from the tokens at its verdict: exp(l_A) / (exp(l_A) + exp(l_B)), variants of a label summed
 * (" A", "\"A", "(A"). A label that is not among the top tokens has at most the mass of the least of them; its midpoint is used.
 * Null when the reply's tokens hold no verdict or neither label has mass.
 */
export function verdictProbability(logprobs: readonly TokenLogprob[]): VerdictProbability | null {
  const at = verdictToken(logprobs);
  const token = at === -1 ? undefined : logprobs[at];
  if (token === undefined) return null;
  const alternatives = new Map(token.top.map((top) => [top.token, top.logprob]));
  alternatives.set(token.token, token.logprob);
  const mass = { first: 0, second: 0, tie: 0 };
  let least = 0;
  let seen = 0;
  for (const [text, logprob] of alternatives) {
    const label = labelOf(text);
    const probability = Math.exp(logprob);
    if (label !== null) mass[label] += probability;
    seen += probability;
    least = Math.min(least, logprob);
  }
  const unseen = Math.max(0, Math.min(Math.exp(least), 1 - seen));
  const first = boundsOf(mass.first, unseen);
  const second = boundsOf(mass.second, unseen);
  if (first.high + second.high <= 0) return null;
  return {
    first: share(first.middle, second.middle),
    low: share(first.low, second.high),
    high: share(first.high, second.low),
    tie: mass.tie,
  };
}

type Bounds = { readonly low: number; readonly middle: number; readonly high: number };

function boundsOf(mass: number, unseen: number): Bounds {
  return mass > 0 ? { low: mass, middle: mass, high: mass } : { low: 0, middle: unseen / 2, high: unseen };
}

function share(part: number, other: number): number {
  return part + other > 0 ? part / (part + other) : 0.5;
}

/** The last token that says the verdict: a label right after "verdict": or [[, or the label of a reply that is nothing else. */
function verdictToken(logprobs: readonly TokenLogprob[]): number {
  const isBare = /^[^A-Za-z]*(?:(?:response|answer|option) )?[^A-Za-z]*(?:A|B|tie)[^A-Za-z]*$/i.test(
    logprobs.map(({ token }) => token).join(""),
  );
  let before = "";
  let found = -1;
  for (const [index, { token }] of logprobs.entries()) {
    if (labelOf(token) !== null && (isBare || opensVerdict(before))) found = index;
    before = (before + token).slice(-64);
  }
  return found;
}

function opensVerdict(before: string): boolean {
  return /(?:verdict|winner|preferred|choice|answer)["'*]*\s*[:=]?\s*["'*(]*\s*$|\[\[\s*$/i.test(before);
}

function labelOf(token: string): "first" | "second" | "tie" | null {
  const label = token.replace(/[\s"'*()[\].:}]/g, "");
  if (label === "A") return "first";
  if (label === "B") return "second";
  return label.toLowerCase() === "tie" ? "tie" : null;
}
