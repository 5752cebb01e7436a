import { countsOf } from "./krippendorff-alpha.ts";

/** The most frequent values; several when they are tied. */
export function modesOf<V>(values: readonly V[]): readonly V[] {
  const counts = countsOf(values);
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).map(([value]) => value);
}

/** Whether a value is the mode of others; a tied mode counts by its expectation, where AlpacaEval's code draws one at random. */
export function matchWithMode<V>(value: V, others: readonly V[]): number {
  const modes = modesOf(others);
  return modes.includes(value) ? 1 / modes.length : 0;
}

/** Chance that the modes of two sets of labels are the same, ties by their expectation. */
export function matchOfModes<V>(left: readonly V[], right: readonly V[]): number {
  const [modes, others] = [modesOf(left), modesOf(right)];
  return modes.filter((mode) => others.includes(mode)).length / (modes.length * others.length);
}

/** Mean agreement of each label with the mode of the item's other labels. Source: AlpacaEval. Needs two labels. */
export function leaveOneOut<V>(labels: readonly V[]): number {
  return labels.reduce((sum, label, left) => sum + matchWithMode(label, without(labels, left)), 0) / labels.length;
}

/** A judge measured as each of the people is: its label against the mode of all but one of them, averaged over who is left out. */
export function leaveOneOutOf<V>(label: V, people: readonly V[]): number {
  return people.reduce((sum, _, left) => sum + matchWithMode(label, without(people, left)), 0) / people.length;
}

function without<V>(values: readonly V[], left: number): readonly V[] {
  return values.filter((_, index) => index !== left);
}
