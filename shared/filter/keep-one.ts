import type { Value } from "../data/table.ts";
import { lengthChars } from "../data/value-text.ts";
import type { Drop, StepContext } from "./step.ts";

export type KeepRule = { readonly keep: "first" | "longest" | "highest"; readonly of?: string | undefined };

/** In words: which row of a cluster stays. */
export function keepWords({ keep, of }: KeepRule): string {
  switch (keep) {
    case "first":
      return "the first stays";
    case "longest":
      return "the longest stays";
    case "highest":
      return `the highest ${of ?? ""} stays`;
  }
}

/** Of each cluster (places in `context.rows`, ascending) all rows but one; ties go to the earlier row. */
export function dropAllButOne(
  clusters: readonly (readonly number[])[],
  rule: KeepRule,
  context: StepContext,
  texts: readonly (string | null)[],
  duplicateOf: (kept: number, dropped: number) => { readonly similarity: number; readonly words: string },
): readonly Drop[] {
  const rank = rankBy(rule, context, texts);
  return clusters.flatMap((members) => {
    const kept = members.reduce((best, each) => (rank(each) > rank(best) ? each : best));
    const { table, item } = context.labelOf(context.rows[kept] ?? 0);
    return members.flatMap((member): readonly Drop[] => {
      if (member === kept) return [];
      const { similarity, words } = duplicateOf(kept, member);
      return [{ row: context.rows[member] ?? 0, reason: `${words} of ${item}`, matched: item, matchedTable: table, similarity }];
    });
  });
}

function rankBy({ keep, of }: KeepRule, { rows, table }: StepContext, texts: readonly (string | null)[]): (member: number) => number {
  switch (keep) {
    case "first":
      return () => 0;
    case "longest":
      return (member) => lengthChars(texts[member] ?? "");
    case "highest": {
      const values = table.column(of ?? "");
      return (member) => numberOf(values[rows[member] ?? 0]) ?? Number.NEGATIVE_INFINITY;
    }
  }
}

/** A finite number, or null. */
export function numberOf(value: Value | undefined): number | null {
  const number = typeof value === "bigint" ? Number(value) : typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
