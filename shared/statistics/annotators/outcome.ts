const outcomes: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["tie", 0.5],
  ["b", 0],
  ["met", 1],
  ["not met", 0],
  ["unmet", 0],
  ["yes", 1],
  ["no", 0],
  ["true", 1],
  ["false", 0],
  ["pass", 1],
  ["fail", 0],
  ["accept", 1],
  ["reject", 0],
]);

/**
 * A verdict as what came true of `p`: 1 for side a or a class met, 0 for the other, ½ for a tie; a number from 0 to 1 is the
 * share met. Null: it is no such verdict, such as a score or a class of several.
 */
export function outcomeOf(value: string | number): number | null {
  if (typeof value === "number") return value >= 0 && value <= 1 ? value : null;
  return outcomes.get(value.toLowerCase()) ?? null;
}

/** How verdicts can be counted: as outcomes of a probability, as scores, or only as classes. */
export type ValueKind = "outcome" | "score" | "class";

/** One 4 among verdicts of 0 and 1 makes all of them scores. */
export function kindOf(values: Iterable<string | number>): ValueKind {
  let kind: ValueKind = "outcome";
  for (const value of values) {
    if (outcomeOf(value) !== null) {
      if (kind === "score" && typeof value === "string") return "class";
    } else if (typeof value === "string") return "class";
    else kind = "score";
  }
  return kind;
}

/** The first value that is no outcome, as a person reads it; null when all are. */
export function strangerAmong(values: readonly (string | number)[]): string | null {
  const stranger = [...values].sort().find((value) => outcomeOf(value) === null);
  return stranger === undefined ? null : `"${stranger}"`;
}
