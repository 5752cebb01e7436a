/** A per-minute allowance, such as tokens a minute. A large take leaves a debt, so that nothing is ever too big to go. */
export type Bucket = {
  /** Milliseconds until something may be taken; 0 when it may be now. */
  readonly waitMs: (now: number) => number;
  readonly take: (now: number, amount: number) => void;
};

/** Holds at most one second's worth, so that the allowance is spread over the minute. */
export function createBucket(perMinute: number): Bucket {
  const perMs = perMinute / 60_000;
  const most = Math.max(1, perMinute / 60);
  let level = most;
  let at: number | null = null;
  const refill = (now: number): void => {
    level = Math.min(most, level + (at === null ? 0 : now - at) * perMs);
    at = now;
  };
  return {
    waitMs: (now) => {
      refill(now);
      const needed = Math.min(1, most);
      return level >= needed - 1e-9 ? 0 : Math.ceil((needed - level) / perMs);
    },
    take: (now, amount) => {
      refill(now);
      level -= amount;
    },
  };
}
