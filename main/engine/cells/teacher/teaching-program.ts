import { AssayError } from "#shared/assay-error.ts";
import { type Row, schemaOf, text } from "#shared/data/table.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import { readCondition } from "#shared/teaching/condition.ts";
import { teachingMethod } from "#shared/teaching/methods.ts";
import type { CallProgram, FirstAsked, RowEnding, Unit, UnitRows } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import { orderedPool, widthOfCalls } from "./pool.ts";
import type { Goal, Made, Making, MethodProgram, Rejection, Tally, Teaching } from "./teacher-method.ts";

const reasonColumns = schemaOf([
  ["step", text],
  ["reason", text],
]).columns;

/** A method's program with what all methods have in common: rows skipped, rows accepted, and going on until enough are. */
export function teachingProgram(teaching: Teaching, method: MethodProgram): CallProgram {
  const { goal } = teaching;
  const { name, body } = teaching.context;
  const tally: Tally = { accepted: 0, judged: 0 };
  const rejects = body.accept !== undefined || teachingMethod(body.method).yields.includes("rejected");
  const accept = acceptance(teaching, method);
  const inOrder = method.pool !== undefined || method.admit !== undefined || goal !== null;
  // Each wave of a batch may take a day, so it has all that could be needed; the rows are the same.
  const widest = body.batch === true ? Number.POSITIVE_INFINITY : widthOfCalls;
  const pool = (): Making => {
    const admit = method.admit?.();
    const judge = (made: Made): Made => admitted(accept(made), admit);
    return method.pool?.(judge, tally) ?? orderedPool(method, judge, { until: goal?.until ?? null, widest }, tally);
  };
  const size = inOrder ? Math.min(1, method.size) : method.size;
  const rowsOf = (made: readonly Made[]): UnitRows => ({
    rows: made.flatMap(({ row, ending, reason = null, about = {} }) => {
      if (ending.type !== "filtered") return [{ table: name, row }];
      return rejects ? [{ table: `${name}_rejected`, row: { ...row, ...about, step: ending.step, reason } }] : [];
    }),
    endings: made,
  });
  return {
    size: size + teaching.skipped.length,
    laneOf: (index) => (index < size ? method.laneOf(index) : (body.models[0] ?? "")),
    chained: method.rounds > 1 || inOrder,
    rounds: method.rounds * (method.pool === undefined && goal !== null ? mostWaves(method, goal) : 1),
    unitsPerRow: inOrder ? 1 : method.perRow,
    ...(inOrder ? { firstAsked: firstAskedOf(teaching, method) } : {}),
    tables: [
      { name, schema: { columns: method.columns } },
      ...(rejects
        ? [{ name: `${name}_rejected`, schema: { columns: [...reasonColumns, ...(method.rejectedColumns ?? []), ...method.columns] } }]
        : []),
      ...(method.beside ?? []),
    ],
    ...(goal === null ? {} : { share: () => shareReached(tally, goal) }),
    note: () => (inOrder && tally.judged > 0 ? noteOf(tally, goal) : null),
    summary: (ledger) => [method.summary(ledger), ...remarks(teaching, ledger)].join(" · "),
    unit: (index) => {
      if (index >= size) return skippedUnit(teaching, index - size, method.perRow);
      const making = inOrder ? pool() : method.making(index);
      return {
        label: making.label,
        step: (replies) => {
          const step = making.step(replies);
          if (step.type === "ask") return { ...step, soFar: () => rowsOf(step.soFar?.() ?? []) };
          // A pool has judged its rows already, in their order.
          const { rows, endings } = rowsOf(inOrder ? step.made : step.made.map(accept));
          return { type: "done", ending: { type: "kept" }, endings: endings ?? [], rows: [...rows, ...(step.beside ?? [])] };
        },
      };
    },
  };
}

/** Waves of a pool that has all it could need in each: the first may bring all rows but one, and every other candidate none. */
function mostWaves({ size, rowsPerMaking = 1 }: MethodProgram, { until }: Goal): number {
  return size === 0 ? 0 : 1 + Math.max(0, size - Math.ceil(until / rowsPerMaking));
}

