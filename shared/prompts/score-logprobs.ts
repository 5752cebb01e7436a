import type { TokenLogprob } from "../journal/call.ts";
import type { Scale } from "./judge-prompts.ts";
import { numberIn } from "./verdict-text.ts";

/** The mean over the scores a judge might have given, by their probabilities, or why there is none. `mass`: the share of probability that fell on scores. */
export type ExpectedScore =
  | { readonly ok: true; readonly expected: number; readonly mass: number }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the alternatives at the token that holds the score: those that are numbers on the scale, weighted by their
 * probability and normalised over them (as G-Eval does; Liu et al. 2023). A score written in several tokens has no such place.
 */
export function expectedScore(logprobs: readonly TokenLogprob[], scale: Scale): ExpectedScore {
  const at = scoreToken(logprobs);
  const token = at === -1 ? undefined : logprobs[at];
  if (token === undefined) return { ok: false, reason: "no log-probabilities at the score" };
  if (/^[\d.]/.test(logprobs[at + 1]?.token ?? "") && !/^\.(?!\d)/.test(followingText(logprobs, at)))
    return { ok: false, reason: "the score is written in several tokens" };
  const alternatives = new Map(token.top.map((top) => [top.token, top.logprob]));
  alternatives.set(token.token, token.logprob);
  if (isOneDigitAtATime([...alternatives.keys()], scale))
    return { ok: false, reason: "its tokens are digits, so a 1 may be the beginning of 10" };
  let mass = 0;
  let sum = 0;
  for (const [text, logprob] of alternatives) {
    const score = scoreIn(text);
    if (score === null || score < scale.min || score > scale.max) continue;
    const probability = Math.exp(logprob);
    mass += probability;
    sum += probability * score;
  }
  return mass > 0
    ? { ok: true, expected: sum / mass, mass: Math.min(1, mass) }
    : { ok: false, reason: "no log-probabilities at the score" };
}

/** On a scale that goes beyond 9, tokens of single digits leave open whether a higher score begins with them. */
function isOneDigitAtATime(tokens: readonly string[], scale: Scale): boolean {
  const scores = tokens.map(scoreIn).filter((score) => score !== null);
  return scale.max >= 10 && scores.every((score) => Math.abs(score) < 10) && scores.some((score) => score > 0 && score * 10 <= scale.max);
}

/** The last token that begins a score: a number right after "score": or [[, or a reply that begins with one. */
function scoreToken(logprobs: readonly TokenLogprob[]): number {
  let before = "";
  let found = -1;
  for (const [index, { token }] of logprobs.entries()) {
    if (scoreIn(token) !== null && (before.trim() === "" ? isBare(logprobs) : opensScore(before))) found = index;
    before = (before + token).slice(-64);
  }
  return found;
}

function followingText(logprobs: readonly TokenLogprob[], at: number): string {
  return logprobs
    .slice(at + 1, at + 3)
    .map(({ token }) => token)
    .join("");
}

function isBare(logprobs: readonly TokenLogprob[]): boolean {
  const text = logprobs.map(({ token }) => token).join("");
  return /^[\s*"`]*[+-]?\d+(?:\.\d+)?(?:\s*(?:\/|out of)\s*\d+)?[\s*"`.%]*$/i.test(text);
}

function opensScore(before: string): boolean {
  return /(?:score|rating|verdict)["'*]*\s*(?:is)?\s*[:=]?\s*["'*(]*\s*$|\[\[\s*$/i.test(before);
}

function scoreIn(token: string): number | null {
  return numberIn(token.replace(/^[\s"'*([]+|[\s"'*)\],}]+$/g, ""));
}
