import type { Measured } from "../measured.ts";

/**
 * What may be said of two who agree more or less than by chance, up to the name of the figure: the interval decides, since a
 * figure on either side of zero may be chance. Without an interval nothing is claimed.
 */
export function chanceWords(pair: string, { low, high }: Pick<Measured, "low" | "high">): string {
  if (low === null || high === null) return `${pair} reach`;
  if (low > 0) return `${pair} agree beyond chance with`;
  if (high < 0) return `${pair} agree less often than by chance, with`;
  return `${pair} are not shown to agree beyond chance, with`;
}
