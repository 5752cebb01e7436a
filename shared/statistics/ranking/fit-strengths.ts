import { logistic } from "../logistic.ts";
import { solvePositive } from "./cholesky.ts";
import { halfSlopes, type TieRule, tieModels } from "./tie-models.ts";

/** Who met whom. Outcomes of pair k stand at 3k (the first won), 3k + 1 (the second won) and 3k + 2 (tie). */
export type Pairs = { readonly players: number; readonly first: Int32Array; readonly second: Int32Array };

export type StrengthModel = {
  readonly ties: TieRule;
  /** An intercept for `first`, as when it names who was shown first. */
  readonly withOrder: boolean;
  /** Half a win and half a loss against a phantom player for everyone, where the outcomes alone have no finite maximum. */
  readonly withPrior: boolean;
};

/** Strengths as log-odds that sum to zero, then the order's intercept and the tie parameter where the model has them. Null: no finite maximum found. */
export type FitStrengths = (outcomes: Float64Array, start?: Float64Array) => Float64Array | null;

const mostSteps = 100;
/** A maximum this far out is none: outcomes that separate the players drive it to infinity. */
const farthest = 40;
const longestStep = 4;
/** Newton squares its error, so the step after one this small would be below rounding. */
const closeEnough = 1e-6;

/**
 * Maximum likelihood for Bradley–Terry and its tie models by Newton's method over counts per pair; the likelihoods are concave.
 * Counts per pair and a tie parameter are no rows of shares: this is why it stands beside `fitLogistic`, whose fit on the same outcomes
 * it has where ties are half a win each. The workspace lives in the returned function, so that a bootstrap allocates nothing but its results.
 * A tie model asked of outcomes without a tie has its parameter at the edge: NaN, and the strengths are plain Bradley–Terry's.
 * Reference: R BradleyTerry2::BTm, scipy.optimize.minimize on the same likelihood.
 */
export function strengthFitter(pairs: Pairs, model: StrengthModel): FitStrengths {
  const { players } = pairs;
  const hasTie = model.ties !== "half";
  const size = players + (model.withOrder ? 1 : 0) + (hasTie ? 1 : 0);
  const [gradient, step, matrix] = [new Float64Array(size), new Float64Array(size), new Float64Array(size * size)];

  return (outcomes, start) => {
    const tieShare = shareOfTies(outcomes);
    const tieModel = model.ties === "half" || tieShare === 0 ? null : tieModels[model.ties];
    const free = hasTie && tieModel === null ? size - 1 : size;
    const at = start ? Float64Array.from(start) : new Float64Array(size);
    if (tieModel) {
      if (tieShare === 1) return null;
      if (!start || Number.isNaN(at[size - 1])) at[size - 1] = tieModel.start(tieShare);
    }
    let expected = 0;
    for (let round = 0; round < mostSteps; round++) {
      const tie = tieModel ? (at[size - 1] as number) : 0;
      accumulate(pairs, model, outcomes, at, tie, tieModel?.slopes ?? halfSlopes, { gradient, matrix, size: free });
      const slope = dot(gradient, step, free);
      if (round > 0 && slope < -expected / 2) {
        // Beyond the maximum along the step by more than half of what led here.
        for (let k = 0; k < free; k++) {
          step[k] = (step[k] as number) / 2;
          at[k] = (at[k] as number) - (step[k] as number);
        }
        expected /= 2;
        continue;
      }
      step.set(gradient);
      if (!solvePositive(matrix, free, step)) return null;
      const longest = shorten(step, free, tieModel?.isPositive ? { place: size - 1, value: tie } : null);
      expected = dot(gradient, step, free);
      for (let k = 0; k < free; k++) at[k] = (at[k] as number) + (step[k] as number);
      if (largest(at, free) > farthest) return null;
      if (longest < closeEnough) return finished(at, players, hasTie && tieModel === null);
    }
    return null;
  };
}

type Accumulated = { readonly gradient: Float64Array; readonly matrix: Float64Array; readonly size: number };

