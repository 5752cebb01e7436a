import { fitLogistic, type LogisticFit, type LogisticRows } from "../logistic.ts";
import type { WeightedStatistic } from "../weighted-statistic.ts";

/** One answer of a model against the baseline's to the same instruction. */
export type BaselineComparison = {
  readonly model: string;
  /** The prompt. */
  readonly instruction: string;
  /** Preference for the model's answer, 0 to 1. */
  readonly share: number;
  /** Characters of the baseline's answer minus the model's. */
  readonly shorterBy: number;
};

/**
 * Length-controlled win rate of one model (Dubois et al. 2024, AlpacaEval LC): logit P(model preferred) = θ + φ tanh(D / sd(D))
 * + γ x, D the characters by which the model is shorter, sd with n − 1; the figure is the mean of logistic(θ + γ x), the
 * length term left out. Without `difficulty` there is no x: the *minimal* fit, logistic(θ). Figures: the controlled win rate,
 * then φ. Maximum likelihood on soft preferences, a ridge of 1e-3 only at perfect separation, so it differs by a point or
 * more from the published figures, which are fitted with cross-validated L1 and rows of gamed baselines.
 */
export function lengthControlled(
  comparisons: readonly BaselineComparison[],
  difficulty?: ReadonlyMap<string, number>,
): WeightedStatistic & { readonly fit: (weights: Float64Array) => LogisticFit | null } {
  const gaps = Float64Array.from(comparisons, ({ shorterBy }) => shorterBy);
  const difficulties = Float64Array.from(comparisons, ({ instruction }) => difficulty?.get(instruction) ?? 0);
  const rows = rowsOf(comparisons, difficulty ? difficulties : null);
  // The estimate itself is fitted first: draws lie near it, and start there.
  let start: Float64Array | undefined;
  const fit = (weights: Float64Array) => {
    const deviation = sampleDeviation(gaps, weights);
    if (!(deviation > 0)) return null;
    // A row without weight enters no fit, whatever stands in it.
    gaps.forEach((gap, row) => {
      if (weights[row] !== 0) rows.x[row * rows.entries + 1] = Math.tanh(gap / deviation);
    });
    const fitted = fitLogistic(rows, weights, 0, start);
    if (fitted && !fitted.isSeparated) start ??= fitted.beta;
    return fitted;
  };
  return {
    clusters: comparisons.map(({ instruction }) => instruction),
    width: 2,
    fit,
    fill: (weights, into) => {
      const [theta = Number.NaN, phi = Number.NaN, gamma = 0] = fit(weights)?.beta ?? [];
      into[0] = meanWin(theta, gamma, difficulties, weights);
      into[1] = phi;
    },
  };
}

function rowsOf(comparisons: readonly BaselineComparison[], difficulties: Float64Array | null): LogisticRows {
  const width = difficulties ? 3 : 2;
  const rows: LogisticRows = {
    width,
    entries: width,
    isNarrow: true,
    at: Int32Array.from({ length: comparisons.length * width }, (_, entry) => entry % width),
    x: new Float64Array(comparisons.length * width),
    y: Float64Array.from(comparisons, ({ share }) => share),
  };
  comparisons.forEach((_, row) => {
    rows.x[row * width] = 1;
    if (difficulties) rows.x[row * width + 2] = difficulties[row] as number;
  });
  return rows;
}

function meanWin(theta: number, gamma: number, difficulties: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let n = 0;
  difficulties.forEach((x, row) => {
    if (weights[row] === 0) return;
    sum += (weights[row] as number) / (1 + Math.exp(-(theta + gamma * x)));
    n += weights[row] as number;
  });
  return sum / n;
}

function sampleDeviation(values: Float64Array, weights: Float64Array): number {
  let [n, sum] = [0, 0];
  values.forEach((value, row) => {
    n += weights[row] as number;
    sum += (weights[row] as number) * value;
  });
  const mean = sum / n;
  let squares = 0;
  values.forEach((value, row) => {
    squares += (weights[row] as number) * (value - mean) ** 2;
  });
  return n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1));
}

/** Instructions on which one difficulty can be told from one model's luck. */
const fewestModels = 3;
const rounds = 50;

/**
 * How hard each instruction is to win for any model: x of one fit over all models, logit = θ_model + φ_model tanh(D / sd) + x
 * with a ridge of 1 on x, by turns until nothing moves. Null with fewer than three models against the baseline.
 */
export function instructionDifficulty(comparisons: readonly BaselineComparison[]): ReadonlyMap<string, number> | null {
  const models = [...new Set(comparisons.map(({ model }) => model))].sort();
  if (models.length < fewestModels) return null;
  const instructions = [...new Set(comparisons.map(({ instruction }) => instruction))].sort();
  const place = new Map(instructions.map((instruction, index) => [instruction, index]));
  const x = new Float64Array(instructions.length);
  const parts = models.map((model) =>
    modelPart(
      comparisons.filter((comparison) => comparison.model === model),
      place,
    ),
  );
  for (let round = 0; round < rounds; round++) {
    const logits = parts.map((part) => modelLogits(part, x));
    if (moveDifficulties(x, parts, logits) < 1e-6) break;
  }
  return new Map(instructions.map((instruction, index) => [instruction, x[index] as number]));
}

type ModelPart = { readonly rows: LogisticRows; readonly instructions: Int32Array; readonly weights: Float64Array };

function modelPart(own: readonly BaselineComparison[], place: ReadonlyMap<string, number>): ModelPart {
  const rows = rowsOf(own, null);
  const weights = new Float64Array(own.length).fill(1);
  const gaps = Float64Array.from(own, ({ shorterBy }) => shorterBy);
  const deviation = sampleDeviation(gaps, weights);
  gaps.forEach((gap, row) => {
    rows.x[row * 2 + 1] = deviation > 0 ? Math.tanh(gap / deviation) : 0;
  });
  return { rows, weights, instructions: Int32Array.from(own, ({ instruction }) => place.get(instruction) ?? 0) };
}

/** The model's own part of every logit, fitted with the difficulties as they stand. */
function modelLogits({ rows, instructions, weights }: ModelPart, x: Float64Array): Float64Array {
  const offset = Float64Array.from(instructions, (instruction) => x[instruction] as number);
  // A slight ridge: a model that always wins, or one length throughout, must not stop the others.
  const [theta = 0, phi = 0] = fitLogistic({ ...rows, offset }, weights, 1e-3)?.beta ?? [];
  return Float64Array.from(rows.y, (_, row) => theta + phi * (rows.x[row * 2 + 1] as number));
}

/** One Newton step for each difficulty, all ridged by 1; the largest move. */
function moveDifficulties(x: Float64Array, parts: readonly ModelPart[], logits: readonly Float64Array[]): number {
  const slope = Float64Array.from(x, (value) => -value);
  const curvature = new Float64Array(x.length).fill(1);
  parts.forEach(({ rows, instructions }, part) => {
    instructions.forEach((instruction, row) => {
      const chance = 1 / (1 + Math.exp(-((logits[part]?.[row] ?? 0) + (x[instruction] as number))));
      slope[instruction] = (slope[instruction] as number) + (rows.y[row] as number) - chance;
      curvature[instruction] = (curvature[instruction] as number) + chance * (1 - chance);
    });
  });
  let largest = 0;
  slope.forEach((value, instruction) => {
    const step = value / (curvature[instruction] as number);
    x[instruction] = (x[instruction] as number) + step;
    largest = Math.max(largest, Math.abs(step));
  });
  return largest;
}
