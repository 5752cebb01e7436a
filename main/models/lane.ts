import type { CallFailure } from "#shared/journal/call.ts";
import type { Bucket } from "./bucket.ts";
import { createBursts } from "./bursts.ts";
import { createPace } from "./pace.ts";
import type { Seats } from "./seats.ts";
import type { Time } from "./time.ts";

/** All calls to one model at one origin with one key, from all cells. */
export type Lane = {
  /** Waits for a place. A failure means that the lane found out meanwhile that no call can succeed. */
  readonly enter: (turn: { readonly tokens: number; readonly isRetry: boolean; readonly signal: AbortSignal }) => Promise<Entry>;
  /** Gives the place back. */
  readonly leave: () => void;
  readonly accepted: (turn: number) => void;
  /** The request of that turn was answered 429. A burst of them slows the lane; one alone is its call's own affair. */
  readonly limited: (turn: number, waitMs: number) => void;
  /** Nothing starts for so long. */
  readonly hold: (waitMs: number) => void;
  /** Turns away whoever is waiting, and whoever comes within the next second. */
  readonly refuse: (failure: CallFailure) => void;
  readonly capacity: () => number;
};

export type Entry =
  | { readonly type: "entered"; readonly turn: number }
  | { readonly type: "stopped" }
  | { readonly type: "refused"; readonly failure: CallFailure };

type Waiter = { readonly tokens: number; readonly settle: (entry: Entry) => void };

const firstConcurrency = 32;

/** Slow start (one more place for every answer), then one more for every round of answers; one cut of 30% a burst of 429. */
export function createLane(options: {
  readonly maxConcurrency: number;
  readonly seats: Seats;
  readonly requests: Bucket | null;
  readonly tokens: Bucket | null;
  readonly time: Time;
}): Lane {
  const { time, seats } = options;
  const pace = createPace();
  const waiting: Waiter[] = [];
  const bursts = createBursts();
  let limit = Math.min(firstConcurrency, options.maxConcurrency);
  let isSlowStart = true;
  let inFlight = 0;
  let heldUntil = 0;
  let newest = -1;
  let newestAtCut = -1;
  let isTimed = false;
  let refused: { readonly failure: CallFailure; readonly until: number } | null = null;

  const pump = (): void => {
    while (waiting.length > 0 && inFlight < Math.floor(limit) && seats.areFree()) {
      const now = time.now();
      const waitMs = Math.max(heldUntil - now, pace.waitMs(now), options.requests?.waitMs(now) ?? 0, options.tokens?.waitMs(now) ?? 0);
      if (waitMs > 0) {
        if (isTimed) return;
        isTimed = true;
        time.schedule(Math.max(1, waitMs), () => {
          isTimed = false;
          pump();
        });
        return;
      }
      const waiter = waiting.shift();
      if (waiter === undefined) return;
      inFlight += 1;
      seats.take();
      pace.started(now);
      options.requests?.take(now, 1);
      options.tokens?.take(now, waiter.tokens);
      newest = bursts.started();
      waiter.settle({ type: "entered", turn: newest });
    }
  };

  seats.onFree(pump);

  return {
    enter: ({ tokens, isRetry, signal }) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve({ type: "stopped" });
        if (refused !== null && time.now() < refused.until) return resolve({ type: "refused", failure: refused.failure });
        const onAbort = (): void => {
          const at = waiting.indexOf(waiter);
          if (at !== -1) waiting.splice(at, 1);
          resolve({ type: "stopped" });
        };
        const settle = (entry: Entry): void => {
          signal.removeEventListener("abort", onAbort);
          resolve(entry);
        };
        const waiter: Waiter = { tokens, settle };
        signal.addEventListener("abort", onAbort, { once: true });
        if (isRetry) waiting.unshift(waiter);
        else waiting.push(waiter);
        pump();
      }),
    leave: () => {
      inFlight -= 1;
      seats.giveBack();
    },
    accepted: (turn) => {
      bursts.accepted(turn);
      pace.accepted(time.now());
      limit = Math.min(options.maxConcurrency, limit + (isSlowStart ? 1 : 1 / limit));
    },
    limited: (turn, waitMs) => {
      const now = time.now();
      if (!bursts.limited(turn)) {
        pace.limited(now);
        return;
      }
      heldUntil = Math.max(heldUntil, now + waitMs);
      // The others of this burst had started before its first refusal was here.
      if (turn <= newestAtCut) return;
      newestAtCut = newest;
      isSlowStart = false;
      limit = Math.max(1, Math.floor(limit * 0.7));
      pace.cut(now);
    },
    hold: (waitMs) => {
      heldUntil = Math.max(heldUntil, time.now() + waitMs);
    },
    refuse: (failure) => {
      refused = { failure, until: time.now() + 1_000 };
      for (const waiter of waiting.splice(0)) waiter.settle({ type: "refused", failure });
    },
    capacity: () => Math.max(1, Math.floor(limit)),
  };
}
