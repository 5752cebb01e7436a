import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { Value } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { canonicalComparison, type Judgement } from "#shared/statistics/judgement.ts";
import type { CallProgram, OutputTable, RunContext } from "../cell-runner.ts";

type Describe = NonNullable<CallProgram["describe"]>;

const draws = 500;

/** "3 judges · α 0.71 ± 0.04 · 60 win · 30 loss · 5 tie · 3 inconsistent": ± is half of the 95 % interval. */
export function describeComparisons(context: RunContext<JudgeBody>): Describe {
  return async (tables) => {
    const column = columnsOf(context, tables);
    const outcomes = column("outcome");
    const judgements = judgementsFrom(column, column("comparison").map(textOfValue), verdictsBySide(column));
    const counts = (["win", "loss", "tie", "inconsistent"] as const).flatMap((outcome) => {
      const n = outcomes.filter((each) => each === outcome).length;
      return n === 0 ? [] : [`${n.toLocaleString("en")} ${outcome}`];
    });
    return [judgesOf(context.body), await alphaOf(context, judgements), ...counts].filter(Boolean).join(" · ");
  };
}

/** "2 judges · α 0.62 ± 0.10 · 480 scores". */
export function describeScores(context: RunContext<JudgeBody>): Describe {
  return async (tables) => {
    const column = columnsOf(context, tables);
    const [items, models, samples] = [column("item"), column("model"), column("sample")];
    const answers = items.map((item, at) => JSON.stringify([textOfValue(item), textOfValue(models[at]), textOfValue(samples[at])]));
    const scores = column("score");
    const n = scores.filter((score) => score !== null).length;
    const alpha = await alphaOf(context, judgementsFrom(column, answers, scores));
    return [judgesOf(context.body), alpha, `${n.toLocaleString("en")} ${n === 1 ? "score" : "scores"}`].filter(Boolean).join(" · ");
  };
}

function judgesOf({ judges }: JudgeBody): string {
  return count(judges.length, "judge");
}

type ReadColumn = (name: string) => readonly Value[];

/** Sides in the order of the models' names, as a measure has them: chance agreement depends on which side is called a. */
function verdictsBySide(column: ReadColumn): readonly (string | null)[] {
  const [firsts, seconds] = [column("a"), column("b")];
  return column("verdict").map((verdict, at) => {
    const [modelA, modelB] = [textOfValue(firsts[at]), textOfValue(seconds[at])];
    return canonicalComparison({ prompt: "", modelA, modelB, verdict: verdict === null ? null : textOfValue(verdict), order: null })
      .verdict;
  });
}

function columnsOf({ name, parts }: RunContext<JudgeBody>, tables: readonly OutputTable[]): ReadColumn {
  const main = tables.find((table) => table.name === name);
  return (column) => (main === undefined ? [] : parts.arrow.readColumn(main.ipc, column));
}

function judgementsFrom(column: ReadColumn, items: readonly string[], values: readonly Value[]): readonly Judgement[] {
  const [judges, repeats, clusters] = [column("judge"), column("repeat"), column("item")];
  return items.map((item, at) => {
    const value = values[at];
    const repeat = repeats[at];
    return {
      item,
      judge: textOfValue(judges[at]),
      value: typeof value === "string" || typeof value === "number" ? value : null,
      cluster: textOfValue(clusters[at]),
      ...(typeof repeat === "number" ? { repeat } : {}),
    };
  });
}

/** Krippendorff's alpha over all judges; nothing where it is undefined, since a summary has no room for the reason. */
async function alphaOf({ body, parts, signal }: RunContext<JudgeBody>, judgements: readonly Judgement[]): Promise<string> {
  if (body.judges.length < 2) return "";
  const { rows } = await parts.compute.measure({ method: "agreement", judgements, options: { resampling: { draws, seed: 0 } } }, signal);
  const alpha = rows.find((row) => row.statistic === "krippendorff alpha" && row.slice === null && row.judge_a === null);
  if (alpha === undefined || alpha.estimate === null) return "";
  const halfWidth = alpha.low === null || alpha.high === null ? "" : ` ± ${((alpha.high - alpha.low) / 2).toFixed(2)}`;
  return `α ${alpha.estimate.toFixed(2).replace("-", "−")}${halfWidth}`;
}
