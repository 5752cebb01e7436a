import { normalQuantile } from "../distributions/normal.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { fewestClusters, type Measured, undefinedMeasure } from "../measured.ts";
import { counted, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import type { Quantity } from "./correction-study.ts";
import { type LabelBudget, labelsFor, varianceWith } from "./label-budget.ts";
import { type Estimate, type Judged, type Moments, moments, predictionPowered, type Sample, tunedLambda } from "./prediction-powered.ts";
import type { Selection } from "./selection.ts";

/** Two-sided 95 % intervals. */
const z = normalQuantile(0.975);

const usualHalfWidths: { readonly [kind in Quantity["kind"]]: readonly number[] } = {
  "win rate": [0.05, 0.03, 0.02],
  "pass rate": [0.05, 0.03, 0.02],
  "mean score": [0.2, 0.1, 0.05],
};

type Context = { readonly slice: string | null; readonly selection: Selection; readonly options: MeasureOptions };

/** A mean by people only, corrected, with λ 1 and by the judge only, and what more labels would buy. */
export function quantityRows(quantity: Quantity, context: Context): readonly TidyRow[] {
  const { judge, model, sample, kind, unread } = quantity;
  const { slice, selection } = context;
  const labelled = sample.rows.filter((row) => row.labelled !== null);
  const clusters = new Set(labelled.map(({ cluster }) => cluster)).size;
  const base = { n: labelled.length, items: sample.rows.length, nulls: unread, ties: 0, clusters };
  const subject = (statistic: string, x: number | null = null) => ({ statistic, slice, judge_a: judge, model, x });
  const judgeOnly = judgeOnlyRow(quantity, context);
  if (labelled.length < 2 || selection.type === "refused") {
    const reason = selection.type === "refused" ? selection.reason : tooFew(labelled.length, sample.rows.length);
    return [tidyRow(subject("corrected"), undefinedMeasure(reason, base), "percent", String), judgeOnly];
  }
  const style = styleOf(kind);
  const lambda = tunedLambda(sample);
  const [people, tuned, full] = [predictionPowered(sample, 0), predictionPowered(sample, lambda), predictionPowered(sample, 1)];
  const note = noteOf(selection, sample);
  const rowOf = (statistic: string, estimate: Estimate, claim: (figure: string) => string) =>
    estimateRow(tidyRow(subject(statistic), { ...intervalOf(estimate, { base, kind }), note }, style, claim));
  const what = whatWords(quantity);
  const of = `${counted(labelled.length, "label")} by people and ${judge} on ${counted(sample.rows.length, "item")}`;
  const isPartly = labelled.length < sample.rows.length;
  const byPeople = whatWords({ ...quantity, contradicted: 0 });
  return [
    rowOf("people only", people, (value) => `By ${counted(labelled.length, "label")} of people alone, ${byPeople} ${value}`),
    rowOf("corrected", tuned, (value) => `By ${of}, ${what} ${value} as people would say (prediction-powered, λ ${lambda.toFixed(2)})`),
    ...(isPartly
      ? [rowOf("corrected, lambda 1", full, (value) => `By ${of}, taken at full weight (λ 1), ${what} ${value} as people would say`)]
      : []),
    judgeOnly,
    tidyRow(
      subject("lambda"),
      pointOf(lambda, base),
      "number",
      (value) => `The word of ${judge} is given weight ${value} of 1 beside people's labels`,
    ),
    ...budgetRows({ quantity, context, people, tuned, base, moments: moments(sample.rows, labelled) }),
  ];
}

function tooFew(labels: number, items: number): string {
  if (labels === 0) return "no person labelled any of it: the judge's own mean stands uncorrected, and nothing says how far off it is";
  return `${counted(labels, "label")} by people among ${counted(items, "judged item")}; two at least are needed`;
}

function styleOf(kind: Quantity["kind"]): NumberStyle {
  return kind === "mean score" ? "number" : "percent";
}

function whatWords({ kind, model, judge, contradicted }: Quantity): string {
  const who = model ?? (kind === "win rate" ? "side a" : "everything judged");
  const halves = contradicted === 0 ? "ties" : `ties and ${counted(contradicted, "inconsistent verdict")} of ${judge}`;
  if (kind === "win rate") return `${who} wins (${halves} counting half)`;
  return kind === "pass rate" ? `${who} passes at a rate of` : `${who} has a mean score of`;
}

function noteOf(selection: Selection, { rows }: Sample): string | null {
  const labelled = rows.filter((row) => row.labelled !== null);
  const unaccounted = selection.type === "recorded" ? unaccountedFor(labelled, rows.length) : null;
  const notes = [
    selection.type === "unknown"
      ? "no selection_p is recorded, so this holds only if the labelled items are a random sample; hard cases sent to people are none"
      : "",
    unaccounted === null
      ? ""
      : `selection_p of the labelled items accounts for ${unaccounted} of ${rows.length}, so this holds only if the others wait for a label and were not passed over`,
    labelled.length === rows.length ? "every judged item is labelled, so there is nothing left to predict" : "",
  ].filter(Boolean);
  return notes.length === 0 ? null : notes.join("; ");
}

/** The items that the labelled ones stand for by 1 / chance, where they are clearly fewer than all; else null. */
function unaccountedFor(labelled: readonly Judged[], items: number): number | null {
  const stoodFor = labelled.reduce((sum, { weight }) => sum + weight, 0);
  const spread = Math.sqrt(labelled.reduce((sum, { weight }) => sum + weight * (weight - 1), 0));
  return stoodFor + 3 * spread < items - 0.5 ? Math.round(stoodFor) : null;
}

type Base = { readonly n: number; readonly items: number; readonly nulls: number; readonly ties: number; readonly clusters: number };

function pointOf(value: number, base: Base): Measured {
  return { ...undefinedMeasure("", base), value, reason: null };
}

/** value ± z · sd; a rate's interval ends at 0 and 1. */
function intervalOf({ value, variance }: Estimate, { base, kind }: { readonly base: Base; readonly kind: Quantity["kind"] }): Measured {
  const point = pointOf(value, base);
  if (base.clusters < fewestClusters)
    return { ...point, intervalReason: `no interval: labels of ${base.clusters} of the ${fewestClusters} prompts that it needs` };
  if (variance <= 1e-24) return { ...point, intervalReason: "no interval: neither labels nor what they correct ever vary" };
  const reach = z * Math.sqrt(variance);
  const [least, most] = kind === "mean score" ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [0, 1];
  return { ...point, low: Math.max(least, value - reach), high: Math.min(most, value + reach) };
}

function estimateRow(row: TidyRow): TidyRow {
  return row.low === null ? row : { ...row, interval: "normal, by cluster" };
}

/** Narrow, and about the judge, not about people. */
function judgeOnlyRow(quantity: Quantity, { slice }: Context): TidyRow {
  const { judge, model, sample, kind, unread, isByProbability } = quantity;
  const own = { rows: sample.rows.map((row) => ({ ...row, labelled: row.judged, weight: 1 })), isWeighted: false };
  const base = {
    n: own.rows.length,
    items: own.rows.length,
    nulls: unread,
    ties: 0,
    clusters: new Set(own.rows.map(({ cluster }) => cluster)).size,
  };
  const subject = { statistic: "judge only", slice, judge_a: judge, model };
  if (own.rows.length === 0) return tidyRow(subject, undefinedMeasure("it gave no usable verdict", base), "percent", String);
  const note = "the interval is about the judge's own mean: nothing in it says how far people would differ";
  const measured = { ...intervalOf(predictionPowered(own, 0), { base, kind }), note };
  const by = isByProbability ? `the probabilities of ${judge}` : judge;
  return estimateRow(tidyRow(subject, measured, styleOf(kind), (value) => `By ${by} alone, uncorrected, ${whatWords(quantity)} ${value}`));
}

type Budget = {
  readonly quantity: Quantity;
  readonly context: Context;
  readonly people: Estimate;
  readonly tuned: Estimate;
  readonly base: Base;
  readonly moments: Moments;
};

function budgetRows({ quantity, context, people, tuned, base, moments: spread }: Budget): readonly TidyRow[] {
  const { judge, model, kind } = quantity;
  const subject = (statistic: string, x: number | null = null) => ({ statistic, slice: context.slice, judge_a: judge, model, x });
  if (people.variance <= 1e-24 || tuned.variance <= 1e-24) return [];
  const labels = base.n;
  const effective = (labels * people.variance) / tuned.variance;
  const plain: LabelBudget = { moments: spread, items: base.items, inflation: 1 };
  const budget: LabelBudget = { ...plain, inflation: tuned.variance / varianceWith(labels, plain) };
  const wanted = context.options.halfWidth === undefined ? usualHalfWidths[kind] : [context.options.halfWidth];
  const about = model ?? "everything";
  const where = context.slice === null ? "" : ` (${context.slice})`;
  return [
    tidyRow(subject("effective sample size"), pointOf(effective, base), "number", () => {
      const worth = Math.round(effective).toLocaleString("en");
      return `With ${judge} beside them, ${counted(labels, "label")} ${labels === 1 ? "is" : "are"} worth ${worth} for ${about}`;
    }),
    ...wanted.flatMap((halfWidth) => {
      const target = (halfWidth / z) ** 2;
      const needed = labelsFor(target, budget);
      const best = z * Math.sqrt(varianceWith(base.items, budget));
      const impossible = `labelling all ${counted(base.items, "judged item")} would bring ±${best.toFixed(3)}; more items are needed`;
      const corrected = needed === null ? undefinedMeasure(impossible, base) : pointOf(Math.max(0, needed - labels), base);
      const more = tidyRow(subject("more labels", halfWidth), corrected, "number", () => {
        return `${counted(corrected.value ?? 0, "more label")} beside ${judge} would bring ${about} to ±${halfWidth}`;
      });
      const alone = Math.max(0, Math.ceil((labels * people.variance) / target - 1e-9) - labels);
      const note = labels + alone > base.items ? `that is more than the ${counted(base.items, "judged item")}` : null;
      return [
        needed === null
          ? { ...more, sentence: `No number of labels beside ${judge} would bring ${about} to ±${halfWidth}: ${impossible}${where}.` }
          : more,
        tidyRow(subject("more labels, people only", halfWidth), { ...pointOf(alone, base), note }, "number", () => {
          return `${counted(alone, "more label")} without any judge would bring ${about} to ±${halfWidth}`;
        }),
      ];
    }),
  ];
}
