import { expect, it } from "vitest";
import type { CellStatus, RunStatus } from "#shared/journal/entries.ts";
import { emptySession, type SessionState } from "#shared/journal/fold.ts";
import { waitingAfter } from "./run-wait.ts";

const run = (name: string, state: RunStatus["state"], pausedBy: RunStatus["pausedBy"] = null): RunStatus => ({
  ...{ run: name, state, mode: { type: "full" }, cells: ["answers"], startedAt: 0, endedAt: null, spentUsd: 0, budgetUsd: null },
  ...{ sentence: null, pausedBy },
});
const status: CellStatus = {
  ...{ name: "answers", kind: "teacher", costClass: "paid", state: "paused", sentence: "", reasons: [], problems: [], upstream: [] },
  ...{ downstream: [], plan: null, progress: null, result: null },
};
const batch = { batches: 1, done: 0, total: 20, since: 0, lookedAt: null, isCancelling: false, problem: null };
const before = (runs: readonly RunStatus[]): SessionState => ({ ...emptySession, cells: { answers: { ...status, batch } }, runs });
const back: SessionState = { ...emptySession, cells: { answers: status } };
const sent = run("sent", "paused", "batch");

it("waits for a run that had begun by itself before anybody listened", () => {
  const waiting = waitingAfter({ run: sent, state: before([run("by itself", "running"), sent]) });
  waiting.hear(sent);
  expect([...waiting.left(back)]).toEqual(["answers"]);
  waiting.hear(run("by itself", "done"));
  expect([...waiting.left(back)]).toEqual([]);
  expect(waiting.ends()).toEqual([run("by itself", "done")]);
});

it("is told that no batch is left before or after the end of the run, and goes on waiting while a wave brings the next", () => {
  const waiting = waitingAfter({ run: sent, state: before([sent]) });
  waiting.hear(run("second", "paused", "batch"));
  expect([...waiting.left(before([]))]).toEqual(["answers"]);
  waiting.hear(run("third", "done"));
  expect([...waiting.left(before([]))]).toEqual(["answers"]);
  expect([...waiting.left(back)]).toEqual([]);
  expect(waiting.ends()).toEqual([run("third", "done")]);
});
