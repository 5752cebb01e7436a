import type { Row, Value } from "../data/table.ts";
import type { TidyRow } from "./tidy-row.ts";

/** A row of a measure's table as it comes from the engine; columns that no row fills are left out of the table. */
export function tidyRowOf(row: Row): TidyRow {
  const words = (name: string): string | null => {
    const value = row[name];
    return typeof value === "string" ? value : null;
  };
  const count = (name: string): number => numberIn(row[name]) ?? 0;
  return {
    statistic: words("statistic") ?? "",
    slice: words("slice"),
    judge_a: words("judge_a"),
    judge_b: words("judge_b"),
    model: words("model"),
    criterion: words("criterion"),
    x: numberIn(row.x),
    estimate: numberIn(row.estimate),
    low: numberIn(row.low),
    high: numberIn(row.high),
    interval: words("interval"),
    n: count("n"),
    items: count("items"),
    clusters: count("clusters"),
    dropped: count("dropped"),
    ties: count("ties"),
    p_value: numberIn(row.p_value),
    threshold: numberIn(row.threshold),
    reason: words("reason"),
    sentence: words("sentence") ?? "",
  };
}

function numberIn(value: Value | undefined): number | null {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}
