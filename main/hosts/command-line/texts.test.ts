import { describe, expect, it } from "vitest";
import type { CellStatus, Progress } from "#shared/journal/entries.ts";
import { emptySession, fold } from "#shared/journal/fold.ts";
import { nodeFinding } from "./doctor.ts";
import { jsonLine } from "./json-line.ts";
import { costText, counted, durationText, usd } from "./numbers-text.ts";
import { placeText, problemLines } from "./problem-text.ts";
import { cellLine, progressText } from "./progress-text.ts";
import { barDisplay, lineDisplay } from "./run-display.ts";
import { isLoopback } from "./serve.ts";
import { testTerminal } from "./test-terminal.ts";

const progress: Progress = { done: 412, total: 1000, cached: 0, failed: 3, callsPerSecond: 6.13, etaMs: 96_000, spentUsd: 0.98 };

const status = (changes: Partial<CellStatus> = {}): CellStatus => ({
  name: "answers",
  kind: "teacher",
  costClass: "paid",
  state: "running",
  sentence: "starting",
  reasons: [],
  problems: [],
  upstream: [],
  downstream: [],
  plan: null,
  progress,
  result: null,
  ...changes,
});

describe("numbers", () => {
  it("are short and carry their unit", () => {
    expect([usd(0), usd(0.98), usd(0.00042)]).toEqual(["$0.00", "$0.98", "$0.00042"]);
    expect([costText(null), costText({ low: 0, high: 0 }), costText({ low: 2.4, high: 3.1 })]).toEqual([
      "price unknown",
      "free",
      "$2.40–3.10",
    ]);
    expect([850, 48_000, 200_000, 180_000, 7_500_000].map(durationText)).toEqual(["850 ms", "48 s", "3 min 20 s", "3 min", "2 h 5 min"]);
    expect([counted(1, "row"), counted(12_400, "row")]).toEqual(["1 row", "12,400 rows"]);
  });
});

describe("a cell's line", () => {
  it("shows how far it is", () => {
    expect(progressText(progress)).toBe("412/1,000 · 6.1/s · 1 min 36 s left · $0.98 · 3 errors");
    expect(cellLine(status(), 10, 100)).toMatch(/^◐ answers {5}█+░+ 412\/1,000/);
  });

  it("never breaks over the terminal's edge", () => {
    for (const columns of [20, 40, 60, 80, 120]) expect(cellLine(status(), 10, columns).length).toBeLessThanOrEqual(columns);
  });
});

describe("problems", () => {
  it("say what, where and what next", () => {
    const place = { cell: "verdicts", line: 12, column: 3, key: "judges.0", row: 4 };
    expect(
      problemLines({ code: "cell-invalid", severity: "error", sentence: "It is wrong.", hint: "Mend it.", place }, "nb.assay.md"),
    ).toEqual(["error: It is wrong.", "  where: nb.assay.md:12:3, cell verdicts, judges.0, row 4", "  next:  Mend it."]);
  });

  it("leave out what is not known", () => {
    expect(placeText({}, "nb.assay.md")).toBe("");
    expect(placeText({ file: "tasks.jsonl", line: 40_001 }, "nb.assay.md")).toBe("tasks.jsonl:40001");
  });
});

describe("displays", () => {
  const runEntry = { seq: 1, at: 0, event: { type: "cells", order: ["answers"], statuses: [status({ state: "queued" })] } } as const;
  const running = { seq: 2, at: 0, event: { type: "cells", order: ["answers"], statuses: [status()] } } as const;
  const fresh = {
    seq: 3,
    at: 0,
    event: { type: "cells", order: ["answers"], statuses: [status({ state: "fresh", sentence: "done" })] },
  } as const;

  it("print a line when a cell changes state, not for every waiting one", () => {
    const terminal = testTerminal();
    const display = lineDisplay(terminal, () => 0);
    let state = emptySession;
    for (const entry of [runEntry, running, fresh]) {
      state = fold(state, [entry]);
      display.entry(entry, state);
    }
    expect(terminal.complained.map((line) => line.slice(0, 9))).toEqual(["◐ answers", "✓ answers"]);
  });

  it("draw bars over again in place, at most four times a second", () => {
    const drawn: string[] = [];
    let now = 0;
    const display = barDisplay({ ...testTerminal(), draw: (text) => drawn.push(text) }, () => now);
    const run = {
      run: "r",
      state: "running",
      mode: { type: "full" },
      cells: ["answers"],
      startedAt: 0,
      endedAt: null,
      spentUsd: 0,
      budgetUsd: null,
      sentence: null,
      pausedBy: null,
    } as const;
    const state = fold(emptySession, [running, { seq: 3, at: 0, event: { type: "run", run } }]);
    for (now = 250; now < 1250; now += 50) display.entry(running, state);
    expect(drawn).toHaveLength(4);
    expect(drawn[0]).not.toContain("\u001b[1A");
    expect(drawn[1]?.startsWith("\u001b[1A◐ answers")).toBe(true);
  });
});

describe("small print", () => {
  it("keeps 64-bit integers and bytes in JSON lines", () => {
    expect(jsonLine({ big: 2n ** 62n, bytes: new Uint8Array([0, 255]) })).toBe('{"big":"4611686018427387904","bytes":"00ff"}');
  });

  it("knows which addresses stay on this machine", () => {
    expect(["127.0.0.1", "127.8.0.1", "::1", "localhost"].every(isLoopback)).toBe(true);
    expect(["0.0.0.0", "::", "192.168.1.2", "127.0.0.1.example.com", "localhost.example.com"].some(isLoopback)).toBe(false);
  });

  it("tells an old Node", () => {
    expect([nodeFinding("20.18.3").ok, nodeFinding("20.19.0").ok, nodeFinding("24.1.0").ok]).toEqual([false, true, true]);
  });
});
