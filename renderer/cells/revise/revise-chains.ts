import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Row } from "#shared/data/table.ts";

/** Which answers are looked at: all, those that came out otherwise, those whose chain ended early. */
export type ChainKind = "all" | "changed" | "broken";

export function chainsOf(finals: readonly Row[]): { readonly [kind in ChainKind]: readonly Row[] } {
  return {
    all: finals,
    changed: finals.filter(({ changed }) => changed === true),
    broken: finals.filter(({ error }) => typeof error === "string" && error !== ""),
  };
}

const keys = ["item", "model", "sample"] as const;

/** "t1 · sim/willow-large · #2", as far as the answer has them. */
export function answerName({ item, model, sample }: Row): string {
  const number = typeof sample === "number" && sample > 0 ? `#${sample}` : "";
  return [String(item ?? ""), typeof model === "string" ? model : "", number].filter(Boolean).join(" · ");
}

/** The rounds of one answer. */
export function chainFilters(final: Row): readonly FilterClause[] {
  return keys.flatMap((column) => {
    const value = final[column];
    return value === null || value === undefined ? [] : [{ column, operator: "=" as const, value: String(value) }];
  });
}
