import { hashOfText } from "../statistics/texts/hash-of-text.ts";
import { chanceOf, contextOf, type NGramModel, type Smoothing, trainNGram } from "./n-gram-model.ts";

export type LearnedText = { readonly item: string; readonly tokens: readonly string[] };

export type HeldOutSettings = { readonly order: number; readonly smoothing: Smoothing; readonly seed: number };

/** What a student made of one text it never saw. */
export type HeldOutText = {
  readonly item: string;
  /** Its tokens, and its end. */
  readonly tokens: number;
  /** −log₂ P, summed over the tokens that are possible. */
  readonly bits: number;
  /** Tokens the student gives no chance at all. */
  readonly impossible: number;
};

/** A student that differs from the others in its order or in how much it read. `trained`: texts it was trained on, mean over the folds. */
export type HeldOutStudent = { readonly order: number; readonly trained: number; readonly texts: readonly HeldOutText[] };

/** Of one text, how many of its n-grams the others do not have. */
export type UnseenText = { readonly item: string; readonly nGrams: number; readonly unseen: number };

export type HeldOut = {
  /** Ascending by order, trained on all the others. */
  readonly byOrder: readonly HeldOutStudent[];
  /** Of the cell's own order, ascending by what they read. */
  readonly bySize: readonly HeldOutStudent[];
  readonly unseen: readonly { readonly n: number; readonly texts: readonly UnseenText[] }[];
  /** Texts with a token, and how many of them were looked at. */
  readonly texts: number;
  readonly drawn: number;
};

const mostFolds = 5;
/** Tokens looked at: so many tell a loss to a few hundredths of a bit, and more would make a cell wait. */
const mostTokens = 20_000;
const highestOrder = 5;
const parts = [0.125, 0.25, 0.5, 1];

/**
 * Students of several orders and sizes on texts they never saw, by cross-validation over items: each speaks of a fifth of them
 * and is trained on the rest. All share one vocabulary, the tokens of all texts: what a student leaves for tokens it never saw is
 * dealt equally among those of them it never saw (a closed vocabulary; Jurafsky & Martin, Speech and Language Processing, ch. 3), so
 * that their losses compare. Null below two items with a token. Depends on texts, settings and seed only.
 */
export function holdOut(learned: readonly LearnedText[], { order, smoothing, seed }: HeldOutSettings): HeldOut | null {
  const all = learned.filter(({ tokens }) => tokens.length > 0);
  const texts = drawn(all, seed);
  const items = [...new Set(texts.map(({ item }) => item))];
  if (items.length < 2) return null;
  const foldOf = new Map(items.map((item, index) => [item, index % Math.min(mostFolds, items.length)]));
  const folds = Array.from({ length: Math.min(mostFolds, items.length) }, (_, fold) => ({
    held: texts.filter(({ item }) => foldOf.get(item) === fold),
    others: texts.filter(({ item }) => foldOf.get(item) !== fold),
  }));
  const vocabulary = new Set(texts.flatMap(({ tokens }) => tokens)).size;
  const student = (its: number, part: number): HeldOutStudent => {
    let trained = 0;
    const read = folds.flatMap(({ held, others }) => {
      const own = others.slice(0, Math.max(1, Math.ceil(others.length * part)));
      trained += own.length / folds.length;
      const model = trainNGram(
        own.map(({ tokens }) => tokens),
        its,
        smoothing,
      );
      return held.map((text) => readText(model, text, vocabulary));
    });
    return { order: its, trained: Math.round(trained), texts: read };
  };
  const orders = [...new Set([...Array.from({ length: Math.min(highestOrder, Math.max(3, order + 1)) }, (_, index) => index + 1), order])];
  const bySize = parts.map((part) => student(order, part));
  return {
    byOrder: orders
      .sort((left, right) => left - right)
      .map((its) => (its === order ? (bySize.at(-1) ?? student(its, 1)) : student(its, 1))),
    bySize: bySize.filter(({ trained }, index) => trained !== bySize[index + 1]?.trained),
    unseen: Array.from({ length: Math.max(2, Math.min(order, highestOrder)) }, (_, index) => index + 1).map((n) => ({
      n,
      texts: folds.flatMap(({ held, others }) => unseenIn(held, others, n)),
    })),
    texts: all.length,
    drawn: texts.length,
  };
}

/** Whole items in the order of their hashes, until there are tokens enough. */
function drawn(texts: readonly LearnedText[], seed: number): readonly LearnedText[] {
  const byItem = new Map<string, LearnedText[]>();
  for (const text of texts) {
    const own = byItem.get(text.item);
    if (own === undefined) byItem.set(text.item, [text]);
    else own.push(text);
  }
  const items = [...byItem].sort(([left], [right]) => hashOfText(left, seed) - hashOfText(right, seed) || (left < right ? -1 : 1));
  let tokens = 0;
  return items.flatMap(([, own], index) => {
    if (index > 1 && tokens > mostTokens) return [];
    for (const text of own) tokens += text.tokens.length;
    return own;
  });
}

function readText(model: NGramModel, { item, tokens }: LearnedText, vocabulary: number): HeldOutText {
  const neverSeen = Math.max(1, vocabulary - (model.vocabulary.length - 1));
  let [bits, impossible] = [0, 0];
  for (let at = 0; at <= tokens.length; at++) {
    const context = contextOf(model, tokens.slice(Math.max(0, at - model.order + 1), at));
    const token = tokens[at];
    // Number 0 is the end of a text.
    const number = token === undefined ? 0 : (model.numberOf.get(token) ?? -1);
    const chance = chanceOf(model, context, number) / (number === -1 ? neverSeen : 1);
    if (chance > 0) bits -= Math.log2(chance);
    else impossible += 1;
  }
  return { item, tokens: tokens.length + 1, bits, impossible };
}

function unseenIn(held: readonly LearnedText[], others: readonly LearnedText[], n: number): readonly UnseenText[] {
  const known = new Set(others.flatMap(({ tokens }) => nGramsOf(tokens, n)));
  return held.map(({ item, tokens }) => {
    const own = nGramsOf(tokens, n);
    return { item, nGrams: own.length, unseen: own.filter((nGram) => !known.has(nGram)).length };
  });
}

/** Each n tokens in a row, joined by what no token holds. */
export function nGramsOf(tokens: readonly string[], n: number): readonly string[] {
  return Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, at) => tokens.slice(at, at + n).join("\u0000"));
}
