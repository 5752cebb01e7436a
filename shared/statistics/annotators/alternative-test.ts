import { signedRankLess } from "../distributions/signed-rank.ts";
import { studentTCdf } from "../distributions/student-t.ts";
import { benjaminiYekutieli } from "../multiple-tests.ts";
import type { ValueKind } from "./outcome.ts";
import type { PanelItem, Vote } from "./panel.ts";

/** One item on which a judge and one person are each held against the other people. */
export type Round = { readonly cluster: string; readonly judgeWins: 0 | 1; readonly personWins: 0 | 1 };

export type PersonTest = {
  readonly person: string;
  readonly rounds: readonly Round[];
  /** Share of rounds the judge does as well as the person, or better; null without any. */
  readonly advantage: number | null;
  /** Of the person being better by epsilon or more, not yet adjusted. */
  readonly p: number | null;
};

export type AlternativeTest = {
  readonly people: readonly PersonTest[];
  /** Adjusted after Benjamini and Yekutieli, in the order of those tested. */
  readonly adjusted: ReadonlyMap<string, number>;
  /** Share of people tested over whom the judge wins; null when none could be. */
  readonly winningRate: number | null;
};

/** Below this many items the t-test gives way to Wilcoxon's. */
const fewestForT = 30;
const falseDiscoveryRate = 0.05;

/**
 * The alternative annotator test: whether a judge may stand in for a person. On each item both are held against the other people,
 * by mean agreement or, for scores, by the root mean square distance; a draw counts for both. For each person it is tested
 * that the person does better by less than epsilon; the winning rate is the share of people for whom that is shown.
 * Source: Calderon, Reichart & Dror 2025, The Alternative Annotator Test for LLM-as-a-Judge.
 */
export function alternativeTest(
  items: readonly PanelItem[],
  people: readonly string[],
  vote: (item: PanelItem) => Vote | null,
  { kind, epsilon }: { readonly kind: ValueKind; readonly epsilon: number },
): AlternativeTest {
  const tests = people.map((person): PersonTest => {
    const rounds = items.flatMap((item) => roundOf(item, { person, people, judged: vote(item), kind }));
    const wins = rounds.reduce((sum, { judgeWins }) => sum + judgeWins, 0);
    return { person, rounds, advantage: rounds.length === 0 ? null : wins / rounds.length, p: betterByLess(rounds, epsilon) };
  });
  const tested = tests.flatMap(({ person, p }) => (p === null ? [] : [{ person, p }]));
  const adjusted = benjaminiYekutieli(tested.map(({ p }) => p));
  const won = adjusted.filter((p) => p <= falseDiscoveryRate).length;
  return {
    people: tests,
    adjusted: new Map(tested.map(({ person }, index) => [person, adjusted[index] ?? 1])),
    winningRate: tested.length === 0 ? null : won / tested.length,
  };
}

type Contest = { readonly person: string; readonly people: readonly string[]; readonly judged: Vote | null; readonly kind: ValueKind };

function roundOf({ cluster, votes }: PanelItem, { person, people, judged, kind }: Contest): readonly Round[] {
  const own = votes.get(person) ?? null;
  const others = people.filter((other) => other !== person).flatMap((other) => votes.get(other) ?? []);
  if (own === null || judged === null || others.length === 0) return [];
  const [judge, human] = [closeness(judged, others, kind), closeness(own, others, kind)];
  return [{ cluster, judgeWins: judge >= human ? 1 : 0, personWins: human >= judge ? 1 : 0 }];
}

function closeness(vote: Vote, others: readonly Vote[], kind: ValueKind): number {
  if (kind === "score")
    return -Math.sqrt(others.reduce<number>((sum, other) => sum + (Number(vote) - Number(other)) ** 2, 0) / others.length);
  return others.filter((other) => other === vote).length / others.length;
}

/** One-sided p of H0: the person's wins less the judge's are epsilon or more on average. Null without rounds. */
function betterByLess(rounds: readonly Round[], epsilon: number): number | null {
  const n = rounds.length;
  if (n === 0) return null;
  const differences = rounds.map(({ judgeWins, personWins }) => personWins - judgeWins);
  if (n < fewestForT) return signedRankLess(differences.map((difference) => difference - epsilon)) ?? 1;
  const mean = differences.reduce<number>((sum, difference) => sum + difference, 0) / n;
  const variance = differences.reduce<number>((sum, difference) => sum + (difference - mean) ** 2, 0) / (n - 1);
  if (variance === 0) return mean < epsilon ? 0 : 1;
  return studentTCdf((mean - epsilon) / Math.sqrt(variance / n), n - 1);
}
