import { styleOf } from "#shared/statistics/headline.ts";
import { figure, type NumberStyle, type TidyRow } from "#shared/statistics/tidy-row.ts";
import { formatCount } from "../../kit/format.ts";

/** A row of a measure table as it is read: figure, interval, n, p value and the sentence that says them. */
export type Finding = {
  readonly figure: string | null;
  readonly interval: string | null;
  readonly n: string;
  readonly pValue: string | null;
  readonly sentence: string;
};

export function findingOf(row: TidyRow): Finding {
  const { estimate, low, high, n, p_value } = row;
  const style = styleOf(row);
  const isWhole = isCount(row);
  const value = estimate === null ? null : isWhole ? formatCount(estimate) : figure({ value: estimate, low: null, high: null }, style);
  return {
    figure: value,
    interval: value === null || low === null || high === null ? null : intervalWords({ estimate, low, high }, isWhole ? null : style),
    n: formatCount(n),
    pValue: p_value === null ? null : pValueWords(p_value),
    sentence: row.sentence,
  };
}

/** "[0.66, 0.75]"; of counts, "[1, 3]". */
export function intervalWords({ estimate, low, high }: Ends, style: NumberStyle | null): string {
  if (style === null) return `[${formatCount(low ?? 0)}, ${formatCount(high ?? 0)}]`;
  const value = figure({ value: estimate, low: null, high: null }, style);
  return figure({ value: estimate, low, high }, style).slice(value.length).trim();
}

type Ends = Pick<TidyRow, "estimate" | "low" | "high">;

/** Whole numbers that their sentence does not write as a measurement: "uses 13 values", "is number 2 of 6". */
function isCount({ estimate, low, high, sentence }: TidyRow): boolean {
  if (estimate === null || [estimate, low, high].some((end) => end !== null && !Number.isInteger(end))) return false;
  const isMeasurement = new RegExp(`(?<![\\w.,])${estimate.toFixed(2)}(?!\\d)`).test(sentence);
  const written = new RegExp(`(?<![\\w.,])${formatCount(estimate)}(?![\\d.,]*\\d| %| points)`);
  return !isMeasurement && written.test(sentence);
}

/** "p 0.03", "p < 0.001": as many digits as say something. */
export function pValueWords(p: number): string {
  if (p < 0.001) return "p < 0.001";
  return `p ${p.toFixed(p < 0.01 ? 3 : 2)}`;
}

export type FindingGroup = {
  readonly statistic: string;
  readonly undefinedCount: number;
  /** All rows first, then slice by slice; what is undefined last in each. */
  readonly sections: readonly { readonly slice: string | null; readonly rows: readonly TidyRow[] }[];
  readonly count: number;
};

/** A measure's rows by statistic, in the order the measure tells them. */
export function groupFindings(rows: readonly TidyRow[]): readonly FindingGroup[] {
  return [...grouped(rows, ({ statistic }) => statistic)].map(([statistic, own]) => {
    const slices = [...grouped(own, ({ slice }) => slice)].sort(([left], [right]) => Number(left !== null) - Number(right !== null));
    const isUndefined = ({ estimate }: TidyRow): boolean => estimate === null;
    const sections = slices.map(([slice, part]) => {
      const told = withoutRepeats(part);
      return { slice, rows: [...told.filter((row) => !isUndefined(row)), ...told.filter(isUndefined)] };
    });
    const shown = sections.flatMap((section) => section.rows);
    return { statistic, undefinedCount: shown.filter(isUndefined).length, sections, count: shown.length };
  });
}

/** Of two judges the figure of all together is that of the pair: said once, by the row that names them. */
function withoutRepeats(rows: readonly TidyRow[]): readonly TidyRow[] {
  const pairs = new Set(rows.filter(({ judge_a, judge_b }) => judge_a !== null && judge_b !== null).map(figureKey));
  return rows.filter((row) => row.judge_a !== null || row.judge_b !== null || !pairs.has(figureKey(row)));
}

/** Compared as they are read: draws of the one and of the other differ in digits nobody sees. */
function figureKey(row: TidyRow): string {
  const { figure: value, interval } = findingOf(row);
  return JSON.stringify([row.model, row.criterion, row.x, value, interval, value === null ? row.reason : null]);
}

function grouped<Key>(rows: readonly TidyRow[], keyOf: (row: TidyRow) => Key): ReadonlyMap<Key, readonly TidyRow[]> {
  const groups = new Map<Key, TidyRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
