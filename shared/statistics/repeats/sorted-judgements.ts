import type { Judgement } from "../judgement.ts";

/** Judgements in an order of their own, so that sums come out the same to the last digit however the rows came. */
export function sortedJudgements(judgements: readonly Judgement[]): readonly Judgement[] {
  const keyed = judgements.map((judgement) => {
    const { item, judge, order = null, repeat = 0, value } = judgement;
    return { judgement, key: JSON.stringify([item, judge, order, repeat, value]) };
  });
  return keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)).map(({ judgement }) => judgement);
}
