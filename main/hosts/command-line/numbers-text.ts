import type { CostRange } from "#shared/journal/entries.ts";

export function usd(amount: number): string {
  return `$${amount > 0 && amount < 0.01 ? amount.toPrecision(2) : amount.toFixed(2)}`;
}

/** `$2.40–3.10`, `free`, or `price unknown`. */
export function costText(cost: CostRange): string {
  if (!cost) return "price unknown";
  if (cost.high === 0) return "free";
  return usd(cost.low) === usd(cost.high) ? usd(cost.low) : `${usd(cost.low)}–${usd(cost.high).slice(1)}`;
}

/** `850 ms`, `48 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const grouped = new Intl.NumberFormat("en-US");
export const count = (value: number): string => grouped.format(value);

/** `1 row`, `1,000 rows`. */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
