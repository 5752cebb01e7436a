import { type Aggregate, aggregates, type Criterion, criterionOf, criterionSchema } from "#shared/rubric/criterion.ts";

/** A criterion as its form shows it: what is written, and what holds where nothing is. */
export type CriterionLine = {
  readonly id: string;
  readonly text: string;
  readonly type: string;
  readonly priority: string;
  readonly weight: number;
  /** The priority decides the weight. */
  readonly isUsualWeight: boolean;
  /** What else is written, in a few words; null when nothing is. */
  readonly extra: string | null;
};

type Values = { readonly [key: string]: unknown };

/** Criteria as they stand in the YAML, also where they can't be read yet; null when they are no list. */
export function criterionLines(values: Values): readonly CriterionLine[] | null {
  const written = values.criteria ?? [];
  if (!Array.isArray(written)) return null;
  return written.map((each: unknown): CriterionLine => {
    const value = asValues(each);
    const type = textOf(value.type) || "principle";
    const read = readWritten(each);
    const weight = typeof value.weight === "number" ? value.weight : (read?.weight ?? 1);
    return {
      id: textOf(value.id),
      text: textOf(value.text),
      type,
      priority: textOf(value.priority),
      weight,
      isUsualWeight: typeof value.weight !== "number",
      extra: extraWords(value),
    };
  });
}

/** The criteria that can be read, for scoring; the others are left out. */
export function readableCriteria(values: Values): readonly Criterion[] {
  return Array.isArray(values.criteria) ? values.criteria.flatMap((each: unknown) => readWritten(each) ?? []) : [];
}

export function aggregateOf(values: Values, otherwise: Aggregate): Aggregate {
  return aggregates.find((each) => each === values.aggregate) ?? otherwise;
}

function readWritten(value: unknown): Criterion | null {
  const read = criterionSchema.safeParse(value);
  return read.success ? criterionOf(read.data) : null;
}

/** "checked: length", "3 levels". */
function extraWords({ check, levels }: Values): string | null {
  const type = textOf(asValues(check).type);
  if (check !== undefined && check !== null) return `checked by code${type === "" ? "" : `: ${type}`}`;
  const count = Object.keys(asValues(levels)).length;
  return count > 0 ? `${count} levels` : null;
}

/** What a weight can be moved between: it keeps its sign, since the sign says how a pitfall is worded. */
export function weightRange(weight: number, aggregate: Aggregate): { readonly min: number; readonly max: number; readonly step: number } {
  const isPoints = aggregate === "points";
  const most = isPoints ? 10 : Math.max(2, Math.ceil(Math.abs(weight)));
  const least = isPoints ? 1 : 0.05;
  const step = isPoints ? 1 : 0.05;
  return weight < 0 ? { min: -most, max: -least, step } : { min: least, max: most, step };
}

/** The list with one criterion moved; the same list when it can't go further. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  if (to < 0 || to >= list.length || from === to) return list;
  const rest = list.toSpliced(from, 1);
  const item = list[from];
  return item === undefined ? list : rest.toSpliced(to, 0, item);
}

/** An id nobody has yet. */
export function freeId(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1) if (!taken.includes(`criterion_${number}`)) return `criterion_${number}`;
}

function asValues(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
