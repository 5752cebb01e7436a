import type { CellStatus } from "#shared/journal/entries.ts";

export type StaleCost = {
  readonly cells: number;
  readonly calls: number;
  readonly costUsd: { readonly low: number; readonly high: number } | null;
};

const waiting: readonly CellStatus["state"][] = ["new", "stale", "paused", "partial"];

/** What running everything that waits would take, as far as the cells' plans tell. A single unknown price makes the sum unknown. */
export function staleCost(statuses: readonly CellStatus[]): StaleCost {
  let cells = 0;
  let calls = 0;
  let cost: StaleCost["costUsd"] = { low: 0, high: 0 };
  for (const status of statuses) {
    if (!waiting.includes(status.state) || status.costClass === "effect") continue;
    cells += 1;
    calls += status.plan?.calls ?? 0;
    if (status.plan && status.plan.calls > 0 && status.plan.costUsd === null) cost = null;
    else if (cost && status.plan?.costUsd) cost = { low: cost.low + status.plan.costUsd.low, high: cost.high + status.plan.costUsd.high };
  }
  return { cells, calls, costUsd: cost };
}
