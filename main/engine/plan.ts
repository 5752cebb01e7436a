import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import type { CellPlan, CostRange, RunMode } from "#shared/journal/entries.ts";
import { isBatched } from "./call-cell-run.ts";
import type { CallProgram, ExpectedShape } from "./cells/cell-runner.ts";
import { runners } from "./cells/runners.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import { type CallCount, countCalls, failedKeys } from "./interpreter.ts";
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
    const planning =
      waits && given.mode.type !== "try" ? await expectCell(cell, evaluation, pending, given.parts) : await countCell(cell, given);
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
    cachedCalls: 0,
    costUsd: { low: 0, high: 0 },
    durationMs: null,
    otherOrigins: [],
    atLeast: false,
  };
}

/** From the shapes expected upstream, since the rows are not there yet. */
async function expectCell(
  cell: EvaluatedCell,
  evaluation: Evaluation,
  pending: ReadonlyMap<string, ExpectedShape | null>,
  parts: EngineParts,
): Promise<CellPlanning> {
  const runner = runners.get(cell.cell.kind);
  const plan = emptyPlan(cell);
  const from = cell.references.find((reference) => reference.key === "from") ?? cell.references[0];
  const owner = evaluation.graph.owners.get(from?.name.toLowerCase() ?? "") ?? "";
  const input = pending.has(owner) ? (pending.get(owner) ?? null) : shapeOfShown(evaluation.cells.get(owner));
  if (runner?.type !== "calls") return { plan, problem: null, shape: input };
  const body = cell.cell.reading?.ok ? cell.cell.reading.body : {};
  const models = runner.models(body);
  const expected = runner.expect(body, input);
  // Where the rows name the models, their prices are known once the rows are there.
  const areKnown = models.length > 0 || expected?.calls === 0;
  const costUsd = areKnown && (await areFree(models, parts)) ? plan.costUsd : null;
  if (expected === null) return { plan: { ...plan, atLeast: true, costUsd }, problem: null, shape: null };
  return {
    plan: { ...plan, rows: expected.shape.rows, calls: Math.round(expected.calls), costUsd, atLeast: true },
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
    const count = await countCalls(program, given.journal, given.signal, again, null, await given.batches.openKeys());
    const perItem = runner.expect(body, { rows: 1, perItem: 1 })?.shape.perItem ?? 1;
    return {
      problem: null,
      shape: { rows: program.size, perItem },
      plan: {
        ...plan,
        rows: program.size,
        calls: count.calls,
        cachedCalls: count.cached,
        costUsd: estimateCost(count, descriptions, given.parts, {
          meanTokens: await meanCompletion(count.cachedKeys, given.journal),
          shareOf: (model) => (batch === null ? 1 : (model.batchPriceShare ?? 1)),
        }),
        durationMs: batch === null ? estimateDuration(count, cell) : null,
        otherOrigins: otherOrigins(count, given.journal, descriptions),
        atLeast: count.isOpen,
        ...(batch === null ? {} : { batch: { ...batch, waiting: count.waiting, rounds: count.rounds } }),
      },
    };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return {
      plan: { ...plan, costUsd: null },
      problem: { ...problemOf(error), place: { ...error.place, cell: cell.cell.name } },
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

async function describeAll(names: readonly string[], parts: EngineParts): Promise<ReadonlyMap<string, ModelDescription>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await parts.models.describe(name)] as const)));
}

// Without earlier answers or max_tokens nothing bounds a reply; this is a common default of chat endpoints.
const assumedMaxTokens = 1024;

/** Prompt tokens of a sample times the price; replies between what was seen before (or nothing) and max_tokens. */
function estimateCost(
  count: CallCount,
  descriptions: ReadonlyMap<string, ModelDescription>,
  parts: EngineParts,
  { meanTokens, shareOf }: { readonly meanTokens: number | null; readonly shareOf: (model: ModelDescription) => number },
): CostRange {
  let low = 0;
  let high = 0;
  for (const [model, calls] of count.missingByModel) {
    const description = descriptions.get(model);
    if (description === undefined) return null;
    if (description.inputUsdPerMillion === 0 && description.outputUsdPerMillion === 0) continue;
    const sample = count.sample.filter((request) => request.model === model);
    const promptTokens = mean(sample.map((request) => promptTokensOf(request, parts)));
    const ceiling = sample[0]?.purpose === "embedding" ? 0 : (sample[0]?.parameters.max_tokens ?? assumedMaxTokens);
    const least = parts.models.cost(description, promptTokens, meanTokens === null ? 0 : meanTokens * 0.8);
    const most = parts.models.cost(description, promptTokens, meanTokens === null ? ceiling : Math.min(ceiling, meanTokens * 1.25));
    if (least === null || most === null) return null;
    low += least * calls * shareOf(description);
    high += most * calls * shareOf(description);
  }
  return { low, high };
}

function promptTokensOf(request: CallRequest, parts: EngineParts): number {
  return request.messages.reduce((sum, message) => sum + parts.models.countTokens(message.content) + 4, 3);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const repliesSampled = 20;

/** Mean reply length, in tokens, of some answers the journal already has to this cell; null when it has none. */
async function meanCompletion(keys: readonly string[], journal: Journal): Promise<number | null> {
  const lengths: number[] = [];
  for (const key of keys.slice(0, repliesSampled)) {
    const record = await journal.read(key);
    const reading = record?.outcome.type === "replied" ? readAnswer(record.outcome.body) : null;
    if (reading?.ok && reading.answer.completionTokens !== null) lengths.push(reading.answer.completionTokens);
  }
  return lengths.length === 0 ? null : mean(lengths);
}

function estimateDuration(count: CallCount, cell: EvaluatedCell): number | null {
  const before = cell.shown?.stored.result;
  const rows = before?.ledger?.requested ?? 0;
  if (before === undefined || rows === 0 || before.durationMs === 0) return null;
  return (before.durationMs / rows) * count.calls;
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