/** A pool that grows from its own replies can only tell its first prompt; any other asks about its rows one after another. */
function firstAskedOf({ context: { body }, goal }: Teaching, method: MethodProgram): FirstAsked {
  const stride = goal === null && body.from !== "" ? method.perRow : Math.max(1, body.models.length);
  return {
    rows: method.pool === undefined ? Math.ceil(method.size / stride) : 1,
    of: (row) => {
      const { label, step } = method.pool === undefined ? method.making(row * stride) : method.making(0);
      const first = step([]);
      return { label, requests: first.type === "ask" ? first.requests : [] };
    },
  };
}

/** Puts the cell's `accept` to a row that would be kept. */
function acceptance({ context: { body } }: Teaching, { columns }: MethodProgram): (made: Made) => Made {
  if (body.accept === undefined) return (made) => made;
  const names = columns.map((column) => column.name);
  const condition = readCondition(body.accept, names, "accept");
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return (made) => {
    if (made.ending.type !== "kept") return made;
    try {
      if (condition.holds({ ...empty, ...made.row })) return made;
      return { ...made, ending: { type: "filtered", step: "not accepted" }, reason: `not accepted: ${condition.source}` };
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      const ending: RowEnding = { type: "failed", cause: "accept", sentence: `\`accept\` can't be asked of this row: ${error.message}` };
      return { ...made, ending, row: { ...made.row, error: `accept: ${ending.sentence}` } };
    }
  };
}

function admitted(made: Made, admit: ((row: Row) => Rejection | null) | undefined): Made {
  const rejection = made.ending.type === "kept" ? (admit?.(made.row) ?? null) : null;
  if (rejection === null) return made;
  const { step, reason, about = {} } = rejection;
  return { ...made, ending: { type: "filtered", step }, reason, about };
}

function skippedUnit({ indexes, input, skipped }: Teaching, at: number, perRow: number): Unit {
  const index = skipped[at] ?? indexes[0] ?? 0;
  const label = `item ${itemOf(input.rows[index] ?? {}, index)}`;
  const ending: RowEnding = { type: "filtered", step: "skipped" };
  return {
    label,
    step: () => ({ type: "done", rows: [], ending, endings: Array.from({ length: Math.max(1, perRow) }, () => ({ label, ending })) }),
  };
}

function shareReached({ accepted, judged }: Tally, goal: Goal): number | null {
  return judged === 0 ? null : Math.min(1, accepted / goal.until);
}

/** "31 of 50 accepted · 37 % of 84 candidates"; without a number to reach "31 of 84 accepted, 37 %". */
function noteOf(tally: Tally, goal: Goal | null): string {
  if (goal === null) return acceptedSoFar(tally);
  const { accepted, judged } = tally;
  return `${accepted.toLocaleString("en")} of ${goal.until.toLocaleString("en")} accepted · ${shareOf(tally)} of ${judged.toLocaleString("en")} candidates`;
}

/** "212 of 300 accepted, 71 %" */
function acceptedSoFar(tally: Tally): string {
  return `${tally.accepted.toLocaleString("en")} of ${tally.judged.toLocaleString("en")} accepted, ${shareOf(tally)}`;
}

function shareOf({ accepted, judged }: Tally): string {
  return `${Math.round((accepted / judged) * 100)} %`;
}

function remarks({ context: { body }, goal }: Teaching, { requested, kept, filtered, waiting }: RowLedger): readonly string[] {
  const skipped = filtered.skipped ?? 0;
  const judged = requested - skipped - waiting;
  const accepts = body.accept !== undefined || goal !== null;
  return [
    ...(accepts && judged > 0 ? [acceptedSoFar({ accepted: kept, judged })] : []),
    ...(goal !== null && waiting === 0 && kept < goal.until
      ? [`${goal.until.toLocaleString("en")} wanted, but the ${goal.candidates.toLocaleString("en")} candidates ran out`]
      : []),
    ...(skipped > 0 ? [`${skipped.toLocaleString("en")} skipped`] : []),
  ];
}
