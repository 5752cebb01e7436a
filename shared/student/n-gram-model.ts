import { nextBits, type RandomBits, uniform } from "../statistics/random.ts";

/** What follows one context: how often each token, and how much is left to the shorter context. */
type Followers = { total: number; readonly counts: Map<number, number> };

/**
 * An n-gram language model with interpolated Kneser–Ney smoothing, one discount a level (Kneser & Ney 1995; Chen & Goodman
 * 1999, eq. 14): small enough to train and sample in a cell, and a real student in what it forgets.
 */
export type NGramModel = {
  readonly order: number;
  /** Tokens by number; 0 is the end of a text. */
  readonly vocabulary: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** By length of context, from 0. */
  readonly levels: readonly Level[];
};

/** `none`: what followed a context, as often as it did, and nothing else; a shorter context only where one was never seen. */
export type Smoothing = "kneser-ney" | "none";

type Level = { readonly discount: number; readonly contexts: ReadonlyMap<string, Followers> };

/** The end of a text, and what stands before its beginning. */
const edge = 0;

/** Trains on texts given as tokens. `order` ≥ 1: tokens looked at, the one foretold among them. Throws RangeError without a token. */
export function trainNGram(texts: readonly (readonly string[])[], order: number, smoothing: Smoothing = "kneser-ney"): NGramModel {
  const vocabulary: string[] = [""];
  const numberOf = new Map<string, number>();
  const numbered = texts.map((tokens) =>
    tokens.map((token) => {
      let number = numberOf.get(token);
      if (number === undefined) {
        number = vocabulary.length;
        vocabulary.push(token);
        numberOf.set(token, number);
      }
      return number;
    }),
  );
  if (vocabulary.length === 1) throw new RangeError("no text has a token");
  const levels = smoothing === "none" ? plainLevels(numbered, order) : smoothedLevels(numbered, order);
  return { order, vocabulary, numberOf, levels };
}

/** What followed each context, as often as it did. */
function plainLevels(texts: readonly (readonly number[])[], order: number): readonly Level[] {
  return Array.from({ length: order }, (_, length) => ({ discount: 0, contexts: countsOf(texts, length + 1) }));
}

/** A shorter context counts in how many different longer ones a token followed it, not how often. */
function smoothedLevels(texts: readonly (readonly number[])[], order: number): readonly Level[] {
  let contexts = countsOf(texts, order);
  const levels: Level[] = [discounted(contexts)];
  for (let length = order - 2; length >= 0; length--) {
    contexts = continuations(contexts);
    levels.unshift(discounted(contexts));
  }
  return levels;
}

function countsOf(texts: readonly (readonly number[])[], order: number): Map<string, Followers> {
  const contexts = new Map<string, Followers>();
  for (const tokens of texts) {
    const padded = [...Array.from({ length: order - 1 }, () => edge), ...tokens, edge];
    for (let at = order - 1; at < padded.length; at++) add(contexts, padded.slice(at - order + 1, at), padded[at] ?? edge, 1);
  }
  return contexts;
}

function continuations(contexts: ReadonlyMap<string, Followers>): Map<string, Followers> {
  const shorter = new Map<string, Followers>();
  for (const [key, { counts }] of contexts) {
    const context = tokensOf(key).slice(1);
    for (const token of counts.keys()) add(shorter, context, token, 1);
  }
  return shorter;
}

function add(contexts: Map<string, Followers>, context: readonly number[], token: number, count: number): void {
  const key = keyOf(context);
  let followers = contexts.get(key);
  if (followers === undefined) {
    followers = { total: 0, counts: new Map() };
    contexts.set(key, followers);
  }
  followers.total += count;
  followers.counts.set(token, (followers.counts.get(token) ?? 0) + count);
}

/** The discount n₁ / (n₁ + 2 n₂), between 0.1 and 0.9 where counts of counts are odd. */
function discounted(contexts: ReadonlyMap<string, Followers>): Level {
  let [once, twice] = [0, 0];
  for (const { counts } of contexts.values()) {
    for (const count of counts.values()) {
      if (count === 1) once++;
      else if (count === 2) twice++;
    }
  }
  const discount = once + twice === 0 ? 0.5 : once / (once + 2 * twice);
  return { discount: Math.min(0.9, Math.max(0.1, discount)), contexts };
}

