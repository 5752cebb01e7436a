/** Calls a run would make: the fewest, and the most; null where nobody can tell. */
export type PlannedCalls = { readonly calls: number; readonly mostCalls: number | null };

/** "375 calls", "25 to 300 calls", "at most 40 calls", "at least 12 calls". */
export function callWords(planned: PlannedCalls): string {
  const { calls, mostCalls } = planned;
  return `${rangeWords(planned)} ${(mostCalls ?? calls) === 1 ? "call" : "calls"}`;
}

/** "375", "25–300", "≤ 40", "≥ 12": where room is short and the head of a column says what it counts. */
export function callRange({ calls, mostCalls }: PlannedCalls): string {
  if (mostCalls === null) return `≥ ${counted(calls)}`;
  if (mostCalls === calls) return counted(calls);
  return calls === 0 ? `≤ ${counted(mostCalls)}` : `${counted(calls)}–${counted(mostCalls)}`;
}

/** Whether a run may make calls at all. */
export function mayCall({ calls, mostCalls }: PlannedCalls): boolean {
  return calls > 0 || mostCalls !== 0;
}

/** All of these together; the most is unknown where one of them is. */
export function addCalls(planned: readonly PlannedCalls[]): PlannedCalls {
  return {
    calls: planned.reduce((sum, { calls }) => sum + calls, 0),
    mostCalls: planned.reduce((sum: number | null, { mostCalls }) => (sum === null || mostCalls === null ? null : sum + mostCalls), 0),
  };
}

function rangeWords({ calls, mostCalls }: PlannedCalls): string {
  if (mostCalls === null) return `at least ${counted(calls)}`;
  if (mostCalls === calls) return counted(calls);
  return calls === 0 ? `at most ${counted(mostCalls)}` : `${counted(calls)} to ${counted(mostCalls)}`;
}

function counted(value: number): string {
  return value.toLocaleString("en");
}
