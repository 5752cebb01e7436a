import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { counted, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { type BaselineComparison, instructionDifficulty, lengthControlled } from "./length-controlled.ts";
import type { Preference } from "./preferences.ts";
import { type TraitStudy, traitRows } from "./trait-rows.ts";
import { refusal, traitFinding, traitStudies, withTests } from "./trait-studies.ts";
import { lengthTrait } from "./traits.ts";

/**
 * How far verdicts follow length: how often the longer answer is preferred, by judges and by people on the same items, the
 * slope on the log ratio of lengths, and what a judge that always takes the longer would get right. With a `baseline`,
 * each model's win rate against it, as it is and controlled for length.
 */
export function measureLength(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const read = traitStudies(judgements, options);
  if (typeof read === "string") return refusal(`prefers ${lengthTrait.more}`, read, judgements);
  const rows = read.studies.flatMap((study) => [...withTests(traitRows(study, lengthTrait)), ...baselineRows(study, options.baseline)]);
  return { rows, sentence: traitFinding(rows, [lengthTrait]) + read.duplicates };
}

function baselineRows(study: TraitStudy, baseline: string | undefined): readonly TidyRow[] {
  if (baseline === undefined) return [];
  return study.judges.flatMap((judge) => {
    const asked = study.preferences.filter(({ judge: name, a, b }) => name === judge && (a.model === baseline) !== (b.model === baseline));
    const models = [...new Set(asked.map((preference) => opponent(preference, baseline).model))].sort();
    if (models.length === 0) {
      const reason = `no answer of ${baseline} was compared with another model's`;
      const counts = { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 };
      const subject = { statistic: "length-controlled win rate (minimal)", slice: study.slice, judge_a: judge };
      return [tidyRow(subject, undefinedMeasure(reason, counts), "percent", (value) => value)];
    }
    const difficulty = instructionDifficulty(asked.flatMap((preference) => comparisonsOf(preference, baseline)));
    return models.flatMap((model) => {
      const own = asked.filter((preference) => opponent(preference, baseline).model === model);
      return modelRows({ study, judge, baseline, model, difficulty }, own);
    });
  });
}

function opponent({ a, b }: Preference, baseline: string) {
  return a.model === baseline ? b : a;
}

function comparisonsOf(preference: Preference, baseline: string): readonly BaselineComparison[] {
  const { a, b, share, cluster } = preference;
  const [theirs, anchor] = a.model === baseline ? [b, a] : [a, b];
  if (share === null || theirs.length === null || anchor.length === null) return [];
  const won = a.model === baseline ? 1 - share : share;
  return [{ model: theirs.model, instruction: cluster, share: won, shorterBy: anchor.length - theirs.length }];
}

type BaselineStudy = {
  readonly study: TraitStudy;
  readonly judge: string;
  readonly baseline: string;
  readonly model: string;
  readonly difficulty: ReadonlyMap<string, number> | null;
};

function modelRows({ study, judge, baseline, model, difficulty }: BaselineStudy, asked: readonly Preference[]): readonly TidyRow[] {
  const { slice, resampling } = study;
  const readable = asked.filter(({ share }) => share !== null);
  const known = asked.flatMap((preference) => comparisonsOf(preference, baseline));
  const counts: Counts = { n: known.length, items: known.length, nulls: asked.length - known.length, ties: 0 };
  const raw = measure(
    {
      width: 2,
      contributions: readable.map(({ a, share, cluster }) => {
        return { cluster, at: [0, 1], add: [a.model === baseline ? 1 - (share ?? 0.5) : (share ?? 0.5), 1] };
      }),
      value: ([won = 0, n = 0]) => (n === 0 ? "no comparison has a readable verdict" : won / n),
    },
    { ...counts, n: readable.length, items: readable.length, nulls: asked.length - readable.length },
    resampling,
  );
  const subject = (statistic: string) => ({ statistic, slice, judge_a: judge, model });
  const against = `${model} wins ${counted(known.length, "comparison")} with ${baseline}, by ${judge},`;
  return [
    tidyRow(
      subject("win rate against baseline"),
      raw,
      "percent",
      (value) => `${model} wins ${value} of comparisons with ${baseline}, by ${judge}, ties half`,
    ),
    tidyRow(subject("length-controlled win rate (minimal)"), controlled(known, counts, study), "percent", (value) => {
      return `With lengths made equal ${against} at a rate of ${value} (minimal fit, no instruction difficulty)`;
    }),
    ...(difficulty === null
      ? []
      : [
          tidyRow(subject("length-controlled win rate (difficulty)"), controlled(known, counts, study, difficulty), "percent", (value) => {
            return `With lengths made equal ${against} at a rate of ${value} (fit with the difficulty of each instruction)`;
          }),
        ]),
  ];
}

function controlled(
  known: readonly BaselineComparison[],
  counts: Counts,
  { resampling }: TraitStudy,
  difficulty?: ReadonlyMap<string, number>,
): Measured {
  const statistic = lengthControlled(known, difficulty);
  const lengths = new Set(known.map(({ shorterBy }) => shorterBy));
  const missing =
    known.length === 0
      ? "no comparison has a readable verdict and two known lengths"
      : lengths.size < 2
        ? "the lengths differ by the same amount throughout, so nothing can be told of them"
        : "the fit has no solution";
  const measured = measuredFrom(drawWeighted(statistic, resampling), 0, counts, missing);
  const isSeparated = statistic.fit(new Float64Array(known.length).fill(1))?.isSeparated ?? false;
  const note = "wins and losses are perfectly separated, so a ridge of 0.001 holds the fit";
  return isSeparated && measured.value !== null ? { ...measured, note } : measured;
}
