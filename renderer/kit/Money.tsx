import type { CellPlan } from "#shared/journal/entries.ts";
import { formatCostRange } from "./format.ts";
import style from "./Money.module.css";

/** Money about to be spent wears the accent; money spent is written in ink like any number. */
export function MoneyToSpend({ plan }: { readonly plan: Pick<CellPlan, "costUsd" | "mostCalls"> }) {
  return <span className={style.toSpend}>{costWords(plan)}</span>;
}

function costWords({ costUsd, mostCalls }: Pick<CellPlan, "costUsd" | "mostCalls">): string {
  if (costUsd === null) return "cost unknown";
  return `${formatCostRange(costUsd)}${mostCalls === null && costUsd.high > 0 ? " or more" : ""}`;
}
