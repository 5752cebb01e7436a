import { formatCostRange, formatUsd } from "./format.ts";
import style from "./Money.module.css";

/** Money about to be spent wears the accent; money spent wears ink. */
export function MoneyToSpend({ range }: { readonly range: { readonly low: number; readonly high: number } | null }) {
  return <span className={style.toSpend}>{range === null ? "cost unknown" : formatCostRange(range)}</span>;
}

export function MoneySpent({ usd }: { readonly usd: number | null }) {
  return <span className={style.spent}>{usd === null ? "cost unknown" : formatUsd(usd)}</span>;
}
