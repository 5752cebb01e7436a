import type { BudgetGate } from "./parts/models.ts";

export type Budget = BudgetGate & {
  /** US dollars; null for no limit. */
  readonly limitUsd: number | null;
  readonly spentUsd: () => number;
  /** A call was turned away for want of money. */
  readonly reached: () => boolean;
  /** Nothing leaves any more, whatever it costs. */
  readonly shut: () => void;
};

/** A hard limit in US dollars, null for none. Reservations count as spent until they are settled, so the limit holds at every moment. */
export function createBudget(limitUsd: number | null): Budget {
  let spent = 0;
  let reserved = 0;
  let isReached = false;
  let isShut = false;
  return {
    limitUsd,
    reserve: (usd) => {
      if (isShut) return false;
      if (limitUsd !== null && spent + reserved + (usd ?? 0) > limitUsd) {
        isReached = true;
        return false;
      }
      reserved += usd ?? 0;
      return true;
    },
    settle: (reservedUsd, actualUsd) => {
      reserved = Math.max(0, reserved - (reservedUsd ?? 0));
      spent += actualUsd ?? 0;
    },
    spentUsd: () => spent,
    reached: () => isReached,
    shut: () => {
      isShut = true;
    },
  };
}

/** A budget within a budget: a call leaves only if both have room. */
export function narrower(outer: Budget, limitUsd: number): Budget {
  const inner = createBudget(limitUsd);
  return {
    limitUsd: outer.limitUsd === null ? limitUsd : Math.min(outer.limitUsd, limitUsd),
    reserve: (usd) => {
      if (!inner.reserve(usd)) return false;
      if (outer.reserve(usd)) return true;
      inner.settle(usd, null);
      return false;
    },
    settle: (reservedUsd, actualUsd) => {
      inner.settle(reservedUsd, actualUsd);
      outer.settle(reservedUsd, actualUsd);
    },
    spentUsd: inner.spentUsd,
    reached: () => inner.reached() || outer.reached(),
    shut: () => {
      inner.shut();
      outer.shut();
    },
  };
}
