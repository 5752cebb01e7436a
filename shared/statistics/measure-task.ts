import type { Judgement } from "./judgement.ts";
import type { MeasureMethod } from "./measure-methods.ts";
import type { MeasureOptions } from "./measure-options.ts";

/** A measure to compute, as it crosses to a worker thread. */
export type MeasureTask = {
  readonly method: MeasureMethod;
  readonly judgements: readonly Judgement[];
  readonly options: MeasureOptions;
};
