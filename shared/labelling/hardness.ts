import type { MachineVerdict } from "./label-item.ts";

/** How unsure the judges were of an item, 0 to 1, and why, in words. */
export type Hardness = { readonly score: number; readonly why: string };

export type HardnessSignals = {
  /** 1 − the share of the commonest verdict; for scores, their standard deviation over half the scale's range. */
  readonly disagreement: number | null;
  /** 1 − |2p − 1| of the judges' mean probability. */
  readonly lowMargin: number | null;
  /** Share of judgements whose two orders disagree. */
  readonly swapConflict: number | null;
  /** Share of criteria about which judgements differ. */
  readonly rubricConflict: number | null;
};

const words: { readonly [signal in keyof HardnessSignals]: string } = {
  disagreement: "judges disagree",
  lowMargin: "low margin",
  swapConflict: "changes with the order",
  rubricConflict: "criteria in dispute",
};

/**
 * The mean of the signals the verdicts give. An item without a readable verdict has hardness 0: nothing says it is hard,
 * and a label on it could be set beside nothing. `range` is the width of the scale of scores.
 */
export function hardnessOf(verdicts: readonly MachineVerdict[], range: number | null): Hardness {
  const signals = signalsOf(verdicts, range);
  const named = (Object.keys(words) as (keyof HardnessSignals)[]).flatMap((name) => {
    const value = signals[name];
    return value === null ? [] : [{ name, value }];
  });
  if (named.length === 0) return { score: 0, why: verdicts.length === 0 ? "no judge's verdict" : "no readable verdict" };
  const reasons = named.filter(({ value }) => value > 0).sort((one, other) => other.value - one.value);
  return {
    score: named.reduce((sum, { value }) => sum + value, 0) / named.length,
    why: reasons.length === 0 ? "judges are sure" : reasons.map(({ name, value }) => `${words[name]} ${value.toFixed(2)}`).join(", "),
  };
}

export function signalsOf(verdicts: readonly MachineVerdict[], range: number | null): HardnessSignals {
  const whole = verdicts.filter(({ criterion }) => criterion === null);
  const said = whole.filter(({ flipped }) => !flipped).flatMap(({ value }) => (value === null ? [] : [value]));
  const scores = said.filter((value) => typeof value === "number");
  const classes = said.filter((value) => typeof value === "string");
  const compared = whole.filter(({ value, flipped, p }) => flipped || p !== null || typeof value === "string");
  const ps = whole.flatMap(({ p }) => (p === null ? [] : [p]));
  return {
    disagreement: scores.length > 0 ? spread(scores, range) : classes.length > 0 ? minorityShare(classes) : null,
    lowMargin: ps.length === 0 ? null : 1 - Math.abs((2 * sum(ps)) / ps.length - 1),
    swapConflict: compared.length === 0 ? null : compared.filter(({ flipped }) => flipped).length / compared.length,
    rubricConflict: conflictOfCriteria(verdicts),
  };
}

function minorityShare(values: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return 1 - Math.max(...counts.values()) / values.length;
}

/** Half the range is the most a standard deviation can be. */
function spread(scores: readonly number[], range: number | null): number {
  const mean = sum(scores) / scores.length;
  const deviation = Math.sqrt(sum(scores.map((score) => (score - mean) ** 2)) / scores.length);
  const most = (range ?? Math.max(...scores) - Math.min(...scores)) / 2;
  return most > 0 ? Math.min(1, deviation / most) : 0;
}

function conflictOfCriteria(verdicts: readonly MachineVerdict[]): number | null {
  const byCriterion = new Map<string, (string | number)[]>();
  for (const { criterion, value } of verdicts) {
    if (criterion === null || value === null) continue;
    byCriterion.set(criterion, [...(byCriterion.get(criterion) ?? []), value]);
  }
  if (byCriterion.size === 0) return null;
  return [...byCriterion.values()].filter((values) => new Set(values).size > 1).length / byCriterion.size;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
