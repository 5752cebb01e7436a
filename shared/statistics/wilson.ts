/** 97.5 % point of the normal distribution: two-sided 95 % intervals. */
const z = 1.959963984540054;

/**
 * Wilson score interval for a plain proportion of independent trials, 95 %.
 * Reference: statsmodels proportion_confint(method="wilson"), R prop.test(correct = FALSE).
 */
export function wilsonInterval(successes: number, trials: number): { readonly low: number; readonly high: number } | null {
  if (trials <= 0) return null;
  const share = successes / trials;
  const square = z * z;
  const centre = share + square / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return { low: successes === 0 ? 0 : (centre - reach) / scale, high: successes === trials ? 1 : (centre + reach) / scale };
}
