import type { Column } from "#shared/data/table.ts";
import { double, integer, text } from "#shared/data/table.ts";
import type { CellPlan, CellResult, CellStatus, RowLedger } from "#shared/journal/entries.ts";

const now = Date.now();
const minutes = 60_000;

export const columns: { readonly [table: string]: readonly Column[] } = {
  questions: cols(["item", text], ["question", text], ["truth", text], ["task", text]),
  answers: cols(
    ["item", text],
    ["model", text],
    ["family", text],
    ["sample", integer],
    ["response", text],
    ["finish_reason", text],
    ["completion_tokens", integer],
    ["cost_usd", double],
    ["latency_ms", integer],
  ),
  verdicts: cols(
    ["item", text],
    ["judge", text],
    ["model_a", text],
    ["model_b", text],
    ["outcome", text],
    ["p", double],
    ["margin", double],
    ["rationale", text],
  ),
  verdicts_calls: cols(["item", text], ["judge", text], ["order", text], ["answer", text], ["raw", text]),
  agreement: cols(["statistic", text], ["judge", text], ["estimate", double], ["low", double], ["high", double], ["n", integer]),
  wins: cols(["model", text], ["wins", integer], ["margin", double]),
  published: cols(["statistic", text], ["estimate", double], ["low", double], ["high", double], ["n", integer]),
};

function cols(...pairs: readonly (readonly [string, Column["type"]])[]): readonly Column[] {
  return pairs.map(([name, type]) => ({ name, type }));
}

const ledger = (requested: number, failed: RowLedger["failed"] = {}, unscored: RowLedger["unscored"] = {}): RowLedger => ({
  requested,
  kept: requested - [...Object.values(failed), ...Object.values(unscored)].reduce((a, b) => a + b, 0),
  filtered: {},
  failed,
  unscored,
  waiting: 0,
});

function result(tables: readonly (readonly [string, number])[], more: Partial<CellResult> = {}): CellResult {
  return {
    recipe: `${tables[0]?.[0] ?? "chart"}-4f1a90c2d7b3`,
    at: now - 12 * minutes,
    durationMs: 48_200,
    costUsd: 0,
    estimateUsd: null,
    tables: tables.map(([name, rows]) => ({ name, rows, columns: columns[name] ?? [] })),
    ledger: null,
    summary: "",
    simulated: true,
    triedRows: null,
    ...more,
  };
}

export function plan(cell: string, kind: string, calls: number, cachedCalls: number, low: number, high: number): CellPlan {
  return {
    cell,
    kind,
    costClass: "paid",
    reasons: ["prompt ask edited", "37 new rows"],
    rows: calls,
    calls,
    mostCalls: calls,
    cachedCalls,
    costUsd: { low, high },
    durationMs: 96_000,
    otherOrigins: [],
  };
}

function status(
  name: string,
  kind: string,
  costClass: CellStatus["costClass"],
  state: CellStatus["state"],
  more: Partial<CellStatus> = {},
): CellStatus {
  return {
    name,
    kind,
    costClass,
    state,
    sentence: "",
    reasons: [],
    problems: [],
    upstream: [],
    downstream: [],
    plan: null,
    progress: null,
    result: null,
    ...more,
  };
}

export const fakeStatuses: readonly CellStatus[] = [
  status("questions", "dataset", "free", "fresh", {
    downstream: ["answers"],
    result: result([["questions", 60]], { durationMs: 38, simulated: false }),
  }),
  status("ask", "prompt", "free", "fresh", { downstream: ["answers"] }),
  status("answers", "teacher", "paid", "partial", {
    sentence: "236/240, 4 failed",
    upstream: ["questions", "ask"],
    downstream: ["verdicts", "scores"],
    result: result([["answers", 240]], {
      costUsd: 2.61,
      estimateUsd: { low: 2.4, high: 3.1 },
      ledger: ledger(240, { timeout: 3, truncated: 1 }),
    }),
  }),
  status("verdicts", "judge", "paid", "stale", {
    sentence: "prompt ask edited; 37 new rows",
    reasons: ["prompt ask edited", "37 new rows"],
    upstream: ["answers"],
    downstream: ["agreement", "wins", "published", "release"],
    plan: plan("verdicts", "judge", 148, 812, 0.09, 0.14),
    result: result(
      [
        ["verdicts", 480],
        ["verdicts_calls", 960],
      ],
      { costUsd: 0.98, estimateUsd: { low: 0.8, high: 1.2 }, ledger: ledger(480, {}, { unreadable: 6 }) },
    ),
  }),
  status("scores", "judge", "paid", "new", { sentence: "not run", upstream: ["answers"], plan: plan("scores", "judge", 720, 0, 2.4, 3.1) }),
  status("agreement", "measure", "free", "fresh", { upstream: ["verdicts"], result: result([["agreement", 6]], { durationMs: 410 }) }),
  status("wins", "sql", "free", "fresh", {
    upstream: ["verdicts"],
    downstream: ["win_chart"],
    result: result([["wins", 4]], { durationMs: 12 }),
  }),
  status("win_chart", "chart", "free", "fresh", { upstream: ["wins"], result: result([], { durationMs: 3 }) }),
  status("broken", "judge", "paid", "error", {
    sentence: "answerz is not the name of a cell",
    downstream: ["blocked_query"],
    problems: [
      {
        code: "name-unknown",
        severity: "error",
        sentence: "answerz is not the name of a cell or table.",
        hint: "Did you mean answers?",
        place: { cell: "broken", line: 80, key: "from" },
      },
    ],
  }),
  status("blocked_query", "sql", "free", "blocked", {
    sentence: "needs broken (error)",
    upstream: ["broken"],
    problems: [
      {
        code: "name-unknown",
        severity: "error",
        sentence: "This cell reads broken, which has an error.",
        hint: "Mend broken first.",
        place: { cell: "broken" },
      },
    ],
  }),
  status("published", "measure", "free", "frozen", {
    sentence: "kept from 12 May although inputs changed",
    upstream: ["verdicts"],
    result: result([["published", 3]], { durationMs: 200 }),
  }),
  status("release", "export", "effect", "new", { sentence: "not exported", upstream: ["verdicts"] }),
];
