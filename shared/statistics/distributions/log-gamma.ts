const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, by Lanczos' approximation with g = 7. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  let sum = lanczos[0] as number;
  for (let term = 1; term < lanczos.length; term++) sum += (lanczos[term] as number) / (x - 1 + term);
  return halfLogTwoPi + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** ln Γ(x + 1) less Stirling's √(2πx) (x/e)^x: small, so that no digits are lost for large x. */
function stirlingError(x: number): number {
  if (x < 15) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;
  const square = 1 / (x * x);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360_360))))) / x;
}

/** x ln(x/m) + m − x, without cancellation where x is near m. */
function deviance(x: number, mean: number): number {
  const gap = x - mean;
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap;
  const ratio = gap / (x + mean);
  let sum = gap * ratio;
  let term = 2 * x * ratio;
  for (let step = 3; ; step += 2) {
    term *= ratio * ratio;
    const next = sum + term / step;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * x^a (1 − x)^b / B(a, b), by the saddle point: full precision however large a and b.
 * Source: Loader 2000, Fast and Accurate Computation of Binomial Probabilities.
 */
export function betaKernel(x: number, a: number, b: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * (1 - x));
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}
