import type { Row, Value } from "#shared/data/table.ts";
import { formatCount } from "../kit/format.ts";

/** A row of a measure table as it is read: figure, interval, n and the sentence that says them. */
export type Finding = { readonly figure: string | null; readonly interval: string | null; readonly n: string; readonly sentence: string };

export function findingOf(row: Row): Finding {
  const estimate = numberIn(row.estimate);
  const [low, high] = [numberIn(row.low), numberIn(row.high)];
  return {
    figure: estimate === null ? null : figureText(estimate),
    interval: estimate === null || low === null || high === null ? null : `[${figureText(low)}, ${figureText(high)}]`,
    n: formatCount(numberIn(row.n) ?? 0),
    sentence: typeof row.sentence === "string" ? row.sentence : "",
  };
}

function numberIn(value: Value | undefined): number | null {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}

function figureText(value: number): string {
  return value.toFixed(2).replace("-", "−");
}
