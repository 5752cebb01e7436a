import { strangerAmong } from "../annotators/outcome.ts";
import { type Panel, panelOf, slicesOfPanel } from "../annotators/panel.ts";
import { warnOfSelection } from "../annotators/unequal-selection.ts";
import type { Judgement } from "../judgement.ts";
import { type MeasureOptions, usualOptions } from "../measure-options.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { counted, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { cascadeRows } from "./cascade.ts";
import { byCost, type CheckedItem, checkedItems, peopleOutcome } from "./checked-verdicts.ts";
import { conformalThreshold, setSize } from "./conformal.ts";
import { fixedSequence, type Risk } from "./fixed-sequence.ts";
import { abstention, guaranteeWords } from "./guarantee.ts";
import { riskCurve } from "./risk-curve.ts";

/**
 * Which verdicts can be kept without asking people: for each judge the confidence above which, with probability 1 − delta, people
 * would disagree with no more than a share alpha; how much that lets through; risk against share; conformal sets; and the judges
 * one after another from the cheapest. The same again for every slice.
 */
export function measureSelective(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const panel = panelOf(judgements);
  const risk: Risk = { alpha: options.alpha ?? usualOptions.alpha, delta: options.delta ?? usualOptions.delta };
  const obstacle = obstacleOf(panel);
  if (obstacle) {
    const refused = undefinedMeasure(obstacle, { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 });
    const row = tidyRow({ statistic: "share let through", slice: null }, refused, "percent", String);
    return { rows: [row], sentence: row.sentence };
  }
  const order = byCost(panel, judgements);
  const found = slicesOfPanel(panel).flatMap(({ slice, panel: part }) => [
    ...part.judges.flatMap((judge) => judgeRows({ judge, slice, panel: part, risk, options })),
    ...(order.judges.length > 1 ? cascadeRows({ order, slice, items: part.items, risk, options }) : []),
  ]);
  const rows = warnOfSelection(found, judgements);
  return { rows, sentence: selectiveSentence(rows) };
}

function obstacleOf({ people, judges, items }: Panel): string | null {
  if (people.length === 0) return "no person labelled anything, so no risk can be bounded";
  if (judges.length === 0) return "there is no judge beside the people";
  const stranger = strangerAmong(items.flatMap((item) => item.people));
  return stranger && `people said ${stranger}, and a confidence is only of sides, or of met and not met`;
}

type Study = {
  readonly judge: string;
  readonly slice: string | null;
  readonly panel: Panel;
  readonly risk: Risk;
  readonly options: MeasureOptions;
};

function judgeRows(study: Study): readonly TidyRow[] {
  const { judge, slice, panel, options } = study;
  const labelled = panel.items.filter((item) => item.votes.has(judge) && peopleOutcome(item) !== null);
  const checked = checkedItems(panel.items, judge);
  const counts: Counts = { n: checked.length, items: checked.length, nulls: labelled.length - checked.length, ties: 0 };
  if (checked.length === 0) {
    const reason = labelled.length > 0 ? "it gave no probabilities on what people labelled" : "people decided nothing that it judged";
    const refused = undefinedMeasure(reason, { ...counts, clusters: 0 });
    return [tidyRow({ statistic: "share let through", slice, judge_a: judge }, refused, "percent", String)];
  }
  return [
    ...guaranteeRows(study, checked, counts),
    ...riskCurve({ judge, slice, checked, resampling: options.resampling }),
    ...conformalRows(study, checked, counts),
  ];
}

