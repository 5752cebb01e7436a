import { AssayError, type Problem } from "#shared/assay-error.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { BatchPlan, CellPlan, RunMode } from "#shared/journal/entries.ts";
import { isBatched } from "./call-cell-run.ts";
import type { CallProgram, ExpectedShape } from "./cells/cell-runner.ts";
import { runners } from "./cells/runners.ts";
import { type CallCount, countCalls } from "./count-calls.ts";
import { estimateCost } from "./estimate-cost.ts";
import { type EvaluatedCell, type Evaluation, problemIn } from "./evaluation.ts";
import { failedKeys } from "./interpreter.ts";

import type { EngineParts } from "./parts/engine-parts.ts";
import type { BatchStore } from "./parts/folder.ts";
import type { Journal } from "./parts/journal.ts";
import { costClassOf } from "./source.ts";

export type CellPlanning = { readonly plan: CellPlan; readonly problem: Problem | null; readonly shape: ExpectedShape | null };

type PlanParts = {
  readonly parts: EngineParts;
  readonly journal: Journal;
  readonly batches: Pick<BatchStore, "openKeys">;
  readonly mode: RunMode;
  readonly signal: AbortSignal;
  readonly program: (cell: EvaluatedCell, tryRows: number | null) => Promise<CallProgram | null>;
};

/** Plans cells upstream first; what can't be counted yet is estimated from the shapes above and marked "at least". */
export async function planCells(
  cells: readonly EvaluatedCell[],
  evaluation: Evaluation,
  given: PlanParts,
): Promise<readonly CellPlanning[]> {
  const planned: CellPlanning[] = [];
  const pending = new Map<string, ExpectedShape | null>();
  for (const cell of cells) {
    const upstream = evaluation.graph.nodes.get(cell.cell.name)?.upstream ?? [];
    const waits = upstream.some((name) => pending.has(name) || evaluation.cells.get(name)?.isUsable === false);
    const planning = waits && given.mode.type !== "try" ? await expectCell(cell, evaluation, pending, given) : await countCell(cell, given);
    pending.set(cell.cell.name, planning.shape);
    planned.push(planning);
  }
  return planned;
}

function emptyPlan(cell: EvaluatedCell): CellPlan {
  return {
    cell: cell.cell.name,
    kind: cell.cell.kind,
    costClass: costClassOf(cell.cell),
    reasons: cell.reasons,
    rows: 0,
    calls: 0,
    mostCalls: 0,
    cachedCalls: 0,
    costUsd: { low: 0, high: 0 },
    durationMs: null,
    otherOrigins: [],
  };
}

/** From the shapes expected upstream, since the rows are not there yet. */
async function expectCell(
  cell: EvaluatedCell,
  evaluation: Evaluation,
  pending: ReadonlyMap<string, ExpectedShape | null>,
  { parts, mode }: Pick<PlanParts, "parts" | "mode">,
): Promise<CellPlanning> {
  const runner = runners.get(cell.cell.kind);
  const from = cell.references.find((reference) => reference.key === "from") ?? cell.references[0];
  const owner = evaluation.graph.owners.get(from?.name.toLowerCase() ?? "") ?? "";
  const input = pending.has(owner) ? (pending.get(owner) ?? null) : shapeOfShown(evaluation.cells.get(owner));
  if (runner?.type !== "calls") return { plan: emptyPlan(cell), problem: null, shape: input };
  const body = cell.cell.reading?.ok ? cell.cell.reading.body : {};
  const models = runner.models(body);
  const batch = isBatched(cell, mode) ? await expectedBatch(models, parts) : null;
  const plan = { ...emptyPlan(cell), ...(batch === null ? {} : { batch }) };
  const expected = runner.expect(body, input);
  // Where the rows name the models, their prices are known once the rows are there.
  const areKnown = models.length > 0 || expected?.calls === 0;
  const costUsd = areKnown && (await areFree(models, parts)) ? plan.costUsd : null;
  if (expected === null) return { plan: { ...plan, mostCalls: null, costUsd }, problem: null, shape: null };
  return {
    plan: { ...plan, rows: expected.shape.rows, calls: Math.round(expected.calls), mostCalls: null, costUsd },
    problem: null,
    shape: expected.shape,
  };
}

