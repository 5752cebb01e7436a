import { type Measured, undefinedMeasure } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { intransitiveTriples } from "./intransitive-triples.ts";
import { overWords, type RankingStudy, subjectOf } from "./ranking-study.ts";
import { countsOf, measuredWinRate } from "./win-rates.ts";

/** Mean preference for every model over its battles, and over those with the baseline. */
export function winRateRows(study: RankingStudy, baseline: string | null): readonly TidyRow[] {
  const { byModel, pairs, lost, panel, resampling } = study;
  const rates = [...byModel].map(([model, own]) => {
    const rate = measuredWinRate(own.battles, own.lost, model, resampling);
    return tidyRow(subjectOf(study, "win rate", model), rate, "percent", (value) => {
      return `${model} is preferred in ${value} of its battles by ${panel.words}, ties counting half`;
    });
  });
  if (baseline === null) return rates;
  const subject = (model: string) => subjectOf(study, "win rate against baseline", model);
  if (!byModel.has(baseline)) {
    const missing = undefinedMeasure(`the baseline ${baseline} fought no battle here`, { ...countsOf([], lost), clusters: 0 });
    return [...rates, tidyRow({ ...subject(baseline), model: null }, missing, "percent", (value) => value)];
  }
  const against = pairs.flatMap(({ models, battles, lost: ownLost }) => {
    if (!models.includes(baseline)) return [];
    const model = models[0] === baseline ? models[1] : models[0];
    const rate = measuredWinRate(battles, ownLost, model, resampling);
    return [
      tidyRow(subject(model), rate, "percent", (value) => {
        return `${model} is preferred to the baseline ${baseline} in ${value} of ${counted(battles.length, "battle")} by ${panel.words}, ties counting half`;
      }),
    ];
  });
  return [...rates, ...against];
}

/** The win matrix: one row a pair that met, the first name in the alphabet over the other; the rest is one minus it. */
export function pairRows(study: RankingStudy): readonly TidyRow[] {
  const { pairs, panel, resampling } = study;
  return pairs.map(({ models: [first, second], battles: own, lost: ownLost }) => {
    const rate = measuredWinRate(own, ownLost, first, resampling);
    return tidyRow(subjectOf(study, "pairwise win rate", overWords(first, second)), rate, "percent", (value) => {
      return `${first} is preferred to ${second} in ${value} of ${counted(own.length, "battle")} by ${panel.words}`;
    });
  });
}

/** Majorities that run in a circle, beside what chance would make of the fitted strengths. */
export function tripleRow(study: RankingStudy): TidyRow {
  const { battles, lost, pairs, ranking, resampling, panel } = study;
  const strengths = new Map(ranking.players.map((player, figure) => [player, ranking.drawn.estimates[figure] ?? Number.NaN]));
  const found = intransitiveTriples(pairs, strengths, resampling.seed);
  const { triples, intransitive, expected, pValue } = found;
  const counts = { ...countsOf(battles, lost), clusters: new Set(battles.map(({ cluster }) => cluster)).size };
  const point = undefinedMeasure("no three models all met with a winner each time", counts);
  const measured: Measured =
    triples === 0
      ? point
      : {
          ...point,
          n: triples,
          value: intransitive,
          reason: null,
          intervalReason: "no interval: a count of majorities; compare it with chance",
        };
  const chance = expected === null ? "" : `; ${expected.toFixed(1)} would be by chance if the strengths held and battles were independent`;
  return tidyRow({ ...subjectOf(study, "intransitive triples"), p_value: triples === 0 ? null : pValue }, measured, "number", () => {
    return `${intransitive} of ${counted(triples, "triple")} of models run in a circle by ${panel.words}${chance}`;
  });
}
