import { type Counts, type Measured, undefinedMeasure } from "../measured.ts";
import { type TidyRow, tidyRow } from "../tidy-row.ts";
import { measuredFrom } from "../weighted-statistic.ts";
import { pointsPerLogOdds, startRating } from "./elo.ts";
import { overWords, type RankingStudy, subjectOf } from "./ranking-study.ts";
import { countsOf } from "./win-rates.ts";

/** A model on the scale. */
export type Rated = { readonly model: string; readonly figure: number; readonly strength: Measured };

/** The models on the scale, strongest first. */
export function ratedModels(study: RankingStudy): readonly Rated[] {
  const { ranking } = study;
  const all = ranking.players.map((model, figure): Rated => {
    const strength = measuredFrom(ranking.drawn, figure, countsOfModel(study, model), ranking.missing);
    return { model, figure, strength: { ...strength, note: strength.value === null ? null : ranking.note } };
  });
  return all.sort((left, right) => (right.strength.value ?? 0) - (left.strength.value ?? 0) || left.figure - right.figure);
}

/** Strength, rank and the strength on Elo's scale of every model; those without a common scale last, undefined. */
export function strengthRows(study: RankingStudy, models: readonly Rated[]): readonly TidyRow[] {
  const { panel, ranking } = study;
  const by = `by ${panel.words}`;
  const strengths = models.map(({ model, strength }) =>
    tidyRow(
      subjectOf(study, "strength", model),
      strength,
      "number",
      (value) => `${model} has strength ${value} in log-odds about the mean ${by}`,
    ),
  );
  const apart = [...ranking.apart].map(([model, reason]) => {
    const undefinedStrength = undefinedMeasure(reason, { ...countsOfModel(study, model), clusters: 0 });
    return tidyRow(subjectOf(study, "strength", model), undefinedStrength, "number", (value) => value);
  });
  if (models.some(({ strength }) => strength.value === null)) return [...strengths, ...apart];
  const ranks = models.map(({ model, strength }) => {
    const rank = rankOf(strength, models);
    const { value, low, high } = rank;
    const range =
      low === null || high === null ? "" : low === high ? "; the intervals leave no other" : `; the intervals allow ${low} to ${high}`;
    return tidyRow(subjectOf(study, "rank", model), rank, "number", () => `${model} is number ${value} of ${models.length} ${by}${range}`);
  });
  const ratings = models.map(({ model, strength }) => {
    const rating = onEloScale(strength);
    const [value, low, high] = [rating.value, rating.low, rating.high].map((points) => (points === null ? null : Math.round(points)));
    const range = low === null || high === null ? "" : ` [${low}, ${high}]`;
    return tidyRow(
      subjectOf(study, "elo", model),
      rating,
      "number",
      () => `${model} stands at ${value}${range} on Elo's scale ${by}, the mean being 1000`,
    );
  });
  return [...strengths, ...apart, ...ranks, ...ratings];
}

function countsOfModel({ byModel }: RankingStudy, model: string): Counts {
  const { battles, lost } = byModel.get(model) ?? { battles: [], lost: [] };
  return countsOf(battles, lost);
}

/** Strengths this close are the same. */
const same = 1e-9;

/** 1 + those above; the interval counts those whose own leaves no doubt (Chatbot Arena, and the same from below). */
function rankOf(strength: Measured, all: readonly Rated[]): Measured {
  const { value, low, high } = strength;
  const above = (mark: number, end: (other: Measured) => number | null) =>
    all.filter((other) => (end(other.strength) ?? Number.NEGATIVE_INFINITY) > mark + same).length;
  const rank = 1 + above(value ?? 0, (other) => other.value);
  if (low === null || high === null || all.some((other) => other.strength.low === null))
    return { ...strength, value: rank, low: null, high: null, interval: null };
  const below = all.filter((other) => (other.strength.high ?? 0) < low - same).length;
  return { ...strength, value: rank, low: 1 + above(high, (other) => other.low), high: all.length - below };
}

function onEloScale(strength: Measured): Measured {
  const scaled = (logOdds: number | null) => (logOdds === null ? null : startRating + pointsPerLogOdds * logOdds);
  return { ...strength, value: scaled(strength.value), low: scaled(strength.low), high: scaled(strength.high) };
}

/** Each model's lead over the next in the ranking, on the same draws: overlapping intervals of strengths are not a test. */
export function gapRows(study: RankingStudy, models: readonly Rated[]): readonly TidyRow[] {
  const { ranking, panel, byModel } = study;
  return models.slice(1).flatMap((second, index) => {
    const first = models[index];
    if (!first || first.strength.value === null) return [];
    const [left, right] = [byModel.get(first.model), byModel.get(second.model)];
    const counts = countsOf(union(left?.battles, right?.battles), union(left?.lost, right?.lost));
    const gap = measuredFrom(ranking.drawn, { of: first.figure, minus: second.figure }, counts, ranking.missing);
    const subject = subjectOf(study, "gap to next", overWords(first.model, second.model));
    return [
      tidyRow(subject, { ...gap, note: ranking.note }, "number", (value) => {
        return `${first.model} leads ${second.model}, next in the ranking by ${panel.words}, by ${value} log-odds`;
      }),
    ];
  });
}

function union<Fight>(left: readonly Fight[] = [], right: readonly Fight[] = []): readonly Fight[] {
  return [...new Set([...left, ...right])];
}
