import { defaultResampling } from "../bootstrap.ts";
import type { Judgement } from "../judgement.ts";
import { type MeasureOptions, usualOptions } from "../measure-options.ts";
import { undefinedMeasure } from "../measured.ts";
import { counted, figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { noComparisons, settledBattles, shownBattles } from "./battles.ts";
import { rankBattles } from "./rank-battles.ts";
import { fightsByModel, type Panel, type RankingStudy } from "./ranking-study.ts";
import { gapRows, ratedModels, strengthRows } from "./strength-rows.ts";
import { eloRow, orderRow, tieRows } from "./study-rows.ts";
import { pairRows, tripleRow, winRateRows } from "./win-rate-rows.ts";
import { battlesByPair } from "./win-rates.ts";

/**
 * Which model is better than which: Bradley–Terry strengths (log-odds, mean zero) with rank intervals and gaps between neighbours, win rates, the
 * pairwise win matrix, and what the ranking hides (order effect, ties, intransitive triples, Elo's dependence on order). For each judge,
 * for people together, and for all together; the same again for every slice.
 * Sources: Bradley and Terry 1952, Davidson 1970, Rao and Kupper 1967; rank intervals as Chiang et al. 2024 (Chatbot Arena).
 */
export function measureRanking(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const slices = [...new Set(judgements.flatMap((judgement) => judgement.slices ?? []))].sort();
  const panels = panelsOf(judgements);
  const rows = [null, ...slices].flatMap((slice) =>
    panels.flatMap((panel, index) => {
      const own = slice === null ? panel.judgements : panel.judgements.filter((judgement) => judgement.slices?.includes(slice));
      return rankingRows({ ...panel, judgements: own }, slice, options, slice === null && index === 0);
    }),
  );
  return { rows, sentence: rankingSentence(rows, panels[0]?.words ?? "nobody") };
}

/** All together first where there are several, then every model that judges, then people as one. */
function panelsOf(judgements: readonly Judgement[]): readonly Panel[] {
  const of = (wanted: (judgement: Judgement) => boolean) => judgements.filter(wanted);
  const judges = [...new Set(of(({ isPerson }) => !isPerson).map(({ judge }) => judge))].sort();
  const people = [...new Set(of(({ isPerson }) => isPerson === true).map(({ judge }) => judge))];
  const panels = judges.map((judge): Panel => {
    return { name: judge, words: judge, judgements: of((each) => !each.isPerson && each.judge === judge) };
  });
  const [person] = people;
  if (person !== undefined) {
    const name = people.length === 1 ? person : "people";
    panels.push({ name, words: name, judgements: of(({ isPerson }) => isPerson === true) });
  }
  if (panels.length <= 1) return panels;
  return [{ name: null, words: together(judges.length, people.length), judgements }, ...panels];
}

/** "all 3 judges together", "2 judges and 4 people together". */
function together(judges: number, people: number): string {
  if (people === 0) return `all ${judges} judges together`;
  return `${counted(judges, "judge")} and ${people === 1 ? "1 person" : `${people} people`} together`;
}

function rankingRows(panel: Panel, slice: string | null, options: MeasureOptions, isWhole: boolean): readonly TidyRow[] {
  const { ties = usualOptions.ties, baseline, resampling = defaultResampling } = options;
  const { battles, lost } = settledBattles(panel.judgements, options.inconsistent === "tie" ? "tie" : "drop");
  const obstacle =
    noComparisons(panel.judgements) ??
    (battles.length === 0 ? "every comparison is unreadable, contradicts itself between orders, or compares a model with itself" : null);
  const shown = shownBattles(panel.judgements);
  const orderRows = shown.length === 0 ? [] : [orderRow({ panel, slice, ties, resampling }, shown)];
  if (obstacle) {
    const counts = { n: 0, items: 0, nulls: panel.judgements.length, ties: 0, clusters: 0 };
    const subject = { statistic: "strength", slice, judge_a: panel.name };
    return [tidyRow(subject, undefinedMeasure(obstacle, counts), "number", (value) => value), ...orderRows];
  }
  const ranking = rankBattles(battles, { ties, withOrder: false, resampling });
  const [byModel, pairs] = [fightsByModel(battles, lost), battlesByPair(battles, lost)];
  const study: RankingStudy = { panel, slice, battles, lost, byModel, pairs, ranking, ties, resampling };
  const models = ratedModels(study);
  return [
    ...strengthRows(study, models),
    ...gapRows(study, models),
    ...winRateRows(study, baseline ?? null),
    ...pairRows(study),
    ...orderRows,
    ...tieRows(study),
    tripleRow(study),
    ...(isWhole ? eloRow(study) : []),
  ];
}

/** The first is called the strongest only where its lead over the next is told from nothing. */
function rankingSentence(rows: readonly TidyRow[], by: string): string {
  const [first] = rows;
  if (!first) return "There are no judgements.";
  const whole = rows.filter((row) => row.slice === null && row.judge_a === first.judge_a);
  const strengths = whole.filter((row) => row.statistic === "strength" && row.estimate !== null);
  const gaps = whole.filter((row) => row.statistic === "gap to next");
  const [best] = strengths;
  if (!best) return first.sentence;
  const clear = gaps.filter(({ low }) => low !== null && low > 0).length;
  const written = figure({ value: best.estimate, low: best.low, high: best.high }, "number");
  const leaders = whole.filter((row) => row.statistic === "rank" && row.estimate === 1).map(({ model }) => model);
  if (leaders.length > 1)
    return `${leaders.slice(0, 3).join(", ")}${leaders.length > 3 ? " and others" : ""} share the first of ${strengths.length} places by ${by}, at ${written} log-odds above the mean.`;
  const isAhead = (gaps[0]?.low ?? 0) > 0;
  const place = isAhead
    ? `is the strongest of ${strengths.length} models by ${by}`
    : `stands first of ${strengths.length} models by ${by}, not told apart from ${strengths[1]?.model ?? "the next"}`;
  return `${best.model} ${place}, at ${written} log-odds above the mean in ${counted(best.n, "battle")}; ${clear} of ${gaps.length} neighbours in the ranking are told apart.`;
}
