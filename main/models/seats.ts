/** The places a provider allows at once, shared by the lanes of all its models. */
export type Seats = {
  readonly areFree: () => boolean;
  readonly take: () => void;
  /** Gives a place back and lets the other lanes try for it, each first in its turn. */
  readonly giveBack: () => void;
  /** Calls when a place may have become free. */
  readonly onFree: (wake: () => void) => void;
};

export function createSeats(count: number): Seats {
  const lanes: (() => void)[] = [];
  let taken = 0;
  return {
    areFree: () => taken < count,
    take: () => {
      taken += 1;
    },
    giveBack: () => {
      taken -= 1;
      const first = lanes.shift();
      if (first !== undefined) lanes.push(first);
      for (const wake of lanes) if (taken < count) wake();
    },
    onFree: (wake) => {
      lanes.push(wake);
    },
  };
}
