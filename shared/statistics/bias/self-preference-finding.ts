import { counted, figure, type TidyRow } from "../tidy-row.ts";
import type { Families } from "./families.ts";
import { isFound, withChances } from "./interval-chance.ts";

export const didName = "difference-in-differences";
export const matchedName = "length-matched difference-in-differences";
export const discernmentName = "discernment-matched difference-in-differences";

/** The own columns are one table of tests; placebo columns are not put to any. */
export function withAdjusted(rows: readonly TidyRow[], families: Families): readonly TidyRow[] {
  return withChances(rows, (row) => row.statistic === didName && isOwnFamily(row, families));
}

function isOwnFamily({ judge_a, model }: TidyRow, { ofJudge }: Families): boolean {
  return judge_a !== null && ofJudge(judge_a) === model;
}

/**
 * Accuses a judge only where its lead for its own family stands by its interval, with all judges' tests taken together, and
 * still stands with its sharpness taken out. Whatever raw shares say.
 */
export function selfPreferenceFinding(rows: readonly TidyRow[], families: Families): string {
  const whole = rows.filter((row) => row.slice === null && isOwnFamily(row, families));
  const own = whole.filter(({ statistic }) => statistic === didName);
  const tested = own.filter((row) => row.p_value !== null).sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [most] = tested;
  if (own.length === 0) return "No judge here is of a family that wrote any of the answers, so there is no self-preference to measure.";
  if (!most) return own[0]?.sentence ?? "";
  const leading = tested.filter((row) => isFound(row) && (row.estimate ?? 0) > 0);
  const accused = leading.filter((row) => (beside(row, discernmentName, whole)?.low ?? 0) > 0);
  const open = leading.filter((row) => !accused.includes(row));
  const doubts = open.map((row) => `; ${doubtWords(row, beside(row, discernmentName, whole))}`).join("");
  if (accused.length === 0) {
    const furthest = open.length > 0 ? "" : `; the most is ${most.judge_a} with ${most.model} by ${written(most)}`;
    return `None of ${counted(tested.length, "judge")} is shown to favour its own family beyond what disinterested judges prefer${furthest}${doubts}.`;
  }
  const claims = accused.map(
    (row) => `${row.judge_a} favours ${row.model} by ${written(row)}${matchedWords(beside(row, matchedName, whole))}`,
  );
  const rest = tested.length - leading.length;
  const others = rest === 0 ? "" : `; ${rest === 1 ? "the other is" : `the other ${rest} are`} not shown to`;
  return `Against disinterested judges on the same items, adjusted for ${counted(tested.length, "test")}: ${claims.join("; ")}${doubts}${others}.`;
}

function written(row: TidyRow): string {
  return figure({ value: row.estimate, low: row.low, high: row.high }, "points");
}

function beside({ judge_a, model }: TidyRow, statistic: string, rows: readonly TidyRow[]): TidyRow | undefined {
  return rows.find((row) => row.statistic === statistic && row.judge_a === judge_a && row.model === model);
}

function doubtWords(row: TidyRow, sharp: TidyRow | undefined): string {
  const lead = `${row.judge_a}'s lead for ${row.model} of ${written(row)}`;
  if (!sharp || sharp.estimate === null)
    return `${lead} can't be told from sharper judging, since ${sharp?.reason ?? "nothing tells how sharply it judges"}`;
  return `${lead} is ${written(sharp)} once sharper judging is allowed for`;
}

function matchedWords(matched: TidyRow | undefined): string {
  if (!matched || matched.estimate === null) return " (no answers of like length to check it on)";
  return (matched.low ?? 0) > 0
    ? ` (${written(matched)} between answers of like length)`
    : ` (between answers of like length ${written(matched)}, too uncertain to show it there)`;
}
