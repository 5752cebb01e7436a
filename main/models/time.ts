/** Time and chance as the pool sees them, so that tests can run in a time of their own. */
export type Time = {
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Unix time in ms, for dates in headers. */
  readonly unixMs: () => number;
  /** Calls back once after `ms`; returns how to cancel. */
  readonly schedule: (ms: number, run: () => void) => () => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
};

export const systemTime: Time = {
  now: () => performance.now(),
  unixMs: () => Date.now(),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Resolves after `ms`, or at once when the signal aborts. */
export function pause(time: Time, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = time.schedule(ms, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
