import { expect, test } from "vitest";
import { binomialCdf, binomialUpperBound } from "./binomial.ts";
import { regularizedBeta } from "./incomplete-beta.ts";
import { logGamma } from "./log-gamma.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { signedRankLess } from "./signed-rank.ts";
import { studentTCdf } from "./student-t.ts";

// scipy 1.10.1 and statsmodels 0.13.5 of Debian 12; the call stands before its values.

/** Relative to the value, so that small tails are held as tightly as large ones. */
function expectNear(value: number | null, reference: number): void {
  expect(Math.abs((value ?? Number.NaN) - reference)).toBeLessThanOrEqual(1e-10 * Math.abs(reference));
}

test("ln Γ matches scipy.special.gammaln", () => {
  for (const [x, reference] of [
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [3.7, 1.428072326665388],
    [20, 39.339884187199495],
    [1000, 5905.220423209181],
  ] as const) {
    expectNear(logGamma(x), reference);
  }
  expect(logGamma(1)).toBeCloseTo(0, 14);
});

test("the incomplete beta function matches scipy.special.betainc(a, b, x), also for large a and b", () => {
  for (const [x, a, b, reference] of [
    [0.4, 2, 3, 0.5247999999999999],
    [0.9, 0.5, 14.5, 0.9999999999999996],
    [0.4166, 50_000, 70_000, 0.48144848731011797], // R pbeta(.4166, 50000, 70000); scipy 1.10 loses the tenth digit here
    [0.3, 1, 1, 0.3],
    [1e-8, 0.5, 0.5, 6.366197734286144e-5],
  ] as const) {
    expectNear(regularizedBeta(x, a, b), reference);
  }
});

test("binomial tails match scipy.stats.binom.cdf(k, n, p), and upper bounds beta.ppf(1 - delta, e + 1, n - e)", () => {
  expectNear(binomialCdf(3, 20, 0.1), 0.8670466765656649);
  expectNear(binomialCdf(0, 30, 0.1), 0.042391158275216195);
  expectNear(binomialCdf(4890, 50_000, 0.1), 0.05095333829304003);
  expectNear(binomialCdf(99, 100, 0.99), 0.6339676587267709);
  expect([binomialCdf(-1, 4, 0.5), binomialCdf(4, 4, 0.5)]).toEqual([0, 1]);
  expectNear(binomialUpperBound(0, 30, 0.1), 0.07388127187120651);
  expectNear(binomialUpperBound(3, 100, 0.05), 0.07571079374983004);
  expectNear(binomialUpperBound(480, 5000, 0.1), 0.10155707901440199);
  expect(binomialUpperBound(5, 5, 0.1)).toBe(1);
});

test("Student's t matches scipy.stats.t.cdf(t, df)", () => {
  expectNear(studentTCdf(-2.1, 29), 0.022270979018145235);
  expectNear(studentTCdf(0, 5), 0.5);
  expectNear(studentTCdf(1.3, 3), 0.8577662456360515);
  expectNear(studentTCdf(-8, 400), 6.786888267656073e-15);
  expectNear(studentTCdf(-40, 99), 3.1925425801436066e-63);
});

test("the normal distribution and its quantiles match scipy.stats.norm", () => {
  const points = [-8, -3, -1.96, -0.5, 0, 1.2, 2, 3.3];
  const below = [
    6.22096057427174e-16, 0.0013498980316300933, 0.024997895148220435, 0.3085375387259869, 0.5, 0.8849303297782918, 0.9772498680518208,
    0.9995165758576162,
  ];
  points.forEach((z, index) => {
    expectNear(normalCdf(z), below[index] ?? Number.NaN);
  });
  const shares = [1e-12, 0.001, 0.025, 0.3, 0.31, 0.975, 0.9999];
  const quantiles = [
    -7.034483825301131, -3.090232306167813, -1.9599639845400545, -0.5244005127080409, -0.4958503473474533, 1.959963984540054,
    3.719016485455709,
  ];
  shares.forEach((share, index) => {
    expectNear(normalQuantile(share), quantiles[index] ?? Number.NaN);
  });
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
});

test("the signed-rank test counts every pattern of signs, ties included", () => {
  // r = rankdata(abs(d)); w = r[d > 0].sum(); mean(dot(s, r) <= w for s in product([0, 1], repeat=len(d)))
  expectNear(signedRankLess([-1.2, -0.2, -0.2, 0.8, -1.2, -0.2, 0.8, -0.2, -0.2, -1.2, -0.2, -0.2]), 0.04443359375);
  expectNear(signedRankLess([1, -2, 3, -4, -5, -6, 0]), 0.109375);
  expect(signedRankLess([0, 0])).toBeNull();
});

test("beyond fifty differences the signed-rank test is scipy's normal one with tie correction", () => {
  // scipy.stats.wilcoxon(d, alternative="less", mode="approx", correction=False)
  const signs = "--+0-00-0-00000+-00--+-0+000-00-0+-0-00-+00+00+-+00-0-+-000--000+-+-+00+00-0---+";
  const differences = [...signs].map((sign) => Number(({ "-": -1.1, "0": -0.1, "+": 0.9 } as const)[sign as "-" | "0" | "+"]));
  expectNear(signedRankLess(differences), 3.8126208131919573e-6);
});
