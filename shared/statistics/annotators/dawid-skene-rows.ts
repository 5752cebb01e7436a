import { defaultResampling } from "../bootstrap.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom, type WeightedStatistic } from "../weighted-statistic.ts";
import { accuraciesOf, type DawidSkeneFit, fitDawidSkene, keepsLabels, majorityShares } from "./dawid-skene.ts";
import { errorCorrelation } from "./error-correlation.ts";
import type { Panel } from "./panel.ts";
import { type VotePatterns, votePatterns } from "./vote-patterns.ts";

const mostClasses = 20;
/** A refit from the fit itself moves little. */
const redrawLimits = { mostRounds: 50, tolerance: 1e-4 };
/** About the steps that take a few seconds; more patterns get fewer draws. */
const mostSteps = 2e9;
const stepsPerRound = 15;
const fewestDraws = 200;

type Study = { readonly panel: Panel; readonly slice: string | null; readonly options: MeasureOptions };

/** First how far errors go together, which the model excludes, then everybody's estimated accuracy, confusions and the fit's own figures. */
export function dawidSkeneRows(study: Study): readonly TidyRow[] {
  const { panel, slice, options } = study;
  const annotators = [...panel.people, ...panel.judges];
  const patterns = votePatterns(panel.items, annotators, options.categories ?? []);
  const correlations = correlationRows(study, annotators);
  const counts: Counts = {
    n: patterns.given.filter((vote) => vote >= 0).length,
    items: patterns.patternOf.length,
    nulls: nullsOf(panel, annotators),
    ties: 0,
  };
  const obstacle = obstacleOf(patterns);
  if (obstacle) {
    const refused = undefinedMeasure(obstacle, { ...counts, clusters: new Set(patterns.clusters).size });
    return [...correlations, tidyRow({ statistic: "dawid-skene accuracy", slice }, refused, "percent", String)];
  }
  const together = correlations.filter(errTogether).map(({ judge_a, judge_b }) => `${judge_a} and ${judge_b}`);
  return [...correlations, ...fitRows(study, patterns, { counts: { ...counts, n: votesIn(patterns) }, together })];
}

/** What the others' own errors can make of independent annotators that are both good: where all of them are wrong, both seem to be. */
const noiseOfOthers = 0.3;

function errTogether({ estimate, low }: TidyRow): boolean {
  return estimate === 1 || (low ?? 0) > noiseOfOthers;
}

function nullsOf({ items }: Panel, annotators: readonly string[]): number {
  return items.reduce((sum, { votes }) => sum + annotators.filter((annotator) => votes.get(annotator) === null).length, 0);
}

function votesIn({ annotators, given, patternOf }: VotePatterns): number {
  return patternOf.reduce(
    (sum, pattern) =>
      sum + given.subarray(pattern * annotators.length, (pattern + 1) * annotators.length).filter((vote) => vote >= 0).length,
    0,
  );
}

function correlationRows({ panel, slice, options }: Study, annotators: readonly string[]): readonly TidyRow[] {
  const pairs = annotators.flatMap((first, index) => annotators.slice(index + 1).map((second) => [first, second] as const));
  return pairs.flatMap(([first, second]) => {
    const statistic = errorCorrelation(panel, first, second);
    const n = statistic.contributions.length;
    const measured = measure(statistic, { n, items: n, nulls: 0, ties: 0 }, options.resampling);
    return tidyRow({ statistic: "error correlation", slice, judge_a: first, judge_b: second }, measured, "number", (value) => {
      return `Errors of ${first} and ${second} correlate by ${value} on ${counted(n, "item")}; errors of the others can bring independent ones to ${noiseOfOthers}`;
    });
  });
}

/** Why the model can't be told from the votes, or null. */
function obstacleOf({ annotators, classes, given, count }: VotePatterns): string | null {
  const active = annotators.filter((_, annotator) =>
    Array.from({ length: count }, (__, pattern) => given[pattern * annotators.length + annotator] as number).some((vote) => vote >= 0),
  );
  if (active.length < 3) return `accuracies can't be told apart with fewer than three annotators, and ${active.length} voted`;
  if (classes.length < 2) return "everybody gave the same single class";
  if (classes.length > mostClasses)
    return `${classes.length} different values are scores rather than classes; ${mostClasses} at most can be fitted`;
  const apart = apartFrom(annotators, given, count).filter((annotator) => active.includes(annotator));
  return apart.length === 0
    ? null
    : `${apart.join(", ")} judged no item in common with ${active[0]}, not even through others, so accuracies can't be compared`;
}

