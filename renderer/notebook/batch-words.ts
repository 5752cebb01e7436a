import { batchTerms, furtherRounds } from "#shared/contract/batch-words.ts";
import { callRange, mayCall, type PlannedCalls } from "#shared/contract/call-words.ts";
import type { BatchPlan } from "#shared/journal/entries.ts";
import { countOf, formatCount } from "../kit/format.ts";

/** "As a batch: 1,000 requests" and what comes with it: "half price, within 24 h". */
export function batchWords(planned: PlannedCalls, batch: BatchPlan): { readonly what: string; readonly terms: string } {
  const { waiting } = batch;
  if (!mayCall(planned))
    return { what: `Look at ${countOf(waiting, "request")} in a batch`, terms: furtherRounds(batch) || "nothing new is asked" };
  const others = waiting > 0 ? `; ${formatCount(waiting)} more are on their way` : "";
  return {
    what: `As a batch: ${callRange(planned)} ${planned.mostCalls === 1 ? "request" : "requests"}`,
    terms: `${batchTerms(batch)}${others}`,
  };
}
