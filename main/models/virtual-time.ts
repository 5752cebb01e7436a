import type { Time } from "./time.ts";

/** A time for tests: it stands still until the next thing that is due. */
export type VirtualTime = {
  readonly time: Time;
  /** Lets time pass until the work is done. Throws when nothing is due any more. */
  readonly until: <Result>(work: Promise<Result>) => Promise<Result>;
};

export function createVirtualTime(seed = 1): VirtualTime {
  const due: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];
  let now = 0;
  let order = 0;
  let state = seed;
  const time: Time = {
    now: () => now,
    unixMs: () => 1_700_000_000_000 + now,
    schedule: (ms, run) => {
      const entry = { at: now + ms, order: order++, run };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index !== -1) due.splice(index, 1);
      };
    },
    random: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
  return {
    time,
    until: async (work) => {
      let isDone = false;
      const done = (): void => {
        isDone = true;
      };
      work.then(done, done);
      for (;;) {
        // All promises that can go on do so before time does.
        await new Promise((resolve) => setImmediate(resolve));
        if (isDone) return work;
        due.sort((a, b) => a.at - b.at || a.order - b.order);
        const next = due.shift();
        if (next === undefined) throw new Error("Nothing is due, and the work is not done.");
        now = Math.max(now, next.at);
        next.run();
      }
    },
  };
}
