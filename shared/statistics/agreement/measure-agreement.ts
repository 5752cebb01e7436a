import { seenVerdicts } from "../bias/position-statistics.ts";
import { inconsistent, type Judgement, tie } from "../judgement.ts";
import { type MeasureOptions, usualOptions } from "../measure-options.ts";
import type { MeasureResult, TidyRow } from "../tidy-row.ts";
import { agreementFinding } from "./agreement-finding.ts";
import { type AgreementStudy, levelOf, pairsAmong } from "./agreement-study.ts";
import { baselineRows } from "./baseline-rows.ts";
import { costRows } from "./cost-rows.ts";
import { differenceRows } from "./difference-rows.ts";
import { pairRows } from "./pair-rows.ts";
import { peopleRows } from "./people-rows.ts";
import { peopleScoreRows } from "./people-score-rows.ts";
import { systemRows } from "./system-rows.ts";
import { alphaRow, togetherRows } from "./together-rows.ts";
import { voteRows } from "./vote-rows.ts";
import { voteTable } from "./votes.ts";

export type AgreementOptions = MeasureOptions;

/**
 * How far judges and people agree: every figure the level of their values lets make sense, for all together and for
 * every pair; judges against people beside the ceiling people reach with one another; judges that read nothing; and
 * two judges against one reference. The same again for every slice.
 */
export function measureAgreement(judgements: readonly Judgement[], options: AgreementOptions = {}): MeasureResult {
  const table = voteTable(judgements, options.inconsistent ?? usualOptions.inconsistent);
  const level = levelOf(table, options);
  const tied = level.isComparison ? voteTable(judgements, "tie").items : [];
  const hasTies = tied.some(({ votes }) => [...votes.values()].some((vote) => vote === tie || vote === inconsistent));
  const whole: AgreementStudy = {
    judges: table.judges,
    people: table.people,
    level,
    options,
    slice: null,
    items: table.items,
    tiedItems: hasTies ? tied : null,
    seen: seenVerdicts(judgements),
    judgements,
  };
  if (options.only === "krippendorff alpha") {
    const alpha = alphaRow(whole);
    return { rows: [alpha], sentence: alpha.sentence };
  }
  const slices = [...new Set(table.items.flatMap((item) => item.slices))].sort();
  const rows = [whole, ...slices.map((slice) => sliced(whole, slice))].flatMap(agreementRows);
  return { rows, sentence: agreementFinding(rows, table) };
}

function sliced(study: AgreementStudy, slice: string): AgreementStudy {
  const within = (row: { readonly slices?: readonly string[] }) => row.slices?.includes(slice) ?? false;
  return {
    ...study,
    slice,
    items: study.items.filter(within),
    tiedItems: study.tiedItems?.filter(within) ?? null,
    seen: study.seen.filter(within),
    judgements: study.judgements.filter(within),
  };
}

/** Pairs among more people than this are too many to list; what they say together is. */
const mostListedPeople = 12;

function agreementRows(study: AgreementStudy): readonly TidyRow[] {
  const { judges, people } = study;
  const listed = people.length > mostListedPeople ? judges.filter((judge) => !people.includes(judge)) : judges;
  return [
    ...togetherRows(study),
    ...pairsAmong(listed).flatMap(([first, second]) => pairRows(study, first, second)),
    ...peopleRows(study),
    ...peopleScoreRows(study),
    ...voteRows(study),
    ...systemRows(study),
    ...baselineRows(study),
    ...differenceRows(study),
    ...costRows(study),
  ];
}
