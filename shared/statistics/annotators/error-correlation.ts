import type { Contribution, SumStatistic } from "../sum-statistic.ts";
import { modesOf, type Panel, type PanelItem, type Vote } from "./panel.ts";

/** Below this share of the others, what they say may be their own error, which would look like one the two share. */
const clearMajority = 0.75;
const fewestOthers = 2;

/**
 * Correlation of two annotators' errors, on items where at least three quarters of the others say the same: people where two or more
 * are beside the pair, else everybody. Annotators that err together are no independent witnesses.
 */
export function errorCorrelation({ items, people, judges }: Panel, first: string, second: string): SumStatistic {
  const beside = (names: readonly string[]) => names.filter((name) => name !== first && name !== second);
  const others = beside(people).length >= fewestOthers ? beside(people) : beside([...people, ...judges]);
  const contributions = items.flatMap((item): readonly Contribution[] => {
    const truth = truthOf(item, others);
    const [left, right] = [item.votes.get(first) ?? null, item.votes.get(second) ?? null];
    if (truth === null || left === null || right === null) return [];
    const [x, y] = [left === truth ? 0 : 1, right === truth ? 0 : 1];
    return [{ cluster: item.cluster, at: [0, 1, 2, 3], add: [1, x, y, x * y] }];
  });
  return {
    width: 4,
    contributions,
    value: ([n = 0, x = 0, y = 0, both = 0]) => {
      if (others.length < fewestOthers) return "errors need two others at least to be told by, since one's own would look shared";
      if (n === 0) return "no item has a verdict by both and a clear one by the others";
      const spread = x * (n - x) * y * (n - y);
      return spread === 0 ? "one of the two errs always or never" : (n * both - x * y) / Math.sqrt(spread);
    },
  };
}

function truthOf({ votes }: PanelItem, others: readonly string[]): Vote | null {
  const given = others.map((other) => votes.get(other) ?? null).filter((vote) => vote !== null);
  if (given.length < fewestOthers) return null;
  const [mode] = modesOf(given);
  return mode !== undefined && given.filter((vote) => vote === mode).length >= clearMajority * given.length ? mode : null;
}
