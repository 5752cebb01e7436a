import type { Row } from "../data/table.ts";
import { shareFigure } from "../statistics/agreement/mean-statistic.ts";
import { type Measured, measure } from "../statistics/measured.ts";

/** What one principle did over all rounds it was drawn for. */
export type PrincipleUse = {
  readonly principle: string;
  readonly text: string;
  /** Rounds it was drawn for, whether or not they came to an end. */
  readonly rounds: number;
  /** Share of its critiques that found a fault, among those that say so. */
  readonly faults: Measured;
  /** Critiques that do not say whether they found something; they were revised by. */
  readonly unsaid: number;
  readonly failed: number;
  /** Rounds whose revision is another text than their draft. */
  readonly changed: number;
};

/** The principles of a `revise` cell's rounds, those that found most first. Intervals mind that an item can have several rounds. */
export function principleUses(rounds: readonly Row[]): readonly PrincipleUse[] {
  const byPrinciple = new Map<string, Row[]>();
  for (const row of rounds) {
    const principle = String(row.principle ?? "");
    byPrinciple.set(principle, [...(byPrinciple.get(principle) ?? []), row]);
  }
  const uses = [...byPrinciple].map(([principle, own]) => useOf(principle, own));
  return uses.sort((left, right) => (right.faults.value ?? -1) - (left.faults.value ?? -1) || (left.principle < right.principle ? -1 : 1));
}

function useOf(principle: string, rows: readonly Row[]): PrincipleUse {
  const said = rows.filter(({ found_nothing: foundNothing }) => typeof foundNothing === "boolean");
  const failed = rows.filter(({ error }) => typeof error === "string" && error !== "");
  const figures = said.map((row) => ({ cluster: String(row.item), figure: row.found_nothing === true ? 0 : 1 }));
  const counts = { n: said.length, items: new Set(figures.map(({ cluster }) => cluster)).size, nulls: rows.length - said.length, ties: 0 };
  return {
    principle,
    text: String(rows[0]?.principle_text ?? ""),
    rounds: rows.length,
    faults: measure(shareFigure(figures, "no critique says whether it found something"), counts),
    unsaid: rows.filter((row) => typeof row.found_nothing !== "boolean" && typeof row.critique === "string").length,
    failed: failed.length,
    changed: rows.filter(({ changed }) => changed === true).length,
  };
}