/** Whatever they are asked, these cost nothing. An unknown model is told when its cell is counted. */
async function areFree(models: readonly string[], parts: EngineParts): Promise<boolean> {
  const prices = await Promise.all(
    models.map((model) =>
      parts.models.describe(model).then(
        (description) => description.inputUsdPerMillion === 0 && description.outputUsdPerMillion === 0,
        () => false,
      ),
    ),
  );
  return prices.every(Boolean);
}

function shapeOfShown(cell: EvaluatedCell | undefined): ExpectedShape | null {
  const rows = cell?.shown?.stored.result.tables[0]?.rows;
  return rows === undefined ? null : { rows, perItem: 1 };
}

async function countCell(cell: EvaluatedCell, given: PlanParts): Promise<CellPlanning> {
  const plan = emptyPlan(cell);
  const runner = runners.get(cell.cell.kind);
  if (runner?.type !== "calls") return { plan, problem: null, shape: shapeOfShown(cell) };
  try {
    const program = await given.program(cell, given.mode.type === "try" ? given.mode.rows : null);
    if (program === null) return { plan, problem: null, shape: null };
    const body = cell.cell.reading?.ok ? cell.cell.reading.body : {};
    const descriptions = await describeAll(program.models ?? runner.models(body), given.parts);
    const again = given.mode.type === "retry" ? await failedKeys(program, given.journal, given.signal) : new Set<string>();
    const batch = isBatched(cell, given.mode) ? await batchPlan(descriptions, given.parts) : null;
    const count = await countCalls(program, {
      journal: given.journal,
      signal: given.signal,
      again,
      inBatches: await given.batches.openKeys(),
    });
    const perItem = runner.expect(body, { rows: 1, perItem: 1 })?.shape.perItem ?? 1;
    return {
      problem: null,
      shape: { rows: program.size, perItem },
      plan: {
        ...plan,
        rows: program.size,
        calls: count.least,
        mostCalls: count.most,
        cachedCalls: count.cached,
        costUsd: await estimateCost(count, descriptions, {
          models: given.parts.models,
          journal: given.journal,
          shareOf: (model) => (batch === null ? 1 : (model.batchPriceShare ?? 1)),
        }),
        durationMs: batch === null ? estimateDuration(count, cell) : null,
        otherOrigins: otherOrigins(count, given.journal, descriptions),
        ...(batch === null ? {} : { batch: { ...batch, waiting: count.waiting, rounds: count.rounds } }),
      },
    };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return {
      plan: { ...plan, costUsd: null },
      problem: problemIn(cell.cell, error),
      shape: null,
    };
  }
}

const batchWindowHours = 24;

/** Throws unsupported where a model takes no batches: nothing is sent then. */
async function batchPlan(descriptions: ReadonlyMap<string, ModelDescription>, parts: EngineParts) {
  for (const model of descriptions.keys()) await parts.models.batches.check(model);
  const shares = new Set([...descriptions.values()].map(({ batchPriceShare }) => batchPriceShare ?? 1));
  const [share = 1] = shares;
  return { priceShare: shares.size > 1 ? null : share, windowHours: batchWindowHours };
}

/** How often a cell asks in turn shows once its rows are there; what speaks against batches of its models is told then, too. */
async function expectedBatch(models: readonly string[], parts: EngineParts): Promise<BatchPlan | null> {
  try {
    return { ...(await batchPlan(await describeAll(models, parts), parts)), waiting: 0, rounds: null };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return null;
  }
}

async function describeAll(names: readonly string[], parts: EngineParts): Promise<ReadonlyMap<string, ModelDescription>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await parts.models.describe(name)] as const)));
}

function estimateDuration(count: CallCount, cell: EvaluatedCell): number | null {
  const before = cell.shown?.stored.result;
  const rows = before?.ledger?.requested ?? 0;
  if (before === undefined || rows === 0 || before.durationMs === 0) return null;
  return (before.durationMs / rows) * count.expected;
}

function otherOrigins(count: CallCount, journal: Journal, descriptions: ReadonlyMap<string, ModelDescription>): readonly string[] {
  const today = new Set([...descriptions.values()].map((description) => description.origin));
  const found = new Set<string>();
  for (const key of count.cachedKeys) {
    const origin = journal.originOf(key);
    if (origin !== null && !today.has(origin)) found.add(origin);
  }
  return [...found];
}
