import { expect, test } from "vitest";
import { fillMassBins, widthBin } from "./bins.ts";
import { chanceErrors } from "./chance-error.ts";
import { fitIsotonic } from "./isotonic-fit.ts";
import { recalibrated } from "./out-of-fold.ts";
import { fitPlatt } from "./platt-fit.ts";
import { type Forecasts, forecastScores, scoreNames } from "./scores.ts";
import { fitTemperature, temperatureRange } from "./temperature-fit.ts";

// scikit-learn 1.2.1 and scipy 1.10.1 of Debian 12; each value stands beside the call that made it, on
// i = np.arange(60); p = ((i*37+11)%101+.5)/102; y = (((i*53+7)%89)/89 < .2+.6*p).astype(int)
const rows = Array.from({ length: 60 }, (_, i) => {
  const p = (((i * 37 + 11) % 101) + 0.5) / 102;
  return { p, y: ((i * 53 + 7) % 89) / 89 < 0.2 + 0.6 * p ? 1 : 0 };
}).sort((left, right) => left.p - right.p);
const p = Float64Array.from(rows, (row) => row.p);
const y = Float64Array.from(rows, (row) => row.y);
const clusters = rows.map((_, row) => String(row));
const ones = new Float64Array(60).fill(1);

function scoresOf(forecasts: Forecasts, weights: Float64Array, bins = 10) {
  const into = new Float64Array(scoreNames.length);
  forecastScores(forecasts, bins).fill(weights, into);
  return Object.fromEntries(scoreNames.map((name, index) => [name, into[index] as number]));
}

test("Brier, log-loss, AUROC and the errors of both binnings match scikit-learn", () => {
  const scores = scoresOf({ clusters, p, soft: y, hard: y }, ones);
  expect(scores.brier).toBeCloseTo(0.21607875176214278, 12); // brier_score_loss(y, p)
  expect(scores["log loss"]).toBeCloseTo(0.6743638831871451, 12); // log_loss(y, p)
  expect(scores.auroc).toBeCloseTo(0.7354910714285714, 12); // roc_auc_score(y, p)
  // f, m = calibration_curve(y, p, n_bins=10, strategy="uniform"); n = np.histogram(p, np.linspace(0, 1, 11))[0]
  expect(scores["ece equal width"]).toBeCloseTo(0.13169934640522876, 12); // (n/60*abs(f-m)).sum()
  expect(scores["ece equal mass"]).toBeCloseTo(0.125, 12); // calibration_curve(strategy="quantile"), abs(f-m).mean()
  expect(scores["brier reliability"]).toBeCloseTo(0.025974136931461042, 12); // (n/60*(f-m)**2).sum()
  expect(scores["brier resolution"]).toBeCloseTo(0.05912698412698414, 12); // (n/60*(f-y.mean())**2).sum()
  expect(scores["brier uncertainty"]).toBeCloseTo(0.24888888888888888, 12);
});

test("Brier is reliability minus resolution plus uncertainty when forecasts in a bin are equal, else the terms within bins are told", () => {
  const rounded = p.map((each) => Math.ceil(each * 10) / 10 - 0.05);
  const equal = scoresOf({ clusters, p: rounded, soft: y, hard: y }, ones);
  expect(equal["brier within bins"]).toBeCloseTo(0, 12);
  const spread = scoresOf({ clusters, p, soft: y, hard: y }, ones);
  expect(Math.abs(spread["brier within bins"] ?? 0)).toBeGreaterThan(1e-4);
});

test("a row counted twice is the row given twice, ties together", () => {
  const weights = ones.map((_, row) => (row % 3 === 0 ? 2 : row % 7 === 0 ? 0 : 1));
  const repeated = rows.flatMap((row, index) => Array.from({ length: weights[index] ?? 0 }, () => row));
  const again = Float64Array.from(repeated, (row) => row.y);
  const long = {
    clusters: repeated.map((_, row) => String(row)),
    p: Float64Array.from(repeated, (row) => row.p),
    soft: again,
    hard: again,
  };
  const [weighted, plain] = [
    scoresOf({ clusters, p, soft: y, hard: y }, weights),
    scoresOf(long, new Float64Array(repeated.length).fill(1)),
  ];
  for (const name of scoreNames) expect(weighted[name]).toBeCloseTo(plain[name] ?? Number.NaN, 12);
});

test("soft outcomes enter Brier and log-loss, and no class is parted from a single one", () => {
  const soft = scoresOf(
    { clusters: ["1"], p: Float64Array.of(0.7), soft: Float64Array.of(0.5), hard: Float64Array.of(Number.NaN) },
    Float64Array.of(1),
  );
  expect(soft.brier).toBeCloseTo(0.04, 12);
  expect(soft["log loss"]).toBeCloseTo(-(Math.log(0.7) + Math.log(0.3)) / 2, 12);
  expect([soft["ece equal width"], soft.auroc]).toEqual([Number.NaN, Number.NaN]);
});

test("bins are open below and closed above, the first closed at zero; bins of equal mass keep ties together", () => {
  expect([0, 0.1, 0.1000001, 0.3, 0.7, 0.5, 1].map((each) => widthBin(each, 10))).toEqual([0, 0, 1, 2, 6, 4, 9]);
  const into = new Int32Array(8);
  fillMassBins(Float64Array.of(0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.9, 0.95), new Float64Array(8).fill(1), 4, into);
  expect([...into]).toEqual([0, 1, 1, 1, 1, 1, 3, 3]);
});

