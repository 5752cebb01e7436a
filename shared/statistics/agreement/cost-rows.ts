import { dollars } from "../../words.ts";
import { clusterOf } from "../judgement.ts";
import { type Counts, measure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { type TidyRow, tidyRow } from "../tidy-row.ts";
import type { AgreementStudy } from "./agreement-study.ts";

/** What a thousand readable verdicts cost of each judge whose costs are known; calls that brought none cost too. */
export function costRows({ judges, judgements, slice, options }: AgreementStudy): readonly TidyRow[] {
  return judges.flatMap((judge) => {
    const own = judgements.filter((judgement) => judgement.judge === judge);
    const priced = own.filter(({ costUsd }) => typeof costUsd === "number");
    if (priced.length === 0) return [];
    const readable = priced.filter(({ value }) => value !== null);
    const statistic: SumStatistic = {
      width: 2,
      contributions: priced.map((each) => ({
        cluster: clusterOf(each),
        at: [0, 1],
        add: [each.costUsd ?? 0, Number(each.value !== null)],
      })),
      value: ([cost = 0, verdicts = 0]) => (verdicts === 0 ? "it was paid for and gave no readable verdict" : (1000 * cost) / verdicts),
    };
    const unpriced = own.length - priced.length;
    const counts: Counts = {
      n: readable.length,
      items: new Set(readable.map(({ item }) => item)).size,
      nulls: own.length - readable.length,
      ties: 0,
    };
    const measured = measure(statistic, counts, options.resampling);
    const note = unpriced > 0 ? `the cost of ${unpriced} of ${own.length} verdicts is unknown` : measured.note;
    const { value, low, high } = measured;
    return tidyRow({ statistic: "cost per 1,000 verdicts", slice, judge_a: judge }, { ...measured, note }, "number", () => {
      const interval = low === null || high === null ? "" : ` [${dollars(low)}, ${dollars(high)}]`;
      return `1,000 verdicts of ${judge} cost ${dollars(value ?? 0)}${interval}`;
    });
  });
}
