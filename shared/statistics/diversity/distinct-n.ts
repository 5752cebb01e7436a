import { nGramCounts } from "./n-grams.ts";

/**
 * Distinct n-grams over all n-grams, pooled over the texts (Li et al. 2016). Falls as text grows: compare at equal budgets
 * only. Words where it is undefined.
 */
export function distinctN(texts: readonly Int32Array[], n: number): number | string {
  const { counts, total } = nGramCounts(texts, n);
  return total === 0 ? `no text has ${n} words` : counts.length / total;
}

/**
 * Distinct words over the number a text of as many words drawn evenly from the vocabulary would hold (Liu et al. 2022):
 * D / (V (1 − ((V − 1)/V)^C)). `vocabulary` is V, the distinct words of everything compared.
 */
export function expectationAdjustedDistinct(texts: readonly Int32Array[], vocabulary: number): number | string {
  const { counts, total } = nGramCounts(texts, 1);
  if (total === 0) return "no text has a word";
  // In logs: (1 − 1/V)^C of a large vocabulary loses its digits otherwise.
  const expected = vocabulary === 1 ? 1 : -vocabulary * Math.expm1(total * Math.log1p(-1 / vocabulary));
  return counts.length / expected;
}

/** Entropy of the n-gram distribution, −Σ p ln p, in nats; with the correction of Miller (1955), + (m − 1)/2N, where asked. */
export function nGramEntropy(texts: readonly Int32Array[], n: number, isCorrected: boolean): number | string {
  const { counts, total } = nGramCounts(texts, n);
  if (total === 0) return `no text has ${n} words`;
  const plain = -counts.reduce((sum, count) => sum + (count / total) * Math.log(count / total), 0);
  return Math.max(0, plain) + (isCorrected ? (counts.length - 1) / (2 * total) : 0);
}