/** Fills the gradient and the lower triangle of minus the Hessian. */
function accumulate(
  { players, first, second }: Pairs,
  { withOrder, withPrior }: StrengthModel,
  outcomes: Float64Array,
  at: Float64Array,
  tie: number,
  slopes: typeof halfSlopes,
  { gradient, matrix, size }: Accumulated,
): void {
  gradient.fill(0);
  matrix.fill(0);
  const order = withOrder ? players : -1;
  const last = players + (withOrder ? 1 : 0) < size ? size - 1 : -1;
  const bonus = withOrder ? (at[players] as number) : 0;
  const cell = new Float64Array(5);
  const add = (row: number, column: number, amount: number) => {
    matrix[row * size + column] = (matrix[row * size + column] as number) + amount;
  };
  for (let pair = 0; pair < first.length; pair++) {
    const won = outcomes[3 * pair] as number;
    const lost = outcomes[3 * pair + 1] as number;
    const tied = outcomes[3 * pair + 2] as number;
    if (won + lost + tied === 0) continue;
    const i = first[pair] as number;
    const j = second[pair] as number;
    slopes((at[i] as number) - (at[j] as number) + bonus, tie, won, lost, tied, cell);
    const slope = cell[0] as number;
    const bend = cell[1] as number;
    gradient[i] = (gradient[i] as number) + slope;
    gradient[j] = (gradient[j] as number) - slope;
    add(i, i, bend);
    add(j, j, bend);
    add(Math.max(i, j), Math.min(i, j), -bend);
    if (order >= 0) {
      gradient[order] = (gradient[order] as number) + slope;
      add(order, order, bend);
      add(order, i, bend);
      add(order, j, -bend);
    }
    if (last >= 0) {
      const mixed = cell[3] as number;
      gradient[last] = (gradient[last] as number) + (cell[2] as number);
      add(last, last, cell[4] as number);
      add(last, i, mixed);
      add(last, j, -mixed);
      if (order >= 0) add(last, order, mixed);
    }
  }
  if (withPrior) {
    for (let player = 0; player < players; player++) {
      const chance = logistic(at[player] as number);
      gradient[player] = (gradient[player] as number) + 0.5 - chance;
      add(player, player, chance * (1 - chance));
    }
    return;
  }
  // Strengths are known up to a constant; the direction of all ones is closed, and the slopes never point there.
  let trace = 0;
  for (let player = 0; player < players; player++) trace += matrix[player * size + player] as number;
  const closing = trace / players / players;
  for (let row = 0; row < players; row++)
    for (let place = row * size; place <= row * size + row; place++) matrix[place] = (matrix[place] as number) + closing;
}

/** Scales the step down to the longest allowed, and so that a positive parameter stays so. Returns its length before. */
function shorten(step: Float64Array, size: number, positive: { readonly place: number; readonly value: number } | null): number {
  const longest = largest(step, size);
  let scale = Math.min(1, longestStep / longest);
  if (positive) {
    const change = step[positive.place] as number;
    if (positive.value + scale * change < positive.value / 10) scale = (-0.9 * positive.value) / change;
  }
  if (scale < 1) for (let k = 0; k < size; k++) step[k] = (step[k] as number) * scale;
  return longest;
}

function finished(at: Float64Array, players: number, isTieUnknown: boolean): Float64Array {
  let sum = 0;
  for (let player = 0; player < players; player++) sum += at[player] as number;
  for (let player = 0; player < players; player++) at[player] = (at[player] as number) - sum / players;
  if (isTieUnknown) at[at.length - 1] = Number.NaN;
  return at;
}

function shareOfTies(outcomes: Float64Array): number {
  let [ties, all] = [0, 0];
  for (let place = 0; place < outcomes.length; place++) {
    all += outcomes[place] as number;
    if (place % 3 === 2) ties += outcomes[place] as number;
  }
  return all === 0 ? 0 : ties / all;
}

function dot(left: Float64Array, right: Float64Array, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += (left[k] as number) * (right[k] as number);
  return sum;
}

function largest(values: Float64Array, size: number): number {
  let most = 0;
  for (let k = 0; k < size; k++) most = Math.max(most, Math.abs(values[k] as number));
  return most;
}