function guaranteeRows({ judge, slice, panel, risk, options }: Study, checked: readonly CheckedItem[], counts: Counts): readonly TidyRow[] {
  const found = fixedSequence(checked, risk);
  const clusters = new Set(checked.map(({ cluster }) => cluster)).size;
  const split = splitNote(panel, judge);
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (figure: string) => string) =>
    tidyRow({ statistic, slice, judge_a: judge }, measured, style, claim);
  const guarantee = guaranteeWords(risk);
  const judged = panel.items.flatMap(({ cluster, p }) => {
    const given = p.get(judge)?.p;
    return given === undefined ? [] : [{ cluster, confidence: Math.max(given, 1 - given) }];
  });
  const through = proportion(
    judged.map(({ cluster, confidence }) => trial(cluster, found !== null && confidence >= found.confidence)),
    "",
  );
  const share = measure(through, { n: judged.length, items: judged.length, nulls: counts.nulls, ties: 0 }, options.resampling);
  if (!found) {
    const reason = abstention(checked.length);
    const refused = undefinedMeasure(reason, { ...counts, clusters });
    const none = row(
      "share let through",
      { ...share, low: null, high: null, interval: null, intervalReason: null, note: joined([reason, split]) },
      "percent",
      (value) => {
        return `No confidence of ${judge} meets the target (${guarantee}), so it lets ${value} through: ${reason}`;
      },
    );
    return [none, row("confidence threshold", refused, "number", String), row("risk kept", refused, "percent", String)];
  }
  const kept = checked.filter(({ confidence }) => confidence >= found.confidence);
  const dependent =
    clusters < checked.length
      ? `the guarantee takes items for independent, and ${checked.length} come from ${counted(clusters, "prompt")}`
      : null;
  const note = joined([dependent, split]);
  const keptCounts: Counts = { n: kept.length, items: kept.length, nulls: 0, ties: 0 };
  const errors = proportion(
    kept.map(({ cluster, isError }) => trial(cluster, isError)),
    "",
  );
  const point = (value: number): Measured => ({ ...undefinedMeasure("", { ...keptCounts, clusters }), value, reason: null, note });
  return [
    row("share let through", { ...share, note }, "percent", (value) => {
      return `${judge} lets ${value} of ${counted(judged.length, "item")} through at a confidence of ${found.confidence.toFixed(3)} or more; ${guarantee}`;
    }),
    row(
      "confidence threshold",
      point(found.confidence),
      "number",
      (value) => `Verdicts of ${judge} are kept from a confidence of ${value} on; ${guarantee}`,
    ),
    row("risk kept", measure(errors, keptCounts, options.resampling), "percent", (value) => {
      return `People disagree with ${value} of the ${counted(kept.length, "labelled verdict")} of ${judge} that are kept`;
    }),
    row("risk bound", point(found.bound), "percent", (value) => {
      return `With probability ${1 - risk.delta} people would disagree with no more than ${value} of what is kept of ${judge}`;
    }),
  ];
}

/** Items on which people, or the judge, stand exactly in the middle. */
function splitNote({ items }: Panel, judge: string): string | null {
  const judged = items.filter(({ p }) => p.has(judge));
  const byPeople = judged.filter((item) => item.people.length > 0 && peopleOutcome(item) === null).length;
  const even = judged.filter((item) => item.p.get(judge)?.p === 0.5 && peopleOutcome(item) !== null).length;
  return joined([
    byPeople === 0 ? null : `${counted(byPeople, "item")} on which people split evenly left out`,
    even === 0 ? null : `${counted(even, "verdict")} at exactly one half count as ties`,
  ]);
}

function joined(notes: readonly (string | null)[]): string | null {
  const told = notes.filter((note) => note !== null);
  return told.length === 0 ? null : told.join("; ");
}

/** Sets that hold people's verdict with probability 1 − alpha; those of one class can be let through. */
function conformalRows({ judge, slice, panel, risk, options }: Study, checked: readonly CheckedItem[], counts: Counts): readonly TidyRow[] {
  const decisive = checked.filter(({ truth }) => truth === 0 || truth === 1);
  const scores = decisive.map(({ p, truth }) => (truth === 1 ? 1 - p : p));
  const threshold = conformalThreshold(scores, risk.alpha);
  const own: Counts = { ...counts, n: decisive.length, items: decisive.length, ties: checked.length - decisive.length };
  const clusters = new Set(decisive.map(({ cluster }) => cluster)).size;
  const reason = `alpha ${risk.alpha} is below 1/(n + 1) of ${counted(decisive.length, "decisive label")}, so every set holds both classes`;
  const point = Number.isFinite(threshold)
    ? { ...undefinedMeasure("", { ...own, clusters }), value: threshold, reason: null }
    : undefinedMeasure(reason, { ...own, clusters });
  const judged = panel.items.flatMap(({ cluster, p }) => {
    const given = p.get(judge)?.p;
    return given === undefined ? [] : [trial(cluster, setSize(given, threshold) === 1)];
  });
  const single = measure(proportion(judged, ""), { n: judged.length, items: judged.length, nulls: 0, ties: 0 }, options.resampling);
  const share = `${Number(((1 - risk.alpha) * 100).toFixed(1))} %`;
  return [
    tidyRow({ statistic: "conformal threshold", slice, judge_a: judge }, point, "number", (value) => {
      return `A class stays in the set of ${judge} while 1 − p is at most ${value}; the set then holds people's verdict in ${share} of items`;
    }),
    tidyRow({ statistic: "conformal single verdicts", slice, judge_a: judge }, single, "percent", (value) => {
      return `The conformal set of ${judge} names exactly one class on ${value} of ${counted(judged.length, "item")}`;
    }),
  ];
}

function selectiveSentence(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const cascade = whole.find(({ statistic, judge_a }) => statistic === "cascade share let through" && judge_a === null);
  const shares = whole.filter(({ statistic }) => statistic === "share let through");
  const best = shares.filter(({ estimate }) => estimate !== null).sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0))[0];
  if (cascade && (cascade.estimate ?? 0) > (best?.estimate ?? 0)) return cascade.sentence;
  return (best ?? shares[0])?.sentence ?? "There are no judgements.";
}
