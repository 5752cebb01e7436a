import { tie } from "../judgement.ts";
import { type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { type AgreementStudy, type GivenVote, votesBy } from "./agreement-study.ts";
import { correlator } from "./correlations.ts";
import { type ItemModels, modelsOfItems } from "./sides.ts";

const fewestModels = 3;

/**
 * Agreement on which model is better than which: Spearman's correlation over models of win rates (ties one half), or of
 * mean scores, by each judge and by people on the same items. n is the number of models, and models are what is
 * resampled; it never replaces agreement on single items. Empty where models are unknown.
 */
export function systemRows(study: AgreementStudy): readonly TidyRow[] {
  const { people, judges, level } = study;
  const models = modelsOfItems(study.judgements);
  if (people.length === 0 || models.size === 0 || !(level.isComparison || level.isNumeric)) return [];
  return judges.filter((judge) => !people.includes(judge)).map((judge) => systemRow(study, judge, models));
}

function systemRow(study: AgreementStudy, judge: string, models: ReadonlyMap<string, ItemModels>): TidyRow {
  const totals = new Map<string, { own: number; people: number; items: number }>();
  let items = 0;
  const add = (model: string, own: number, others: number) => {
    const total = totals.get(model) ?? { own: 0, people: 0, items: 0 };
    totals.set(model, { own: total.own + own, people: total.people + others, items: total.items + 1 });
  };
  for (const item of study.tiedItems ?? study.items) {
    const of = models.get(item.item);
    const [own] = votesBy([judge], item).map(scoreOf);
    const others = votesBy(study.people, item).map(scoreOf);
    if (of === undefined || own === undefined || others.length === 0) continue;
    const mean = others.reduce((sum, score) => sum + score, 0) / others.length;
    items++;
    if ("answer" in of) add(of.answer, own, mean);
    else {
      add(of.a, own, mean);
      add(of.b, 1 - own, 1 - mean);
    }
  }
  const rated = [...totals].sort(([left], [right]) => (left < right ? -1 : 1));
  const n = rated.length;
  const correlate = correlator(
    rated.map(([, total]) => round(total.own / total.items)),
    rated.map(([, total]) => round(total.people / total.items)),
  );
  const drawn = drawWeighted(
    {
      clusters: rated.map(([model]) => model),
      width: 1,
      fill: (weights, into) => {
        into[0] = n < fewestModels ? Number.NaN : correlate(weights).spearman();
      },
    },
    study.options.resampling,
  );
  const counts = { n, items, nulls: 0, ties: 0 };
  const missing =
    n < fewestModels
      ? `a ranking needs at least ${fewestModels} models and ${n} were judged by both`
      : "all models fare alike with one of the two";
  const measured = measuredFrom(drawn, 0, counts, missing);
  const note = "over models, which says nothing of single items";
  const intervalReason =
    measured.value !== null && n < 10 ? `no interval: ${n} models of the 10 that resampling needs` : measured.intervalReason;
  return tidyRow(
    { statistic: "system-level spearman", slice: study.slice, judge_a: judge },
    { ...measured, note: measured.value === null ? null : note, intervalReason },
    "number",
    (value) => `${judge}'s ranking of ${n} models and people's: Spearman's rank correlation ${value}, which says nothing of single items`,
  );
}

/** What a vote is worth to side a, or the score itself. */
function scoreOf(vote: GivenVote): number {
  if (typeof vote === "number") return vote;
  return vote === "a" ? 1 : vote === tie ? 0.5 : 0;
}

/** Equal rates stay equal whatever order they were summed in. */
function round(rate: number): number {
  return Number(rate.toPrecision(12));
}