test("the error by chance is the mean over simulated outcomes", () => {
  // np.mean([ece(rng.random(60) < p) for _ in range(40000)]) with ece over ten equal widths
  const chance = chanceErrors(p, 10, { dataSets: 4000, seed: 1 });
  expect(chance?.width.mean).toBeCloseTo(0.1293, 2);
  expect(chanceErrors(new Float64Array(0), 10, { dataSets: 10, seed: 1 })).toBeNull();
});

test("the temperature matches a bounded search, Platt's fit and isotonic steps match scikit-learn", () => {
  // minimize_scalar(lambda b: -sum(y*-logaddexp(0, -b*z) + (1-y)*-logaddexp(0, b*z)), bounds=(.01, 100), method="bounded"); 1/x
  expect(fitTemperature({ p, y })).toBeCloseTo(2.0742367351759414, 6);
  const platt = fitPlatt({ p, y }); // _sigmoid_calibration(log(p/(1-p)), y), signs turned
  expect(platt.slope).toBeCloseTo(0.44463923961345686, 5);
  expect(platt.intercept).toBeCloseTo(0.15503454531533026, 5);
  const weights = ones.map((_, row) => 1 + (row % 3));
  const repeated = Array.from(p.keys()).flatMap((row) => Array.from({ length: weights[row] ?? 0 }, () => row));
  const long = { p: Float64Array.from(repeated, (row) => p[row] ?? 0), y: Float64Array.from(repeated, (row) => y[row] ?? 0) };
  expect(fitPlatt({ p, y }, weights).slope).toBeCloseTo(fitPlatt(long).slope, 6);
  expect(fitTemperature({ p, y }, weights)).toBeCloseTo(fitTemperature(long), 8);
  // IsotonicRegression(out_of_bounds="clip").fit(np.round(p, 1), y).predict(...)
  const isotonic = fitIsotonic({ p: p.map((each) => Math.round(each * 10) / 10), y });
  const expected = [0.2222222222222222, 0.25277777777777777, 0.375, 0.375, 0.75, 0.95, 1];
  [0, 0.12, 0.35, 0.5, 0.77, 0.98, 1].forEach((each, index) => {
    expect(isotonic(each)).toBeCloseTo(expected[index] ?? Number.NaN, 12);
  });
});

test("forecasts that say nothing, or part everything, stop at the ends of the temperatures", () => {
  const half = Float64Array.of(0.5, 0.5);
  expect(fitTemperature({ p: half, y: Float64Array.of(0, 1) })).toBe(temperatureRange.most);
  expect(fitTemperature({ p: Float64Array.of(0.4, 0.6), y: Float64Array.of(0, 1) })).toBe(temperatureRange.least);
  expect(fitTemperature({ p: Float64Array.of(0.4, 0.6), y: Float64Array.of(1, 0) })).toBe(temperatureRange.most);
  const platt = fitPlatt({ p: Float64Array.of(0.4, 0.6), y: Float64Array.of(0, 1) });
  expect(Number.isFinite(platt.slope) && Number.isFinite(platt.intercept)).toBe(true);
  expect(Number.isFinite(fitPlatt({ p: Float64Array.of(0.7, 0.7), y: Float64Array.of(0, 1) }).slope)).toBe(true);
});

test("a forecast is recalibrated by a fit that saw nothing of its prompt", () => {
  // Within each prompt all rows are alike, and isotonic would give back what it saw.
  const prompts = Array.from({ length: 40 }, (_, row) => String(Math.floor(row / 4)));
  const forecast = Float64Array.from(prompts, (prompt) => 0.05 + Number(prompt) / 11);
  const outcome = Float64Array.from(prompts, (prompt) => Number(prompt) % 2);
  const moved = recalibrated({ p: forecast, y: outcome }, prompts, { method: "isotonic", folds: 10, seed: 1 });
  const seen = Array.from(fitInSample(forecast, outcome));
  const error = (fitted: ArrayLike<number>) =>
    Array.from(fitted).reduce((sum, each, row) => sum + (each - (outcome[row] ?? 0)) ** 2, 0) / 40;
  expect(error(moved ?? [])).toBeGreaterThan(error(seen) + 0.05);
  expect(
    recalibrated(
      { p: forecast, y: outcome },
      prompts.map(() => "one"),
      { method: "platt", folds: 5, seed: 1 },
    ),
  ).toBeNull();
});

test("two hundred thousand prompts are dealt into folds as well", () => {
  const many = Float64Array.from({ length: 200_000 }, (_, row) => (((row * 37) % 101) + 0.5) / 102);
  const outcome = many.map((each, row) => ((row * 53) % 89 < each * 89 ? 1 : 0));
  const moved = recalibrated({ p: many, y: outcome }, Array.from(many.keys(), String), { method: "platt", folds: 5, seed: 1 });
  expect(moved?.every((each) => each > 0 && each < 1)).toBe(true);
});

function fitInSample(forecast: Float64Array, outcome: Float64Array): Float64Array {
  return forecast.map(fitIsotonic({ p: forecast, y: outcome }));
}
