import { formatCostRange } from "./format.ts";
import style from "./Money.module.css";

/** Money about to be spent wears the accent; money spent is written in ink like any number. */
export function MoneyToSpend({ range }: { readonly range: { readonly low: number; readonly high: number } | null }) {
  return <span className={style.toSpend}>{range === null ? "cost unknown" : formatCostRange(range)}</span>;
}
