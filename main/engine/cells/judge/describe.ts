import type { JudgeBody } from "#shared/cells/judge.ts";
import { measure } from "#shared/cells/measure.ts";
import { count } from "#shared/cells/teacher.ts";
import type { Value } from "#shared/data/table.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { OnlyStatistic } from "#shared/statistics/measure-options.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import type { CallProgram, OutputTable, RunContext } from "../cell-runner.ts";

type Describe = NonNullable<CallProgram["describe"]>;

/** "3 judges · α 0.71 ± 0.04 · 60 win · 30 loss · 5 tie · 3 inconsistent": ± is half of the 95 % interval. */
export function describeComparisons(context: RunContext<JudgeBody>): Describe {
  return async (tables) => {
    const outcomes = ownColumn(context, tables, "outcome");
    const counts = (["win", "loss", "tie", "inconsistent"] as const).flatMap((outcome) => {
      const n = outcomes.filter((each) => each === outcome).length;
      return n === 0 ? [] : [`${n.toLocaleString("en")} ${outcome}`];
    });
    return [judgesOf(context.body), await alphaOf(context, tables), ...counts].filter(Boolean).join(" · ");
  };
}

/** "2 judges · α 0.62 ± 0.10 · 480 scores". */
export function describeScores(context: RunContext<JudgeBody>): Describe {
  return async (tables, { kept }) => {
    const alpha = await alphaOf(context, tables);
    return [judgesOf(context.body), alpha, `${kept.toLocaleString("en")} ${kept === 1 ? "score" : "scores"}`].filter(Boolean).join(" · ");
  };
}

export function judgesOf({ judges }: JudgeBody): string {
  return count(judges.length, "judge");
}

function ownColumn({ name, parts }: RunContext<JudgeBody>, tables: readonly OutputTable[], column: string): readonly Value[] {
  const main = tables.find((table) => table.name === name);
  return main === undefined ? [] : parts.arrow.readColumn(main.ipc, column);
}

const methodOf: { readonly [statistic in OnlyStatistic]: MeasureMethod } = { "krippendorff alpha": "agreement", "mean score": "scores" };

/** A statistic of the judge's own table, as its tabs have it, over all its judges; null where the table is not there. In a worker thread. */
export async function ownStatistic(
  { name, parts, signal }: RunContext<JudgeBody>,
  tables: readonly OutputTable[],
  only: OnlyStatistic,
): Promise<TidyRow | null> {
  const main = tables.find((table) => table.name === name);
  if (main === undefined) return null;
  const reading = measure.read(JSON.stringify({ method: methodOf[only], from: name }));
  if (!reading.ok) throw new Error(`a measure of ${name} cannot be read: ${reading.problems[0]?.sentence}`);
  // The bytes are handed over to the thread, and these are still to be stored.
  const task = { body: reading.body, tables: [{ table: name, ipc: main.ipc.slice() }], families: {}, simulated: false, only };
  const { rows } = await parts.compute.measureTables(task, signal);
  return rows[0] ?? null;
}

/** Krippendorff's alpha over all judges; nothing where it is undefined, since a summary has no room for the reason. */
async function alphaOf(context: RunContext<JudgeBody>, tables: readonly OutputTable[]): Promise<string> {
  if (context.body.judges.length < 2) return "";
  const alpha = await ownStatistic(context, tables, "krippendorff alpha");
  if (alpha === null || alpha.estimate === null) return "";
  const halfWidth = alpha.low === null || alpha.high === null ? "" : ` ± ${((alpha.high - alpha.low) / 2).toFixed(2)}`;
  return `α ${alpha.estimate.toFixed(2).replace("-", "−")}${halfWidth}`;
}
