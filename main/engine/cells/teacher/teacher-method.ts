import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { Column, Row, TableSchema } from "#shared/data/table.ts";
import type { CallParameters, CallRequest } from "#shared/journal/call.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { AskStep, CallsToCome, ExpectedShape, InputTable, Reply, RowEnding, RunContext } from "../cell-runner.ts";

/** What every method is given: the cell, its input rows and models, read and checked. */
export type Teaching = {
  readonly context: RunContext<TeacherBody>;
  /** Without rows and columns where the method starts from no table. */
  readonly input: Pick<InputTable, "table" | "schema" | "rows">;
  /** By `provider/name`: every model the cell names anywhere. */
  readonly models: ReadonlyMap<string, ModelDescription>;
  /** Input rows to use, ascending: all but those skipped, or those of a try. */
  readonly indexes: readonly number[];
  /** Input rows that are not asked about. */
  readonly skipped: readonly number[];
  /** As sent with each request. */
  readonly parameters: CallParameters;
  /** Null without `until`. */
  readonly goal: Goal | null;
  /** The rows of a try; null for a whole run. */
  readonly tryRows: number | null;
};

/** Rows wanted, and rows that may be asked for to get them. */
export type Goal = { readonly until: number; readonly candidates: number };

/** A requested row as it ended. What was filtered goes to NAME_rejected, with the reason and what else there is to say of it. */
export type Made = {
  readonly label: string;
  readonly row: Row;
  readonly ending: RowEnding;
  readonly reason?: string | null;
  readonly about?: Row;
};

export type MakingStep =
  | {
      readonly type: "ask";
      readonly requests: readonly CallRequest[];
      /** Calls that come after these are answered. */
      readonly follows: Iterable<CallsToCome | AskStep>;
      readonly isOpen?: true;
      readonly soFar?: () => readonly Made[];
    }
  | { readonly type: "done"; readonly made: readonly Made[]; readonly beside?: readonly { readonly table: string; readonly row: Row }[] };

/** So many calls of a model, or a number between the two. */
export function coming(model: string, least: number, most: number = least): CallsToCome {
  return { model, least, most };
}

/** One row, or a few, in the making: a state machine over replies. */
export type Making = { readonly label: string; readonly step: (replies: readonly Reply[]) => MakingStep };

/** Why a row is not kept, by those kept before it. */
export type Rejection = { readonly step: string; readonly reason: string; readonly about?: Row };

/** A method at work in one cell; skipping, accepting and going on until enough are accepted are not its business. */
export type MethodProgram = {
  readonly size: number;
  readonly making: (index: number) => Making;
  readonly laneOf: (index: number) => string;
  /** Times in turn that a making asks, at most: each time but the first goes on from the replies before. */
  readonly rounds: number;
  /** The calls a making takes at most, told without beginning it. */
  readonly mostCalls: (index: number) => readonly Omit<CallsToCome, "least">[];
  /** Of NAME. NAME_rejected has them too. */
  readonly columns: readonly Column[];
  /** Further columns of NAME_rejected, beside `reason`. */
  readonly rejectedColumns?: readonly Column[];
  readonly beside?: readonly { readonly name: string; readonly schema: TableSchema }[];
  readonly perRow: number;
  /** Rows one making ends in, at most; 1 when left out. */
  readonly rowsPerMaking?: number;
  /** Rows are judged one after another in the order of the makings, against those kept before. */
  readonly admit?: () => (row: Row) => Rejection | null;
  /** The one making goes on until enough rows are accepted by itself. */
  readonly pool?: (judge: (made: Made) => Made, tally: Tally) => Making;
  readonly summary: (ledger: RowLedger) => string;
};

/** How many were judged and accepted so far; shown while a run goes on. */
export type Tally = { accepted: number; judged: number };

/** How one method of teaching runs. */
export type TeacherMethod = {
  readonly program: (teaching: Teaching) => MethodProgram | Promise<MethodProgram>;
  /** Calls and rows for an input of this shape; null where nobody can tell beforehand. */
  readonly expect: (body: TeacherBody, input: ExpectedShape) => (ExpectedShape & { readonly calls: number }) | null;
};
