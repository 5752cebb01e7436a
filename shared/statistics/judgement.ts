import type { Aggregate, CriterionType } from "../rubric/criterion.ts";

/** What is known of one side of a comparison, or of the one answer that was scored, beside the judgement itself. */
export type Side = {
  /** The teacher or system that wrote the answer. */
  readonly model: string;
  /** Null where unknown; the model itself then stands for its family. */
  readonly family: string | null;
  /** Code points. */
  readonly length: number | null;
  /** Counted from the answer's text where it is at hand. */
  readonly style: Style | null;
};

/** What of an answer is layout and not content: counts of marks in its text. */
export type Style = {
  readonly lists: number;
  readonly headers: number;
  readonly bold: number;
  readonly code: number;
  readonly tables: number;
};

/**
 * One answer of one judge: what every measure of judges reads.
 * A verdict names a side or a class, never a position; the order shown stands beside it.
 */
export type Judgement = {
  readonly item: string;
  readonly judge: string;
  /** A verdict ("a", "b", "tie", any class) or a score. Null: asked, but refused or unreadable. Not asked is no judgement at all. */
  readonly value: string | number | null;
  /** "ab": side a was shown first. Null: one answer at a time, or not recorded. */
  readonly order?: "ab" | "ba" | null;
  /** Which of several asks with the same item, judge and order. */
  readonly repeat?: number;
  /** The prompt the item came from; items of one prompt are not independent. Missing: the item is its own cluster. */
  readonly cluster?: string | null;
  /** Labels of the slices the judgement also belongs to, such as "subset: email". */
  readonly slices?: readonly string[];
  /** The judge is a person. */
  readonly isPerson?: boolean;
  readonly judgeFamily?: string | null;
  /** Sides of a comparison. */
  readonly a?: Side;
  readonly b?: Side;
  /** The answer that was scored. */
  readonly answer?: Side;
  /** The judge's probability that side a is the better, or that the class is met; 0 to 1. */
  readonly p?: number | null;
  /** Bounds of `p` where a label was outside the returned top tokens. */
  readonly pLow?: number | null;
  readonly pHigh?: number | null;
  /** The criterion a rubric verdict is about; judgements of different criteria are different items. */
  readonly criterion?: string;
  /** The principle of a constitution the verdict was given by. */
  readonly principle?: string;
  /** What the criterion counts; negative for a pitfall that takes points away. */
  readonly weight?: number;
  readonly criterionType?: CriterionType;
  /** How the rubric makes one score of its criteria. */
  readonly aggregate?: Aggregate;
  /** Chance with which this item was chosen to be labelled by a person. */
  readonly selectionP?: number;
  readonly costUsd?: number | null;
};

/** Verdict of a pairwise judge that named both sides as equal. */
export const tie = "tie";
/** A verdict made, not said: the two orders disagreed. */
export const inconsistent = "inconsistent";

export function clusterOf(judgement: Judgement): string {
  return judgement.cluster ?? judgement.item;
}

/** The judgement seen from the other side: sides, verdict, order and probability turned together. */
export function turned(judgement: Judgement): Judgement {
  const { a, b, value, order, p, pLow, pHigh } = judgement;
  const other = (share: number | null): number | null => (share === null ? null : 1 - share);
  return {
    ...judgement,
    value: typeof value === "string" ? (swappedVerdict.get(value) ?? value) : value,
    ...(a && b ? { a: b, b: a } : {}),
    ...(order === undefined ? {} : { order: order === null ? null : order === "ab" ? "ba" : "ab" }),
    ...(p === undefined ? {} : { p: other(p) }),
    ...(pHigh === undefined ? {} : { pLow: other(pHigh) }),
    ...(pLow === undefined ? {} : { pHigh: other(pLow) }),
  };
}

/** A comparison as it was stored, with the models on its sides. */
export type Comparison = {
  readonly prompt: string;
  readonly modelA: string;
  readonly modelB: string;
  readonly verdict: string | null;
  readonly order: "ab" | "ba" | null;
};

const swappedVerdict = new Map([
  ["a", "b"],
  ["b", "a"],
]);

/**
 * (A, B) and (B, A) of one prompt as the same item: sides in the order of the models' names, verdict and order turned
 * with them. Call before any join; a comparison of a model with itself is left as it is.
 */
export function canonicalComparison(comparison: Comparison): Comparison & { readonly item: string } {
  const { prompt, modelA, modelB, verdict, order } = comparison;
  const item = JSON.stringify(modelA <= modelB ? [prompt, modelA, modelB] : [prompt, modelB, modelA]);
  if (modelA <= modelB) return { ...comparison, item };
  return {
    item,
    prompt,
    modelA: modelB,
    modelB: modelA,
    verdict: verdict === null ? null : (swappedVerdict.get(verdict) ?? verdict),
    order: order === null ? null : order === "ab" ? "ba" : "ab",
  };
}

export type DuplicateVote = { readonly item: string; readonly judge: string; readonly votes: number; readonly agree: boolean };

/**
 * The same judgement given twice: same item, judge, order and repeat. Votes that agree count once; votes that differ
 * cannot both be right, so none of them counts, nor do probabilities that differ. Both are returned by name.
 */
export function withoutDuplicates(judgements: readonly Judgement[]): {
  readonly judgements: readonly Judgement[];
  readonly duplicates: readonly DuplicateVote[];
} {
  const votes = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const key = JSON.stringify([judgement.item, judgement.judge, judgement.order ?? null, judgement.repeat ?? 0]);
    const same = votes.get(key);
    if (same) same.push(judgement);
    else votes.set(key, [judgement]);
  }
  const kept: Judgement[] = [];
  const duplicates: DuplicateVote[] = [];
  for (const same of votes.values()) {
    const [first] = same;
    if (!first) continue;
    const agree = same.every((judgement) => judgement.value === first.value);
    kept.push(withoutContradiction(first, same, agree));
    if (same.length > 1) duplicates.push({ item: first.item, judge: first.judge, votes: same.length, agree });
  }
  return { judgements: kept, duplicates };
}

/** A probability is a vote too: of two that differ neither counts, whatever the verdicts beside them. */
function withoutContradiction(first: Judgement, same: readonly Judgement[], agree: boolean): Judgement {
  const chances = new Set(same.flatMap(({ p = null }) => (p === null ? [] : [p])));
  if (agree && chances.size <= 1) return same.find(({ p = null }) => p !== null) ?? first;
  const kept = agree ? first : { ...first, value: null };
  if (chances.size === 0) return kept;
  const { pLow: _, pHigh: __, ...rest } = kept;
  return { ...rest, p: null };
}
