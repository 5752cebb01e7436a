/** How fast requests may start, learned from a server's 429s. */
export type Pace = {
  /** Milliseconds until the next request may start. */
  readonly waitMs: (now: number) => number;
  readonly started: (now: number) => void;
  readonly accepted: (now: number) => void;
  /** One cut per burst: called when the first 429 of a burst arrives. */
  readonly cut: (now: number) => void;
};

const windowMs = 5_000;
const slotMs = 250;
// A cut goes a little below what the server took, so that its bucket can recover.
const cutTo = 0.92;
const fastestGrowth = 0.1;
const slowestGrowth = 0.01;
const calmMs = 30_000;

/**
 * Unpaced until the first cut, then the rate the server was seen to accept, growing by a share a second: quickly after
 * the first cut, more slowly the better the limit is known, and freely again after half a minute of calm.
 */
export function createPace(): Pace {
  let rate: number | null = null;
  let growth = fastestGrowth * 2;
  let grownAt = 0;
  let lastCut = 0;
  let nextStart = 0;
  let firstAccepted: number | null = null;
  const slots = new Map<number, number>();

  const acceptedPerSecond = (now: number): number => {
    let count = 0;
    for (const [slot, accepted] of slots) {
      if (slot * slotMs < now - windowMs) slots.delete(slot);
      else count += accepted;
    }
    const since = Math.min(windowMs, Math.max(1_000, now - (firstAccepted ?? now)));
    return (count * 1_000) / since;
  };

  return {
    waitMs: (now) => (rate === null ? 0 : Math.max(0, nextStart - now)),
    started: (now) => {
      // A late timer is made up for, by at most 20 ms of requests.
      if (rate !== null) nextStart = Math.max(nextStart, now - 20) + 1_000 / rate;
    },
    accepted: (now) => {
      firstAccepted ??= now;
      const slot = Math.floor(now / slotMs);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
      if (rate === null) return;
      rate *= 1 + growth * Math.min(1, (now - grownAt) / 1_000);
      grownAt = now;
      if (now - lastCut > calmMs) {
        growth = Math.min(fastestGrowth, growth * 2);
        lastCut = now;
        if (rate > 3 * acceptedPerSecond(now)) rate = null;
      }
    },
    cut: (now) => {
      const seen = acceptedPerSecond(now);
      // Nothing accepted within the window says little about the rate: try half as fast.
      const lower = seen > 0 ? Math.min(rate ?? seen, seen) * cutTo : (rate ?? 2) / 2;
      rate = Math.max(0.05, lower);
      growth = Math.max(slowestGrowth, growth / 2);
      grownAt = now;
      lastCut = now;
      nextStart = now + 1_000 / rate;
    },
  };
}
