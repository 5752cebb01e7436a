import type { Progress } from "#shared/journal/entries.ts";
import type { KeptCall } from "./interpreter.ts";
import type { Clock } from "./parts/engine-parts.ts";

const reportEveryMs = 250;
const rowsBeforeEta = 5;
/** Rates look back this far, so that a slow start is forgotten. */
const windowMs = 15_000;

/** Of a run that goes on until it has enough: how much of that is there, from 0 to 1, and the calls it may take at most. */
export type ProgressGoal = { readonly share: () => number | null; readonly mostCalls: number | null };

/** Counts calls as they are kept and reports at most four times a second. With a goal, the total is what is expected at the rate so far. */
export function createProgress(expected: number, clock: Clock, report: (progress: Progress) => void, goal: ProgressGoal | null = null) {
  let done = 0;
  let cached = 0;
  let failed = 0;
  let spentUsd = 0;
  let lastReport = clock.monotonicMs();
  const marks: { readonly at: number; readonly bought: number }[] = [{ at: lastReport, bought: 0 }];

  const snapshot = (): Progress => {
    const now = clock.monotonicMs();
    const bought = done - cached;
    const from = marks.find((mark) => now - mark.at <= windowMs) ?? marks[0];
    const elapsedMs = from === undefined ? 0 : now - from.at;
    const rate = from === undefined || elapsedMs < 1 || bought === from.bought ? null : ((bought - from.bought) / elapsedMs) * 1000;
    const total = totalAt(done, expected, goal);
    // Calls that nobody could count beforehand raise the total as they come; what is left is unknown then.
    const etaMs = rate === null || bought < rowsBeforeEta || done >= total ? null : ((total - done) / rate) * 1000;
    return { done, total: Math.max(done, total), cached, failed, callsPerSecond: rate, etaMs, spentUsd };
  };

  const tell = (): void => {
    const now = clock.monotonicMs();
    if (now - lastReport < reportEveryMs) return;
    lastReport = now;
    report(snapshot());
    marks.push({ at: now, bought: done - cached });
    while (marks.length > 2 && now - (marks[0]?.at ?? 0) > windowMs) marks.shift();
  };

  return {
    add: (call: KeptCall): void => {
      done += 1;
      if (call.cached) cached += 1;
      if (call.failed) failed += 1;
      spentUsd += call.costUsd ?? 0;
      tell();
    },
    allCached: (calls: number): void => {
      done += calls;
      cached += calls;
    },
    finish: (): Progress => {
      const last = snapshot();
      // A cell that asked nobody has no calls to tell of.
      if (expected > 0) report(last);
      return last;
    },
  };
}

function totalAt(done: number, expected: number, goal: ProgressGoal | null): number {
  const share = goal?.share() ?? null;
  if (goal === null || share === null) return expected;
  const atThisRate = share === 0 ? Number.POSITIVE_INFINITY : Math.round(done / share);
  const most = goal.mostCalls ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(Math.min(atThisRate, most)) ? Math.min(atThisRate, most) : expected;
}

/** Passes on a sentence at most four times a second. */
export function createTeller(clock: Clock, show: (sentence: string) => void): (sentence: string) => void {
  let lastShown = Number.NEGATIVE_INFINITY;
  return (sentence) => {
    const now = clock.monotonicMs();
    if (now - lastShown < reportEveryMs) return;
    lastShown = now;
    show(sentence);
  };
}

/** "412/1000 · 212 of 500 accepted · 71 % of 300 candidates · 6.1/s · 1m 36s left · $0.98 · 3 errors" */
export function progressSentence(progress: Progress): string {
  const parts = [`${progress.done.toLocaleString("en")}/${progress.total.toLocaleString("en")}`];
  if (progress.note) parts.push(progress.note);
  if (progress.callsPerSecond !== null) parts.push(`${progress.callsPerSecond.toFixed(progress.callsPerSecond < 10 ? 1 : 0)}/s`);
  if (progress.etaMs !== null) parts.push(`${duration(progress.etaMs)} left`);
  if (progress.spentUsd > 0) parts.push(`$${progress.spentUsd.toFixed(2)}`);
  if (progress.failed > 0) parts.push(`${progress.failed} ${progress.failed === 1 ? "error" : "errors"}`);
  return parts.join(" · ");
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}m ${seconds % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}
