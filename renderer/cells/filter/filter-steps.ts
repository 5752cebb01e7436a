import type { Row } from "#shared/data/table.ts";
import { settingOf } from "#shared/filter/run-steps.ts";
import type { StepKind } from "#shared/filter/step.ts";
import { type FilterStep, stepSchema } from "#shared/filter/step-schema.ts";
import { kindOfStep, stepKinds } from "#shared/filter/steps.ts";

/** What a step did in the last run. `isOld`: the cell has changed since. */
export type StepCount = {
  readonly entered: number;
  readonly remaining: number;
  readonly mixedIn: number;
  readonly note: string;
  readonly isOld: boolean;
};

/** A step as its form shows it, also where it can't be read yet. */
export type StepLine = {
  readonly type: string;
  /** Null for a type there is not. */
  readonly kind: StepKind | null;
  readonly values: { readonly [key: string]: unknown };
  /** With its defaults; null while it can't be read. */
  readonly read: FilterStep | null;
  readonly words: string;
  readonly isOff: boolean;
  readonly count: StepCount | null;
};

/** Rows of the last run's table of steps, and whether the cell has changed since. */
export type StepCounts = { readonly rows: readonly Row[]; readonly isOld: boolean };

/** The steps as they stand in the YAML; null when they are no list. */
export function stepLines(values: { readonly [key: string]: unknown }, counts: StepCounts): readonly StepLine[] | null {
  const written = values.steps ?? [];
  if (!Array.isArray(written)) return null;
  const left = [...counts.rows];
  return written.map((each: unknown, at): StepLine => {
    const own = asValues(each);
    const type = typeof own.type === "string" ? own.type : "";
    const read = stepSchema.safeParse(each);
    const kind = Object.values(stepKinds).find((known) => known.type === type) as unknown as StepKind | undefined;
    return {
      type,
      kind: kind ?? null,
      values: own,
      read: read.success ? read.data : null,
      words: read.success ? kindOfStep(read.data).describe(read.data) : "",
      isOff: own.off === true,
      count: read.success && own.off !== true ? countOf(settingOf(read.data), at, left, counts.isOld) : null,
    };
  });
}

/** A step is known again by what it says, at its own place first: steps may have moved since the run. */
function countOf(setting: string, at: number, left: Row[], isOld: boolean): StepCount | null {
  const same = left.filter((row) => row.setting === setting);
  const found = same.find((row) => row.step_index === at + 1) ?? same[0];
  if (found === undefined) return null;
  left.splice(left.indexOf(found), 1);
  return {
    entered: Number(found.entered),
    remaining: Number(found.remaining),
    mixedIn: Number(found.mixed_in),
    note: typeof found.note === "string" ? found.note : "",
    isOld,
  };
}

function asValues(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
