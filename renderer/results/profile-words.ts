import type { ColumnProfile } from "#shared/contract/contract.ts";
import { formatCount } from "../kit/format.ts";

const sampledAbove = 1_000_000;

export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  return share > 0 && share < 1 ? "< 1 %" : `${Math.round(share)} %`;
}

/** Values that say something: a column where all differ has none. */
export function telling(profile: ColumnProfile): readonly { readonly value: string; readonly count: number }[] {
  if (profile.summary.type !== "top") return [];
  const there = profile.rows - profile.nulls;
  return profile.summary.values.filter(({ count }) => count > 1 && count / Math.max(1, there) >= 0.02);
}

/** One line under a column's name where no histogram fits. */
export function profileLine(profile: ColumnProfile): string {
  const there = profile.rows - profile.nulls;
  if (there === 0) return "all null";
  if (profile.summary.type !== "top") return profile.distinct === null ? "" : distinctWords(profile);
  const top = telling(profile);
  if (top.length === 0) return distinctWords(profile);
  return top.map(({ value, count }) => `${value === "" ? "(empty)" : value} ${percent(count, there)}`).join(" · ");
}

export function distinctWords({ distinct, rows, nulls }: ColumnProfile): string {
  if (distinct === null) return "";
  const there = rows - nulls;
  if (distinct === 1) return "one value";
  return distinct === there ? "all differ" : `${formatCount(distinct)} values`;
}

export function nullWords({ nulls, rows }: ColumnProfile): string {
  return nulls === 0 ? "no nulls" : `${formatCount(nulls)} null${nulls === 1 ? "" : "s"} (${percent(nulls, rows)})`;
}

/** Large tables are profiled on a sample, and say so. */
export function sampleWord(totalRows: number): string {
  return totalRows > sampledAbove ? "sample" : "";
}
