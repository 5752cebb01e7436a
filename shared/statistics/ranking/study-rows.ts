import { type Measured, measure, undefinedMeasure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { type TidyRow, tidyRow } from "../tidy-row.ts";
import { measuredFrom } from "../weighted-statistic.ts";
import type { Battle } from "./battles.ts";
import { eloSpread } from "./elo.ts";
import { rankBattles } from "./rank-battles.ts";
import { type RankingStudy, subjectOf } from "./ranking-study.ts";
import { countsOf } from "./win-rates.ts";

/** Log-odds for whatever was shown first, fitted with the strengths over every judgement whose order is known, conflicts included. */
export function orderRow(study: Pick<RankingStudy, "panel" | "slice" | "ties" | "resampling">, shown: readonly Battle[]): TidyRow {
  const { panel, ties, resampling } = study;
  const counts = countsOf(shown, []);
  const pairs = new Set(shown.map(({ first, second }) => JSON.stringify([first, second])));
  const isTurned = shown.some(({ first, second }) => pairs.has(JSON.stringify([second, first])));
  const claim = (value: string) => `What is shown first gains ${value} log-odds with ${panel.words}, 0 being neutral`;
  const subject = subjectOf(study, "first position effect");
  if (!isTurned) {
    const reason = "no two models were shown in both orders, so the place can't be told from the strengths";
    return tidyRow(
      subject,
      undefinedMeasure(reason, { ...counts, clusters: new Set(shown.map(({ cluster }) => cluster)).size }),
      "number",
      claim,
    );
  }
  const ranking = rankBattles(shown, { ties, withOrder: true, resampling });
  const missing = "the place decides every battle, or its effect can't be told from the strengths";
  const effect = measuredFrom(ranking.drawn, ranking.order ?? 0, counts, missing);
  return tidyRow(subject, { ...effect, note: effect.value === null ? null : ranking.note }, "number", claim);
}

const tieNames = { davidson: "davidson nu", "rao-kupper": "rao-kupper theta" } as const;

/** How many battles are ties, and the parameter of the tie model where there is one. */
export function tieRows(study: RankingStudy): readonly TidyRow[] {
  const { battles, lost, panel, ties, ranking, resampling } = study;
  const counts = countsOf(battles, lost);
  const share = measure(
    proportion(
      battles.map(({ cluster, outcome }) => trial(cluster, outcome === "tie")),
      "there are no battles",
    ),
    counts,
    resampling,
  );
  const shrink = ties === "half" ? "; as half a win each they shrink the gaps between strengths" : "";
  const shareRow = tidyRow(subjectOf(study, "tie share"), share, "percent", (value) => {
    return `${value} of battles by ${panel.words} are ties${share.value === 0 ? "" : shrink}`;
  });
  if (ties === "half" || ranking.tie === null) return [shareRow];
  const parameter = measuredFrom(ranking.drawn, ranking.tie, counts, "there are no ties, so the tie model is plain Bradley–Terry");
  const meaning =
    ties === "davidson" ? "equal models tie with odds ν : 2" : "a model must be θ times as strong as another to be preferred half the time";
  return [
    shareRow,
    tidyRow(
      subjectOf(study, tieNames[ties]),
      parameter,
      "number",
      (value) => `The tie parameter of ${panel.words} is ${value}: ${meaning}`,
    ),
  ];
}

const shuffles = 100;

/** How far an Elo rating moves when the same battles are counted in another order. */
export function eloRow(study: RankingStudy): readonly TidyRow[] {
  const { battles, lost, resampling } = study;
  const spread = eloSpread(battles, shuffles, resampling.seed);
  if (!spread) return [];
  const { model, lowest, highest } = spread;
  const clusters = new Set(battles.map(({ cluster }) => cluster)).size;
  const measured: Measured = {
    ...undefinedMeasure("", { ...countsOf(battles, lost), clusters }),
    value: highest - lowest,
    reason: null,
    intervalReason: "no interval: the range itself, over all shuffles",
  };
  return [
    tidyRow(subjectOf(study, "elo spread over shuffles", model), measured, "number", () => {
      return `Counted one by one in ${shuffles} random orders, the same battles give ${model} an Elo rating (K = 4) from ${lowest.toFixed(0)} to ${highest.toFixed(0)}; strengths do not depend on order`;
    }),
  ];
}
