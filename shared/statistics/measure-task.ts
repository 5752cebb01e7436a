import type { Judgement } from "./judgement.ts";
import type { AgreementOptions } from "./measure-agreement.ts";
import type { PositionOptions } from "./measure-position.ts";

/** A measure to compute, as it crosses to a worker thread. */
export type MeasureTask = {
  readonly method: "agreement" | "position";
  readonly judgements: readonly Judgement[];
  readonly options: AgreementOptions & PositionOptions;
};
