import type { StepKind } from "./step.ts";
import type { FilterStep, StepOf, StepType } from "./step-schema.ts";
import { balance } from "./steps/balance.ts";
import { cap } from "./steps/cap.ts";
import { decontaminate } from "./steps/decontaminate.ts";
import { exact } from "./steps/exact.ts";
import { language } from "./steps/language.ts";
import { length } from "./steps/length.ts";
import { mix } from "./steps/mix.ts";
import { near } from "./steps/near.ts";
import { pattern } from "./steps/pattern.ts";
import { refusal } from "./steps/refusal.ts";
import { sample } from "./steps/sample.ts";
import { score } from "./steps/score.ts";
import { semantic } from "./steps/semantic.ts";
import { where } from "./steps/where.ts";

/** Every kind of step, in the order the picker shows them. */
export const stepKinds: { readonly [Type in StepType]: StepKind<StepOf<Type>> } = {
  exact,
  near,
  semantic,
  length,
  pattern,
  refusal,
  language,
  score,
  where,
  decontaminate,
  mix,
  cap,
  balance,
  sample,
};

/** Whether any step that runs tells which row another is like. */
export function tellsMatches(steps: readonly FilterStep[]): boolean {
  return steps.some((step) => !step.off && kindOfStep(step).matchesRows === true);
}

/** The kind of a step, for any step: each kind is handed steps of its own type only. */
export function kindOfStep(step: FilterStep): StepKind {
  return stepKinds[step.type] as unknown as StepKind;
}
