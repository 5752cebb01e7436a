/** How fast requests may start, learned from a server's 429s. */
export type Pace = {
  /** Milliseconds until the next request may start. */
  readonly waitMs: (now: number) => number;
  readonly started: (now: number) => void;
  readonly accepted: (now: number) => void;
  /** A 429 on its own: where a limit is known already, we are a little above it. */
  readonly limited: (now: number) => void;
  /** A burst of 429: we are far above the limit. */
  readonly cut: (now: number) => void;
};

const slowestPerSecond = 0.05;
const searchingGrowth = 0.3;
const firstGrowth = 0.02;
const fastestGrowth = 0.3;
const growthDoublesAfterMs = 5_000;
const shortestMeasureMs = 1_000;
const fewAccepted = 5;
const enoughReplies = 20;
const longEnoughMs = 5_000;
// A 429 now and then is the price of knowing the limit.
const harmlessShare = 0.03;
const mostUseless = 2;
const recentMs = 5_000;
const slotMs = 250;

/**
 * Unpaced until the first cut. A server's bucket is empty whenever it answers 429, so what it accepted between two such
 * moments is its rate; we go on a little below it and grow by a share a second, faster the longer no 429 comes.
 * Where going slower does not make 429s rarer they have another cause, and we stop pacing.
 */
export function createPace(): Pace {
  let rate: number | null = null;
  let since: number | null = null;
  let accepted = 0;
  let limited = 0;
  let shareBefore = 1;
  let useless = 0;
  let growth = firstGrowth;
  let growthSince = 0;
  let grownAt = 0;
  let nextStart = 0;
  const latest: { at: number; count: number }[] = [];

  const measured = (now: number): number => {
    const elapsedMs = Math.max(shortestMeasureMs, now - (since ?? now));
    const recent = latest.filter(({ at }) => at > now - recentMs).reduce((sum, { count }) => sum + count, 0);
    // After a slow spell the whole stretch says too little, and its end, while a full bucket runs dry, too much.
    return Math.max((accepted * 1_000) / elapsedMs, (recent * 850) / recentMs);
  };
  const count = (now: number): void => {
    const last = latest.at(-1);
    if (last !== undefined && now - last.at < slotMs) last.count += 1;
    else latest.push({ at: now, count: 1 });
    if (latest.length > recentMs / slotMs + 1) latest.shift();
  };
  const setRate = (now: number, perSecond: number): void => {
    // The first cut comes before the burst's accepted requests are all counted, so it says little yet.
    growth = rate === null ? searchingGrowth : firstGrowth;
    rate = Math.max(slowestPerSecond, perSecond);
    since = now;
    accepted = 0;
    limited = 0;
    growthSince = now;
    grownAt = now;
    nextStart = now + 1_000 / rate;
  };

  return {
    waitMs: (now) => (rate === null ? 0 : Math.max(0, nextStart - now)),
    started: (now) => {
      since ??= now;
      // A late timer is made up for, by at most 20 ms of requests.
      if (rate !== null) nextStart = Math.max(nextStart, now - 20) + 1_000 / rate;
    },
    accepted: (now) => {
      accepted += 1;
      count(now);
      if (rate === null) return;
      if (now - growthSince > growthDoublesAfterMs) {
        growth = Math.min(fastestGrowth, growth * 2);
        growthSince = now;
      }
      rate *= 1 + growth * Math.min(1, (now - grownAt) / 1_000);
      grownAt = now;
    },
    limited: (now) => {
      limited += 1;
      const elapsedMs = now - (since ?? now);
      if (rate === null || elapsedMs < shortestMeasureMs) return;
      const replies = accepted + limited;
      if (replies < enoughReplies && elapsedMs < longEnoughMs) return;
      const share = limited / replies;
      useless = replies >= enoughReplies && share > Math.max(harmlessShare, 0.7 * shareBefore) ? useless + 1 : 0;
      shareBefore = share;
      if (useless >= mostUseless) {
        rate = null;
        useless = 0;
        shareBefore = 1;
      } else setRate(now, accepted < fewAccepted ? rate * 0.9 : Math.min(rate, measured(now)) * 0.99);
    },
    cut: (now) => {
      shareBefore = 1;
      useless = 0;
      if (accepted === 0) return setRate(now, (rate ?? 2) / 2);
      const isMeasured = rate === null || now - (since ?? now) >= shortestMeasureMs;
      setRate(now, isMeasured ? Math.min(rate ?? Number.POSITIVE_INFINITY, measured(now)) * 0.95 : (rate ?? 1) * 0.8);
    },
  };
}
