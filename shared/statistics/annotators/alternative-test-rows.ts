import { commonestShare } from "../agreement/agreement-statistics.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type AlternativeTest, alternativeTest, type PersonTest } from "./alternative-test.ts";
import { kindOf } from "./outcome.ts";
import { modesOf, type Panel, type PanelItem, type Vote } from "./panel.ts";

/** What an expert's time is worth over a judge's, the cautious end (Calderon et al. 2025: experts 0.2, skilled 0.15, crowd 0.1). */
const defaultEpsilon = 0.2;
const fewestPeople = 3;
const enoughItems = 50;

type Study = { readonly panel: Panel; readonly slice: string | null; readonly options: MeasureOptions };

/** Whether each judge may stand in for a person, and whether one that always says the commonest class could too. */
export function alternativeTestRows(study: Study): readonly TidyRow[] {
  const { panel, slice, options } = study;
  if (panel.judges.length === 0) return [];
  const given = panel.items.flatMap(({ cluster, people }) => people.map((vote) => ({ cluster, vote })));
  if (panel.people.length < 2) {
    const reason = `a judge is held against people on items of at least two, and there ${panel.people.length === 1 ? "is one person" : "are no people"}`;
    const refused = undefinedMeasure(reason, { n: given.length, items: 0, nulls: 0, ties: 0, clusters: 0 });
    return panel.judges.map((judge) => tidyRow({ statistic: "winning rate", slice, judge_a: judge }, refused, "percent", String));
  }
  const commonest = given.length === 0 ? null : (modesOf(given.map(({ vote }) => vote))[0] ?? null);
  const labels: Counts = { n: given.length, items: panel.items.filter(({ people }) => people.length > 0).length, nulls: 0, ties: 0 };
  const constant = tested(study, () => commonest);
  const always = `A judge that always says ${commonest}`;
  return [
    ...panel.judges.flatMap((judge) => judgeRows(study, judge)),
    tidyRow(
      { statistic: "baseline: commonest class", slice },
      measure(commonestShare(given), labels, options.resampling),
      "percent",
      (value) => {
        return `${value} of ${counted(given.length, "label")} by people are of the commonest class, ${commonest}; where it is high, the test passes constant judges`;
      },
    ),
    tidyRow(
      { statistic: "baseline: commonest class winning rate", slice },
      rateOf(constant, labels, options),
      "percent",
      (value) => `${always} has a winning rate of ${value}`,
    ),
    tidyRow(
      { statistic: "baseline: commonest class advantage probability", slice },
      advantageOf(constant.people, options),
      "percent",
      (value) => {
        return `${always} does as well as a person or better in ${value} of cases`;
      },
    ),
  ];
}

function tested({ panel, options }: Study, vote: (item: PanelItem) => Vote | null): AlternativeTest {
  const { people, judges, items } = panel;
  const kind = kindOf(
    items.flatMap(({ votes }) => [...people, ...judges].map((each) => votes.get(each) ?? null).filter((each) => each !== null)),
  );
  return alternativeTest(items, people, vote, { kind, epsilon: options.epsilon ?? defaultEpsilon });
}

function judgeRows(study: Study, judge: string): readonly TidyRow[] {
  const { slice, options } = study;
  const test = tested(study, ({ votes }) => votes.get(judge) ?? null);
  const epsilon = options.epsilon ?? defaultEpsilon;
  const verdict = (rate: number) => (rate >= 0.5 ? "it may stand in for a person" : "it may not stand in for a person");
  const rounds = test.people.reduce((sum, person) => sum + person.rounds.length, 0);
  const rate = rateOf(test, { n: rounds, items: rounds, nulls: 0, ties: 0 }, options);
  return [
    tidyRow({ statistic: "winning rate", slice, judge_a: judge }, rate, "percent", (value) => {
      return `${judge} wins over ${value} of ${counted(test.adjusted.size, "person").replace("persons", "people")} at ε ${epsilon}: ${verdict(test.winningRate ?? 0)}`;
    }),
    tidyRow({ statistic: "advantage probability", slice, judge_a: judge }, advantageOf(test.people, options), "percent", (value) => {
      return `${judge} does as well as a person or better in ${value} of cases, by agreement with the other people`;
    }),
    ...test.people.map((person) => {
      const p = test.adjusted.get(person.person) ?? null;
      const subject = { statistic: "advantage probability", slice, judge_a: judge, judge_b: person.person, p_value: p };
      const wins = p !== null && p <= 0.05 ? "it is shown" : "it is not shown";
      return tidyRow(subject, advantageOf([person], options), "percent", (value) => {
        return `Against the other people ${judge} does as well as ${person.person} or better on ${value} of ${counted(person.rounds.length, "item")}; ${wins} that ${person.person} is better by less than ${epsilon}${p === null ? "" : ` (adjusted p ${p < 0.001 ? "below 0.001" : p.toFixed(3)})`}`;
      });
    }),
  ];
}

/** No interval: the people are few, and each is a test of its own. */
function rateOf({ winningRate, people, adjusted }: AlternativeTest, counts: Counts, { epsilon = defaultEpsilon }: MeasureOptions) {
  const rounds = people.flatMap((person) => person.rounds);
  const clusters = new Set(rounds.map(({ cluster }) => cluster)).size;
  const fewest = Math.min(...people.filter(({ rounds: own }) => own.length > 0).map(({ rounds: own }) => own.length));
  if (winningRate === null) return undefinedMeasure("no item has labels by two people and a verdict by the judge", { ...counts, clusters });
  const notes = [
    adjusted.size < fewestPeople ? `the test asks for ${fewestPeople} people, and there are ${adjusted.size}` : "",
    fewest < enoughItems ? `fewer than ${enoughItems} items for some people (${fewest}), so little can be shown at ε ${epsilon}` : "",
  ].filter(Boolean);
  const measured = undefinedMeasure("", { ...counts, clusters });
  return { ...measured, value: winningRate, reason: null, note: notes.length === 0 ? null : notes.join("; ") };
}

/** Mean over people of each one's share of rounds in which the judge did as well or better. */
function advantageOf(people: readonly PersonTest[], options: MeasureOptions) {
  const statistic: SumStatistic = {
    width: 2 * people.length,
    contributions: people.flatMap(({ rounds }, person) =>
      rounds.map(({ cluster, judgeWins }) => ({ cluster, at: [2 * person, 2 * person + 1], add: [judgeWins, 1] })),
    ),
    value: (totals) => {
      const shares = people.flatMap((_, person) => {
        const [wins, rounds] = [totals[2 * person] as number, totals[2 * person + 1] as number];
        return rounds === 0 ? [] : [wins / rounds];
      });
      return shares.length === 0
        ? "no item has labels by two people and a verdict by the judge"
        : shares.reduce((sum, share) => sum + share, 0) / shares.length;
    },
    isProportion: people.length === 1,
  };
  const n = statistic.contributions.length;
  const measured = measure(statistic, { n, items: n, nulls: 0, ties: 0 }, options.resampling);
  if (people.length > 1 || measured.clusters === n || measured.value === null) return measured;
  return { ...measured, note: `the test takes items for independent, and ${n} come from ${counted(measured.clusters, "prompt")}` };
}
