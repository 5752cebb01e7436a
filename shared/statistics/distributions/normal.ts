/** P(Z ≤ z) of the standard normal, with full relative precision in the lower tail. Reference: scipy.stats.norm.cdf. */
export function normalCdf(z: number): number {
  const beyond = upperTail(Math.abs(z));
  return z < 0 ? beyond : 1 - beyond;
}

/** P(Z > z) for z ≥ 0: power series near the centre, continued fraction (Lentz) beyond. */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (density === 0) return 0;
  if (z < 2) {
    let term = z;
    let sum = z;
    for (let step = 3; Math.abs(term) > 1e-18; step += 2) {
      term *= (z * z) / step;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = 0;
  for (let step = 300; step > 0; step--) fraction = step / (z + fraction);
  return density / (z + fraction);
}

/** The z with P(Z ≤ z) = share, by Newton's method (Halley's step) from a rough start; infinite at 0 and 1. Reference: scipy.stats.norm.ppf. */
export function normalQuantile(share: number): number {
  if (share <= 0) return Number.NEGATIVE_INFINITY;
  if (share >= 1) return Number.POSITIVE_INFINITY;
  if (share > 0.5) return -normalQuantile(1 - share);
  const spread = Math.sqrt(-2 * Math.log(share));
  let z = share > 0.3 ? (share - 0.5) * 2.5 : -(spread - (Math.log(2 * Math.PI) + 2 * Math.log(spread)) / (2 * spread));
  for (let step = 0; step < 20; step++) {
    const error = (normalCdf(z) - share) / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
    const moved = error / (1 + (z * error) / 2);
    z -= moved;
    if (Math.abs(moved) < 1e-14 * (1 + Math.abs(z))) break;
  }
  return z;
}
