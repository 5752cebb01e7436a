import { expect, test } from "vitest";
import { fitLogistic, type LogisticRows } from "../logistic.ts";
import { jointStyle } from "./joint-style.ts";
import { lengthControlled } from "./length-controlled.ts";
import type { Preference } from "./preferences.ts";
import { slopes, traitViews } from "./trait-statistics.ts";
import { lengthTrait } from "./traits.ts";

// R 4.2.2, statsmodels 0.13.5 and scikit-learn 1.2.1 of Debian 12; each value stands beside the call that made it, all on these rows.
const lengths = [
  [120, 60, 1],
  [300, 100, 1],
  [80, 200, 0],
  [90, 95, 1],
  [400, 150, 0.5],
  [60, 240, 0],
  [150, 140, 0],
  [500, 90, 1],
  [70, 180, 1],
  [220, 210, 0.5],
  [130, 390, 0],
  [260, 65, 0],
] as const;
const lists = [
  [2, 0],
  [3, 1],
  [0, 4],
  [1, 1],
  [5, 0],
  [0, 2],
  [1, 0],
  [6, 2],
  [0, 3],
  [2, 2],
  [1, 5],
  [4, 0],
] as const;
const models = [
  ["m1", "m2"],
  ["m1", "m3"],
  ["m2", "m3"],
] as const;

const preferences = lengths.map(([a, b, share], index): Preference => {
  const [left, right] = models[index % 3] ?? models[0];
  const [listsA = 0, listsB = 0] = lists[index] ?? [];
  const style = (count: number) => ({ lists: count, headers: 0, bold: 0, code: 0, tables: 0 });
  return {
    item: String(index),
    cluster: String(index),
    judge: "j",
    judgeFamily: null,
    isPerson: false,
    a: { model: left, family: null, length: a, style: style(listsA) },
    b: { model: right, family: null, length: b, style: style(listsB) },
    share,
    outcome: share === 1 ? "a" : share === 0 ? "b" : "tie",
    p: null,
    slices: [],
  };
});
const once = new Float64Array(lengths.length).fill(1);

test("the slope on length is that of a generalised linear model without intercept", () => {
  // z <- log(a/b); z <- z/sqrt(mean(z^2)); coef(glm(y ~ 0 + z, family = quasibinomial))
  const into = new Float64Array(1);
  slopes([traitViews(preferences, lengthTrait)]).fill(once, into);
  expect(into[0]).toBeCloseTo(0.793242166362, 9);
});

const comparisons = lengths.map(([a, b, share], index) => ({ model: "m", instruction: String(index), share, shorterBy: b - a }));

test("the minimal length-controlled win rate is the fit's at equal lengths", () => {
  // t <- tanh((b-a)/sd(b-a)); plogis(coef(glm(y ~ t, family = quasibinomial))[1]); the slope by sm.GLM(y, X, Binomial())
  const into = new Float64Array(2);
  lengthControlled(comparisons).fill(once, into);
  expect(into[0]).toBeCloseTo(0.469918850782, 9);
  expect(into[1]).toBeCloseTo(-1.31712067, 7);
});

test("with difficulty the win rate is the mean over instructions", () => {
  // f = sm.GLM(y, np.column_stack([1s, t, x]), Binomial()).fit(); mean(1 / (1 + exp(-(f.params[0] + f.params[2] * x))))
  const x = [0.5, -0.2, 0.1, 0.9, -0.7, -1.1, 0.3, 0.4, -0.6, 0, 0.2, -0.5];
  const into = new Float64Array(2);
  lengthControlled(comparisons, new Map(x.map((value, index) => [String(index), value]))).fill(once, into);
  expect(into[0]).toBeCloseTo(0.46049045983973486, 9);
});

test("the joint model is a ridge regression of strengths and traits", () => {
  // LogisticRegression(C=2, fit_intercept=False, tol=1e-12).fit(vstack([[±log 10, F]] * 2), [1s, 0s], sample_weight=[y, 1 - y]), F = (a-b)/(a+b+1) / rms
  const { statistic, n, constant } = jointStyle(preferences);
  const into = new Float64Array(6);
  statistic.fill(once, into);
  expect(n).toBe(12);
  expect(into[0]).toBeCloseTo(1.03092413, 4);
  expect(into[1]).toBeCloseTo(-0.65396627, 4);
  expect(constant).toEqual(["headers", "bold", "code", "tables"]);
  expect(into[2]).toBeNaN();
});

test("perfect separation is held by a ridge and told; a column of zeros is held at 0", () => {
  const column = (values: readonly number[], y: readonly number[], width = 1): LogisticRows => ({
    width,
    entries: width,
    at: Int32Array.from(values, (_, index) => index % width),
    x: Float64Array.from(values),
    y: Float64Array.from(y),
  });
  const weights = new Float64Array(4).fill(1);
  const separated = fitLogistic(column([1, 2, -1, -2], [1, 1, 0, 0]), weights);
  // LogisticRegression(C=1000, fit_intercept=False, tol=1e-12).fit([[1],[2],[-1],[-2]], [1,1,0,0]).coef_
  expect(separated).toMatchObject({ isSeparated: true });
  expect(separated?.beta[0]).toBeCloseTo(5.83921824, 4);
  expect(fitLogistic(column([0, 0, 0, 0], [1, 0, 1, 0]), weights)?.isSeparated).toBe(true);
  expect(fitLogistic(column([0, 0, 0, 0], [1, 0, 1, 0]), weights)?.beta[0]).toBe(0);
});
