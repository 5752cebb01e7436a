import { regularizedBeta } from "./incomplete-beta.ts";

/** P(T ≤ t) with `freedom` degrees of freedom. Reference: scipy.stats.t.cdf, R pt. */
export function studentTCdf(t: number, freedom: number): number {
  const beyond = regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  return t < 0 ? beyond : 1 - beyond;
}
