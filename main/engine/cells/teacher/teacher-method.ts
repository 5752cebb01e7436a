import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { CallParameters } from "#shared/journal/call.ts";
import type { CallProgram, ExpectedShape, InputTable, RunContext } from "../cell-runner.ts";

/** What every method is given: the cell, its input rows and models, read and checked. */
export type Teaching = {
  readonly context: RunContext<TeacherBody>;
  readonly input: InputTable;
  /** By `provider/name`, in the order of `models`. */
  readonly models: ReadonlyMap<string, ModelDescription>;
  /** Input rows to use, ascending: all of them, or those of a try. */
  readonly indexes: readonly number[];
  /** As sent with each request. */
  readonly parameters: CallParameters;
};

/** How one method of teaching runs. */
export type TeacherMethod = {
  readonly program: (teaching: Teaching) => CallProgram | Promise<CallProgram>;
  /** Calls and rows for an input of this shape; null where nobody can tell beforehand. */
  readonly expect: (body: TeacherBody, input: ExpectedShape) => (ExpectedShape & { readonly calls: number }) | null;
};
