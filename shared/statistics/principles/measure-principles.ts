import { type PrincipleMeeting, type PrincipleVerdict, principleMeetings } from "../../constitution/principle-conflicts.ts";
import { shareFigure } from "../agreement/mean-statistic.ts";
import { type VotedItem, voteTable } from "../agreement/votes.ts";
import { inconsistent, type Judgement, tie } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { counted, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";

const unnamed = "no verdict names the principle it was given by; judge with `constitution:`, or name the column under `columns:`";
const unmet = "no pair was decided by two principles; judge the pairs once more with another `draw`";

/**
 * What each principle of a constitution decides: in how many pairs it names a side at all, how often that side is one of
 * the two systems compared (`baseline` is the other), and how often two principles that decided the same pair for the
 * same judge name different sides. Orders that disagree decide nothing.
 */
export function measurePrinciples(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const guided = judgements.filter(({ principle }) => principle !== undefined);
  if (guided.length === 0) {
    const nothing = undefinedMeasure(unnamed, { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 });
    const row = tidyRow({ statistic: "conflict between principles", slice: null }, nothing, "percent", (value) => value);
    return { rows: [row], sentence: row.sentence };
  }
  const slices = [...new Set(guided.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? guided : guided.filter((judgement) => judgement.slices?.includes(slice));
    return sliceRows(own, slice, options);
  });
  return { rows, sentence: finding(rows) };
}

/** Which rows a figure is of, and what it is told. */
type Place = { readonly slice: string | null; readonly options: MeasureOptions; readonly system: System | null };

/** A judge's verdicts by one principle, both orders settled. */
type Guided = { readonly judge: string; readonly principle: string; readonly votes: readonly GuidedVote[] };
type GuidedVote = Pick<VotedItem, "item" | "cluster"> & { readonly vote: string | number | null };

function sliceRows(judgements: readonly Judgement[], slice: string | null, options: MeasureOptions): readonly TidyRow[] {
  const guided = votesByPrinciple(judgements);
  const place: Place = { slice, options, system: systemCompared(judgements, options.baseline) };
  const judges = [...new Set(guided.map(({ judge }) => judge))].sort();
  return judges.flatMap((judge) => {
    const own = guided.filter((each) => each.judge === judge);
    const all = own.flatMap(({ votes }) => votes);
    return [
      ...conflictRows(judge, own, place),
      ...preferenceRows(judge, null, all, place),
      ...own.flatMap((each) => principleRows(each, place)),
    ];
  });
}

function votesByPrinciple(judgements: readonly Judgement[]): readonly Guided[] {
  const principles = [...new Set(judgements.map(({ principle }) => principle ?? ""))].sort();
  return principles.flatMap((principle) => {
    const { judges, items } = voteTable(
      judgements.filter((judgement) => judgement.principle === principle),
      "category",
    );
    return judges.map((judge): Guided => {
      const votes = items.flatMap(({ item, cluster, votes: all }) =>
        all.has(judge) ? [{ item, cluster, vote: all.get(judge) ?? null }] : [],
      );
      return { judge, principle, votes };
    });
  });
}

/** Which side each system stands on, where all pairs are of the same two. */
type System = { readonly name: string; readonly other: string; readonly side: "a" | "b" };

/** Sides are in the order of the models' names, so a system stands on the same side of every pair. */
function systemCompared(judgements: readonly Judgement[], baseline: string | undefined): System | null {
  const pairs = new Map(judgements.map(({ a, b }) => [JSON.stringify([a?.model, b?.model]), [a?.model ?? "", b?.model ?? ""] as const]));
  const [pair] = pairs.values();
  if (pairs.size !== 1 || pair === undefined || pair[0] === pair[1] || pair.includes("")) return null;
  const side = baseline === pair[1] ? "a" : "b";
  return side === "a" ? { name: pair[0], other: pair[1], side } : { name: pair[1], other: pair[0], side };
}

function principleRows({ judge, principle, votes }: Guided, place: Place): readonly TidyRow[] {
  const read = votes.filter(({ vote }) => vote !== null);
  const counts: Counts = { n: read.length, items: itemsOf(read), nulls: votes.length - read.length, ties: 0 };
  const share = shareFigure(
    read.map(({ cluster, vote }) => ({ cluster, figure: Number(isSide(vote)) })),
    "none of its verdicts could be read",
  );
  const subject = { statistic: "pairs decided", slice: place.slice, judge_a: judge, criterion: principle };
  const decided = tidyRow(subject, measure(share, counts, place.options.resampling), "percent", (value) => {
    return `By ${principle}, ${judge} names a side in ${value} of ${counted(counts.n, "pair")}`;
  });
  return [...preferenceRows(judge, principle, votes, place), decided];
}

/** How often the verdicts of one principle, or of all of them, name the system compared. */
function preferenceRows(judge: string, principle: string | null, votes: readonly GuidedVote[], place: Place): readonly TidyRow[] {
  const { system, slice, options } = place;
  if (system === null) return [];
  const count = (wanted: GuidedVote["vote"]): number => votes.filter(({ vote }) => vote === wanted).length;
  const decided = votes.filter(({ vote }) => isSide(vote));
  const preference = shareFigure(
    decided.map(({ cluster, vote }) => ({ cluster, figure: Number(vote === system.side) })),
    `${principle === null ? "they" : "it"} decided no pair`,
  );
  const counts: Counts = { n: decided.length, items: itemsOf(decided), nulls: count(null) + count(inconsistent), ties: count(tie) };
  const statistic = principle === null ? "win rate over all principles" : "win rate";
  const subject = { statistic, slice, judge_a: judge, criterion: principle, model: system.name };
  return [
    tidyRow(subject, measure(preference, counts, options.resampling), "percent", (value) => {
      const by = principle === null ? "Whichever the principle" : `By ${principle}`;
      return `${by}, ${judge} prefers ${system.name} to ${system.other} in ${value} of ${counted(counts.n, principle === null ? "verdict" : "pair")}`;
    }),
  ];
}

function itemsOf(votes: readonly GuidedVote[]): number {
  return new Set(votes.map(({ item }) => item)).size;
}

function conflictRows(judge: string, guided: readonly Guided[], { slice, options }: Place): readonly TidyRow[] {
  const meetings = principleMeetings(
    guided.flatMap(({ principle, votes }) =>
      votes.flatMap(({ item, cluster, vote }): readonly PrincipleVerdict[] =>
        vote === "a" || vote === "b" ? [{ item, cluster, judge, principle, side: vote }] : [],
      ),
    ),
  );
  const row = (some: readonly PrincipleMeeting[], criterion: string | null): TidyRow => {
    const counts: Counts = { n: some.length, items: new Set(some.map(({ item }) => item)).size, nulls: 0, ties: 0 };
    const rate = shareFigure(
      some.map(({ cluster, isConflict }) => ({ cluster, figure: Number(isConflict) })),
      unmet,
    );
    const statistic = criterion === null ? "conflict between principles" : "conflict of two principles";
    return tidyRow({ statistic, slice, judge_a: judge, criterion }, measure(rate, counts, options.resampling), "percent", (value) => {
      return criterion === null
        ? `Where two principles decide the same pair, ${judge} has them name different sides in ${value} of ${counted(some.length, "meeting")}`
        : `${judge} has ${criterion} name different sides in ${value} of ${counted(some.length, "pair")} that both decide`;
    });
  };
  const byPrinciples = new Map<string, PrincipleMeeting[]>();
  for (const meeting of meetings) {
    const key = meeting.principles.join(" and ");
    byPrinciples.set(key, [...(byPrinciples.get(key) ?? []), meeting]);
  }
  const single = [...byPrinciples].sort(([left], [right]) => (left < right ? -1 : 1));
  return [row(meetings, null), ...single.map(([principles, some]) => row(some, principles))];
}

function isSide(vote: GuidedVote["vote"]): boolean {
  return vote === "a" || vote === "b";
}

/** How often principles conflict, by the judge that has them conflict most, and the pair of them that does. */
function finding(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const of = (statistic: string) =>
    whole
      .filter((row) => row.statistic === statistic && row.estimate !== null)
      .sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [most] = of("conflict between principles");
  if (most === undefined) return of("win rate over all principles")[0]?.sentence ?? whole[0]?.sentence ?? "There are no verdicts.";
  const [pair] = of("conflict of two principles").filter(({ judge_a, low }) => judge_a === most.judge_a && low !== null);
  return pair === undefined || pair.estimate === 0 ? most.sentence : `${most.sentence} Most of all: ${pair.sentence}`;
}