function keyOf(context: readonly number[]): string {
  return context.join(" ");
}

function tokensOf(key: string): readonly number[] {
  return key === "" ? [] : key.split(" ").map(Number);
}

/** The numbers of the last `order − 1` tokens; tokens the model never saw are −1 and match no context. */
export function contextOf(model: NGramModel, tokens: readonly string[]): readonly number[] {
  const wanted = model.order - 1;
  const last = wanted === 0 ? [] : tokens.slice(-wanted).map((token) => model.numberOf.get(token) ?? -1);
  return [...Array.from({ length: wanted - last.length }, () => edge), ...last];
}

/**
 * P(token | context) of every token of the vocabulary, by number, and last of anything never seen; sums to 1. Number 0 is the
 * chance that the text ends.
 */
export function nextDistribution(model: NGramModel, context: readonly number[]): Float64Array {
  const size = model.vocabulary.length + 1;
  const chances = new Float64Array(size).fill(1 / size);
  model.levels.forEach(({ discount, contexts }, length) => {
    const followers = contexts.get(keyOf(context.slice(context.length - length)));
    if (followers === undefined) return;
    const { total, counts } = followers;
    const left = (discount * counts.size) / total;
    for (let token = 0; token < size; token++) chances[token] = (chances[token] as number) * left;
    for (const [token, count] of counts) chances[token] = (chances[token] as number) + (count - discount) / total;
  });
  return chances;
}

/**
 * P(token | context) of one token by its number, and of −1 the chance of anything never seen: what `nextDistribution` gives it, at the
 * cost of one look a level instead of one a token of the vocabulary.
 */
export function chanceOf(model: NGramModel, context: readonly number[], token: number): number {
  let chance = 1 / (model.vocabulary.length + 1);
  model.levels.forEach(({ discount, contexts }, length) => {
    const followers = contexts.get(keyOf(context.slice(context.length - length)));
    if (followers === undefined) return;
    const { total, counts } = followers;
    const count = counts.get(token);
    chance = (chance * discount * counts.size) / total + (count === undefined ? 0 : (count - discount) / total);
  });
  return chance;
}

/**
 * A text drawn token by token behind what it begins with, until it ends or `most` tokens are drawn. At temperature 1 a draw walks down the mixture; at others the
 * whole distribution is raised to 1/temperature and scaled anew.
 */
export function sampleText(
  model: NGramModel,
  bits: RandomBits,
  { most, temperature, begins = [] }: { readonly most: number; readonly temperature: number; readonly begins?: readonly string[] },
): readonly string[] {
  const tokens: string[] = [];
  let context = contextOf(model, begins);
  while (tokens.length < most) {
    const token =
      temperature === 1
        ? drawByMixture(model, context, bits)
        : drawFrom(tempered(nextDistribution(model, context).subarray(0, -1), temperature), bits);
    if (token === edge) break;
    tokens.push(model.vocabulary[token] ?? "");
    if (model.order > 1) context = [...context.slice(1), token];
  }
  return tokens;
}

function drawByMixture({ levels, vocabulary }: NGramModel, context: readonly number[], bits: RandomBits): number {
  for (let length = levels.length - 1; length >= 0; length--) {
    const level = levels[length] as Level;
    const followers = level.contexts.get(keyOf(context.slice(context.length - length)));
    if (followers === undefined) continue;
    let left = uniform(bits) * followers.total;
    for (const [token, count] of followers.counts) {
      left -= count - level.discount;
      if (left < 0) return token;
    }
  }
  return Math.floor((nextBits(bits) / 4_294_967_296) * vocabulary.length);
}

/** Probabilities raised to 1/temperature, scaled to sum to 1. */
function tempered(chances: Float64Array, temperature: number): Float64Array {
  const most = Math.max(...chances);
  const raised = chances.map((chance) => (chance / most) ** (1 / temperature));
  const sum = raised.reduce((all, each) => all + each, 0);
  return raised.map((each) => each / sum);
}

function drawFrom(chances: Float64Array, bits: RandomBits): number {
  let left = uniform(bits);
  for (let token = 0; token < chances.length; token++) {
    left -= chances[token] as number;
    if (left < 0) return token;
  }
  return chances.length - 1;
}
