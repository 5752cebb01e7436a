import type { CellKind } from "#shared/cells/cell-kind.ts";
import { callRange, mayCall } from "#shared/contract/call-words.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { formatCostRange, formatCount } from "../kit/format.ts";

export type RunOffer =
  | { readonly action: "run" | "stop" | "retry" | "unfreeze"; readonly label: string; readonly urgent: boolean }
  | { readonly action: "go"; readonly label: string; readonly urgent: boolean; readonly to: string }
  | { readonly action: "none"; readonly urgent: false };

/** What the run button says and does in each state. */
export function runOffer(kind: CellKind, status: CellStatus | undefined): RunOffer {
  // A kind that yields nothing of its own (a prompt) has nothing to run.
  if (kind.language === "jinja") return { action: "none", urgent: false };
  if (!status) return { action: "run", label: "Run", urgent: false };
  switch (status.state) {
    case "running":
      return { action: "stop", label: "Stop", urgent: false };
    case "queued":
      return { action: "stop", label: "Cancel", urgent: false };
    case "paused":
      if (status.batch !== undefined) return { action: "run", label: "Look now", urgent: false };
      return { action: "run", label: `Resume${calls(status)}`, urgent: true };
    case "partial":
      return { action: "retry", label: `Retry ${formatCount(failedRows(status))}`, urgent: true };
    case "blocked": {
      const to = status.problems[0]?.place.cell ?? status.upstream[0];
      return to === undefined ? { action: "run", label: "Run", urgent: false } : { action: "go", label: `Go to ${to}`, urgent: false, to };
    }
    case "frozen":
      return { action: "unfreeze", label: "Unfreeze", urgent: false };
    case "fresh":
      return { action: "run", label: status.costClass === "effect" ? "Export again" : "Run", urgent: false };
    case "error":
      return { action: "run", label: "Try again", urgent: false };
    case "clash":
    case "conflict":
    case "off":
      return { action: "none", urgent: false };
    case "new":
    case "stale":
      return {
        action: "run",
        label: status.costClass === "effect" ? "Export" : `Run${calls(status)}`,
        urgent: status.costClass === "paid",
      };
  }
}

function calls({ plan }: CellStatus): string {
  if (!plan || !mayCall(plan)) return "";
  const cost = plan.costUsd && plan.costUsd.high > 0 ? ` ≈ ${formatCostRange(plan.costUsd)}` : "";
  return ` ${callRange(plan)} ${plan.mostCalls === 1 ? "call" : "calls"}${cost}`;
}

function failedRows({ result }: CellStatus): number {
  return Object.values(result?.ledger?.failed ?? {}).reduce((sum, count) => sum + count, 0);
}