/** Annotators that no chain of shared items joins to the first that voted. */
function apartFrom(annotators: readonly string[], given: Int32Array, count: number): readonly string[] {
  const parts = Array.from({ length: count }, (_, pattern) => {
    const own = given.subarray(pattern * annotators.length, (pattern + 1) * annotators.length);
    return annotators.map((_, annotator) => annotator).filter((annotator) => (own[annotator] ?? -1) >= 0);
  });
  const first = annotators.findIndex((_, annotator) => parts.some((part) => part.includes(annotator)));
  const reached = new Set([first]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const part of parts) if (part.some((annotator) => reached.has(annotator))) for (const annotator of part) reached.add(annotator);
  }
  return annotators.filter((_, annotator) => !reached.has(annotator));
}

type Fitting = { readonly counts: Counts; readonly together: readonly string[] };

function fitRows({ slice, options }: Study, patterns: VotePatterns, { counts, together }: Fitting): readonly TidyRow[] {
  const { annotators, classes } = patterns;
  const k = classes.length;
  const fit = fitDawidSkene(patterns, patternWeights(patterns, null), majorityShares(patterns));
  const resampling = options.resampling ?? defaultResampling;
  const affordable = Math.floor(mostSteps / (patterns.count * annotators.length * k * stepsPerRound));
  const draws = Math.min(resampling.draws, Math.max(fewestDraws, affordable));
  const drawn = drawWeighted(refitted(patterns, fit), { ...resampling, draws });
  const note = noteOf(fit, keepsLabels(patterns, fit), together);
  const row = (statistic: string, at: number, who: Partial<TidyRow>, claim: (figure: string) => string) =>
    tidyRow({ statistic, slice, ...who }, { ...measuredFrom(drawn, at, counts, "there is no vote"), note }, "percent", claim);
  const figure = (statistic: string, value: number, claim: (figure: string) => string) => {
    const measured = { ...undefinedMeasure("", { ...counts, clusters: drawn.clusters }), value, reason: null, note };
    return tidyRow({ statistic, slice }, measured, "number", claim);
  };
  const of = counted(counts.items, "item");
  return [
    ...annotators.map((annotator, index) =>
      row(
        "dawid-skene accuracy",
        index,
        { judge_a: annotator },
        (value) => `${annotator} names the true class of ${value} of ${of}, by everybody's votes together`,
      ),
    ),
    ...classes.map((each, t) =>
      row(
        "class share",
        annotators.length + t,
        { criterion: String(each) },
        (value) => `The true class is ${each} in ${value} of ${of}, by everybody's votes together`,
      ),
    ),
    ...annotators.flatMap((annotator, index) =>
      classes.flatMap((truth, t) =>
        classes.map((said, l) => {
          const at = annotators.length + k + (index * k + t) * k + l;
          return row(
            "confusion",
            at,
            { judge_a: annotator, criterion: `${truth}, said ${said}` },
            (value) => `Where the truth is ${truth}, ${annotator} says ${said} in ${value}`,
          );
        }),
      ),
    ),
    figure(
      "em rounds",
      fit.rounds,
      (value) => `The fit took ${value.replace(/\.00$/, "")} rounds${fit.isConverged ? "" : " and had not settled"}`,
    ),
    figure("log likelihood", fit.logLikelihood, (value) => `The logarithm of the likelihood is ${value}`),
  ];
}

function noteOf(fit: DawidSkeneFit, isKept: boolean, together: readonly string[]): string | null {
  const notes = [
    fit.isConverged ? "" : `the fit had not settled after ${fit.rounds} rounds`,
    isKept ? "" : "most votes contradict the fitted classes, which may have been exchanged",
    together.length === 0 ? "" : `errors of ${together.join(", ")} go together, which the model excludes: accuracies come out too high`,
  ].filter(Boolean);
  return notes.length === 0 ? null : notes.join("; ");
}

/** Items of each pattern, each item counted `times`. */
function patternWeights({ count, patternOf }: VotePatterns, times: Float64Array | null): Float64Array {
  const weights = new Float64Array(count);
  patternOf.forEach((pattern, item) => {
    weights[pattern] = (weights[pattern] as number) + (times === null ? 1 : (times[item] as number));
  });
  return weights;
}

/** Accuracies, class shares and confusions; draws start from the fit, so that classes keep their meaning. */
function refitted(patterns: VotePatterns, fit: DawidSkeneFit): WeightedStatistic {
  const { annotators, classes, clusters } = patterns;
  const k = classes.length;
  return {
    clusters,
    width: annotators.length + k + annotators.length * k * k,
    fill: (weights, into) => {
      const isWhole = weights.every((weight) => weight === 1);
      const { prior, confusion } = isWhole ? fit : fitDawidSkene(patterns, patternWeights(patterns, weights), fit.truth, redrawLimits);
      into.set(accuraciesOf(patterns, { prior, confusion }));
      into.set(prior, annotators.length);
      into.set(confusion, annotators.length + k);
    },
  };
}
