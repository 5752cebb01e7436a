import type { Tail } from "./next-token.ts";

/** Least and most a figure can be, given what the tails hide; most is infinite where nothing bounds it. */
export type Bounds = { readonly least: number; readonly most: number };

/** What bounds a tail: its mass, its largest token, and how many tokens it may hold. */
type TailShape = { readonly mass: number; readonly largest: number; readonly size: number };

/**
 * ln Σ p^(1/T) over a tail of which only mass, largest possible token and size are known. The power sum is extreme where the
 * mass is packed into as few tokens as may be, or spread evenly over all. In logs, since powers of small chances are no numbers.
 */
export function logSoftTail({ mass, largest, size }: TailShape, temperature: number): Bounds {
  if (mass <= 0) return { least: -Infinity, most: -Infinity };
  const power = 1 / temperature;
  const cap = largest > 0 ? Math.min(mass, largest) : mass;
  const whole = Math.floor(mass / cap + 1e-12);
  const rest = mass - whole * cap;
  const packed = logSum([Math.log(whole) + power * Math.log(cap), rest > 0 ? power * Math.log(rest) : -Infinity]);
  // As many tokens as it takes, should there be fewer than are named.
  const spread = (1 - power) * Math.log(Math.max(size, whole)) + power * Math.log(mass);
  return { least: Math.min(packed, spread), most: Math.max(packed, spread) };
}

/** ln Σ p^(1/T) over a tail of `size` tokens: exact where tokens are named, bounded where not. */
export function logTail({ named, unlisted: { least, most, largest } }: Tail, size: number, temperature: number): Bounds {
  const known = logSum(named.map((chance) => Math.log(chance) / temperature));
  const left = size - named.length;
  const soft = (mass: number): Bounds => logSoftTail({ mass, largest, size: Math.max(1, left) }, temperature);
  // What is lost in rounding may be nothing, and is nothing where no token is left.
  const lost = least === 0;
  return {
    least: logSum([known, lost ? -Infinity : soft(least).least]),
    most: logSum([known, lost && left <= 0 ? -Infinity : soft(most).most]),
  };
}

/** ln Σ e^x; −∞ of nothing. */
export function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs);
  if (most === -Infinity) return -Infinity;
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
