import type { BatchPlan } from "#shared/journal/entries.ts";
import { countOf, formatCount } from "../kit/format.ts";

/** "As a batch: 1,000 requests" and what comes with it: "half price, within 24 h". */
export function batchWords(
  calls: number,
  { waiting, priceShare, windowHours }: BatchPlan,
): { readonly what: string; readonly terms: string } {
  if (calls === 0) return { what: `Look at ${countOf(waiting, "request")} in a batch`, terms: "nothing new is asked" };
  const price =
    priceShare === null || priceShare === 1 ? "" : priceShare === 0.5 ? "half price, " : `${Math.round(priceShare * 100)} % of the price, `;
  const others = waiting > 0 ? `; ${formatCount(waiting)} more are on their way` : "";
  return { what: `As a batch: ${countOf(calls, "request")}`, terms: `${price}within ${windowHours} h${others}` };
}
