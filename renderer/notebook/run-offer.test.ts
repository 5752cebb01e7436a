import { describe, expect, it } from "vitest";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellPlan, CellStatus } from "#shared/journal/entries.ts";
import { runOffer } from "./run-offer.ts";

const plan: CellPlan = {
  cell: "answers",
  kind: "teacher",
  costClass: "paid",
  reasons: [],
  rows: 500,
  calls: 1000,
  mostCalls: 1000,
  cachedCalls: 0,
  costUsd: { low: 2.4, high: 3.1 },
  durationMs: 180_000,
  otherOrigins: [],
};

const status = (more: Partial<CellStatus>): CellStatus => ({
  name: "answers",
  kind: "teacher",
  costClass: "paid",
  state: "new",
  sentence: "",
  reasons: [],
  problems: [],
  upstream: ["questions"],
  downstream: [],
  plan: null,
  progress: null,
  result: null,
  ...more,
});

function kindNamed(name: string) {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
}

describe("runOffer", () => {
  it("says how many calls a run takes and what they cost", () => {
    expect(runOffer(kindNamed("teacher"), status({ plan }))).toMatchObject({ action: "run", label: "Run 1,000 calls ≈ $2.40–3.10" });
  });

  it("says at least, when calls cannot be counted yet", () => {
    const offered = (calls: number, mostCalls: number | null) =>
      runOffer(kindNamed("judge"), status({ plan: { ...plan, calls, mostCalls, costUsd: null } }));
    expect(offered(12, null)).toMatchObject({ label: "Run ≥ 12 calls" });
    expect(offered(12, 48)).toMatchObject({ label: "Run 12–48 calls" });
    expect(offered(0, 48)).toMatchObject({ label: "Run ≤ 48 calls" });
  });

  it("goes to what blocks the cell", () => {
    expect(runOffer(kindNamed("judge"), status({ state: "blocked" }))).toMatchObject({ action: "go", to: "questions" });
  });

  it("retries the failed rows of a partial result", () => {
    const ledger = { requested: 100, kept: 82, filtered: {}, failed: { timeout: 10, refused: 8 }, unscored: {}, waiting: 0 };
    const result = {
      recipe: "",
      at: 0,
      durationMs: 0,
      costUsd: 0,
      estimateUsd: null,
      tables: [],
      ledger,
      summary: "",
      simulated: true,
      triedRows: null,
    };
    expect(runOffer(kindNamed("teacher"), status({ state: "partial", result }))).toMatchObject({ action: "retry", label: "Retry 18" });
  });

  it("offers nothing for a prompt, which only others use", () => {
    expect(runOffer(kindNamed("prompt"), status({ state: "fresh" })).action).toBe("none");
  });
});
