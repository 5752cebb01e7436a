import { outcomeOf } from "../annotators/outcome.ts";
import { modesOf, type Panel } from "../annotators/panel.ts";

/** A judge's probability beside what people said came true. */
export type Prediction = {
  readonly item: string;
  readonly cluster: string;
  readonly p: number;
  /** Mean of people's votes, ½ a tie. */
  readonly soft: number;
  /** What most people said: 0 or 1. Null: a tie, or no majority. */
  readonly hard: 0 | 1 | null;
  /** p is known only to within more than a tenth. */
  readonly isWide: boolean;
};

export type Predictions = {
  readonly predictions: readonly Prediction[];
  /** Items people labelled on which the judge was asked and gave no usable p. */
  readonly withoutP: number;
  readonly oneOrder: number;
};

export type CalibrationTarget = "probability" | "confidence";

/**
 * What one judge forecast of the items people labelled, sorted by p. Confidence turns every forecast to the side it favours:
 * max(p, 1 − p) of being right; a p of exactly ½ favours neither, and its outcome counts half.
 */
export function predictionsOf({ items }: Panel, judge: string, target: CalibrationTarget): Predictions {
  const predictions: Prediction[] = [];
  let [withoutP, oneOrder] = [0, 0];
  for (const { item, cluster, people, votes, p: probabilities } of items) {
    const outcomes = people.map(outcomeOf).filter((outcome) => outcome !== null);
    if (outcomes.length === 0 || !votes.has(judge)) continue;
    const given = probabilities.get(judge);
    if (!given) {
      withoutP++;
      continue;
    }
    if (given.isOneOrder) oneOrder++;
    const soft = outcomes.reduce((sum, outcome) => sum + outcome, 0) / outcomes.length;
    const modes = modesOf(outcomes);
    const hard = modes.length === 1 && (modes[0] === 0 || modes[0] === 1) ? modes[0] : null;
    predictions.push(turnedTo(target, { item, cluster, p: given.p, soft, hard, isWide: given.isWide }));
  }
  // Items come by name, and sorting keeps that order among equals: the order of rows changes nothing.
  return { predictions: predictions.sort((left, right) => left.p - right.p), withoutP, oneOrder };
}

function turnedTo(target: CalibrationTarget, prediction: Prediction): Prediction {
  const { p, soft, hard } = prediction;
  if (target === "probability" || p > 0.5) return prediction;
  if (p === 0.5) return { ...prediction, soft: 0.5, hard: null };
  return { ...prediction, p: 1 - p, soft: 1 - soft, hard: hard === null ? null : hard === 1 ? 0 : 1 };
}
