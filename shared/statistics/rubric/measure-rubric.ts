import type { Resampling } from "../bootstrap.ts";
import { clusterOf, type Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { undefinedMeasure } from "../measured.ts";
import { counted, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { rubricAgreementRows } from "./agreement-rows.ts";
import { judgeRubricRows } from "./criterion-rows.ts";
import { type Choice, peoplesChoices } from "./peoples-choices.ts";
import { type RubricStudy, rubricStudy } from "./rubric-verdicts.ts";

/** One slice of a rubric's verdicts. `choices` null: there are no people's labels at all. */
export type RubricRows = {
  readonly study: RubricStudy;
  readonly slice: string | null;
  readonly resampling: Resampling | undefined;
  readonly choices: readonly Choice[] | null;
  readonly unmatched: number;
};

/**
 * What a rubric's criteria are worth: how far judges agree on each (kappa and AC1, since base rates are extreme), on all
 * together (alpha) and on the scores (ICC, Spearman); how often each is met, how well it tells good answers from bad
 * (p(1 − p), item-rest correlation, D), which repeat each other; and, where people compared or accepted answers, how well
 * the score does it (rubric power). Scores are made by the aggregate the rows declare, by `scoreRubric` as in the judge's own table.
 */
export function measureRubric(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const rated = judgements.filter(({ criterion }) => criterion !== undefined);
  if (rated.length === 0) {
    const reason = judgements.length === 0 ? "there are no judgements" : "no row names the criterion it is about";
    const counts = { n: 0, items: 0, nulls: judgements.length, ties: 0, clusters: 0 };
    const row = tidyRow({ statistic: "pooled alpha", slice: null }, undefinedMeasure(reason, counts), "number", (value) => value);
    return { rows: [row], sentence: row.sentence };
  }
  const slices = [...new Set(rated.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? judgements : inSlice(judgements, slice);
    const study = rubricStudy(own);
    const { choices, unmatched } = peoplesChoices(own, study.responses);
    const hasLabels = choices.length + unmatched > 0;
    const part: RubricRows = { study, slice, resampling: options.resampling, choices: hasLabels ? choices : null, unmatched };
    return [...rubricAgreementRows(part), ...study.judges.flatMap((judge) => judgeRubricRows(part, judge))];
  });
  return { rows, sentence: finding(rows) };
}

/** The slice's verdicts, and what people said of the answers to its prompts. */
function inSlice(judgements: readonly Judgement[], slice: string): readonly Judgement[] {
  const rated = judgements.filter(({ criterion, slices }) => criterion !== undefined && slices?.includes(slice));
  const prompts = new Set(rated.map(clusterOf));
  return [...rated, ...judgements.filter((judgement) => judgement.criterion === undefined && prompts.has(clusterOf(judgement)))];
}

function finding(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const of = (statistic: string) => whole.filter((row) => row.statistic === statistic);
  const [alpha] = of("pooled alpha");
  const [power] = of("rubric power").filter(({ estimate }) => estimate !== null);
  const start = alpha && alpha.estimate !== null ? alpha : (power ?? of("mean score")[0] ?? whole[0]);
  const criteria = (list: readonly TidyRow[]) => [...new Set(list.map(({ criterion }) => criterion ?? ""))];
  const constant = criteria(of("item-rest correlation").filter(({ estimate, n }) => estimate === null && n > 0));
  const varied = of("item-rest correlation").filter(({ estimate }) => estimate !== null);
  const telling = criteria(varied.filter(({ low }) => low !== null && low > 0));
  const repeated = of("redundancy phi").map(({ criterion }) => criterion ?? "");
  const parts = [
    varied.length === 0
      ? ""
      : `${telling.length} of ${counted(criteria(of("pass rate")).length, "criterion").replace("criterions", "criteria")} go with the score of the others by their interval`,
    constant.length === 0 ? "" : `${listed(constant)} never ${constant.length === 1 ? "varies" : "vary"} for some judge`,
    repeated.length === 0 ? "" : `${listed([...new Set(repeated)])} repeat each other`,
  ].filter(Boolean);
  return [start?.sentence.replace(/\.$/, "") ?? "There are no judgements", ...parts].join("; ").concat(".");
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
