/** How ties enter a fit: half a win each, which is no model of ties, or an outcome with a parameter of its own. */
export type TieRule = "half" | "davidson" | "rao-kupper";

/**
 * The log-likelihood of one cell of battles by the players' gap d (log-odds) and the tie parameter t:
 * `into` gets its slope by d, minus its second derivative by d, its slope by t, minus the mixed and minus the second derivative by t.
 */
export type Slopes = (gap: number, tie: number, won: number, lost: number, tied: number, into: Float64Array) => void;

export type TieModel = {
  readonly slopes: Slopes;
  /** The parameter's value when all players are equal and this share of battles are ties, strictly between 0 and 1. */
  readonly start: (tieShare: number) => number;
  /** The parameter as the literature writes it. */
  readonly written: (tie: number) => number;
  /** The parameter can't be negative. */
  readonly isPositive: boolean;
};

/** P(first) = logistic(d); a tie is half a win for each (Arena, AlpacaEval). */
export const halfSlopes: Slopes = (gap, _tie, won, lost, tied, into) => {
  const battles = won + lost + tied;
  const chance = 1 / (1 + Math.exp(-gap));
  into[0] = won + tied / 2 - battles * chance;
  into[1] = battles * chance * (1 - chance);
};

/** First : tie : second = exp(d/2) : ν : exp(−d/2) with t = ln ν (Davidson 1970). */
const davidson: TieModel = {
  slopes: (gap, tie, won, lost, tied, into) => {
    const battles = won + lost + tied;
    const [up, even] = [Math.exp(gap / 2), Math.exp(tie)];
    const all = up + 1 / up + even;
    const [first, second, equal] = [up / all, 1 / (up * all), even / all];
    const lean = (first - second) / 2;
    into[0] = (won - lost) / 2 - battles * lean;
    into[1] = battles * ((first + second) / 4 - lean * lean);
    into[2] = tied - battles * equal;
    into[3] = -battles * lean * equal;
    into[4] = battles * equal * (1 - equal);
  },
  start: (share) => Math.log((2 * share) / (1 - share)),
  written: Math.exp,
  isPositive: false,
};

/** P(first) = logistic(d − t), P(second) = logistic(−d − t), the rest ties, with t = ln θ > 0 (Rao and Kupper 1967). */
const raoKupper: TieModel = {
  slopes: (gap, tie, won, lost, tied, into) => {
    // P(tie) = (θ² − 1) P(first) P(second), so a tie counts towards both sides.
    const [first, second] = [1 / (1 + Math.exp(tie - gap)), 1 / (1 + Math.exp(tie + gap))];
    const [left, right] = [(won + tied) * (1 - first), (lost + tied) * (1 - second)];
    const fall = Math.exp(-2 * tie);
    into[0] = left - right;
    into[1] = left * first + right * second;
    into[2] = (2 * tied) / (1 - fall) - left - right;
    into[3] = right * second - left * first;
    into[4] = left * first + right * second + (4 * tied * fall) / ((1 - fall) * (1 - fall));
  },
  start: (share) => 2 * Math.atanh(share),
  written: Math.exp,
  isPositive: true,
};

export const tieModels = { davidson, "rao-kupper": raoKupper } as const;
