import type { Resampling } from "../bootstrap.ts";
import type { Judgement } from "../judgement.ts";
import { type Counts, measure } from "../measured.ts";
import { benjaminiHochberg, mcNemar } from "../multiple-tests.ts";
import { difference } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { conflictRate, type OrderPair, orderPairs, seenVerdicts } from "./position-statistics.ts";

type Study = { readonly slice: string | null; readonly judgements: readonly Judgement[]; readonly resampling: Resampling | undefined };

/** Every two judges by the difference of their conflict rates on the comparisons both decided, on the same draws; McNemar's test where items are independent. */
export function conflictDifferenceRows(judges: readonly string[], { slice, judgements, resampling }: Study): readonly TidyRow[] {
  const pairsBy = new Map(
    judges.map((judge) => [judge, orderPairs(seenVerdicts(judgements.filter((each) => each.judge === judge))).pairs]),
  );
  const compared = judges.flatMap((first, index) =>
    judges.slice(index + 1).flatMap((second) => {
      const [left, right] = [pairsBy.get(first) ?? [], pairsBy.get(second) ?? []];
      const rightItems = new Set(right.map(({ item }) => item));
      const both = new Set(left.map(({ item }) => item).filter((item) => rightItems.has(item)));
      const shared = (pairs: readonly OrderPair[]) => pairs.filter(({ item }) => both.has(item));
      return both.size === 0 ? [] : [{ first, second, left: shared(left), right: shared(right), items: both.size }];
    }),
  );
  const chances = compared.map(({ left, right }) => exactChance(left, right));
  const tests = chances.filter((chance) => chance !== null);
  const adjusted = benjaminiHochberg(tests);
  let tested = 0;
  return compared.map(({ first, second, left, right, items }, index) => {
    const chance = chances[index] === null ? null : (adjusted[tested++] ?? null);
    const counts: Counts = { n: items, items, nulls: 0, ties: 0 };
    const subject = { statistic: "difference of conflict rate", slice, judge_a: first, judge_b: second, p_value: chance };
    return tidyRow(subject, measure(difference(conflictRate(left), conflictRate(right)), counts, resampling), "points", (value) => {
      return `${first} minus ${second}, conflict rate: ${value} on ${counted(items, "item")}${testWords(chance, tests.length)}`;
    });
  });
}

function testWords(chance: number | null, tests: number): string {
  if (chance === null) return "";
  const together = tests === 1 ? "" : `, adjusted for ${tests} tests`;
  return ` (McNemar's exact test, p ${chance < 0.001 ? "< 0.001" : chance.toFixed(3)}${together})`;
}

/** On the items only one of the two conflicts on; null where items share prompts or were asked repeatedly, and so are not independent. */
function exactChance(left: readonly OrderPair[], right: readonly OrderPair[]): number | null {
  const conflicts = new Map(right.map(({ item, conflict }) => [item, conflict !== "none"]));
  if (new Set(left.map(({ cluster }) => cluster)).size < left.length || conflicts.size < right.length) return null;
  const only = (isLeft: boolean) =>
    left.filter(({ item, conflict }) => (conflict !== "none") === isLeft && conflicts.get(item) === !isLeft);
  return mcNemar(only(true).length, only(false).length);
}
