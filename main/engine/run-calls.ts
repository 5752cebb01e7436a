import { AssayError } from "#shared/assay-error.ts";
import type { CallOutcome, CallRequest } from "#shared/journal/call.ts";
import type { Progress } from "#shared/journal/entries.ts";
import { otherBatches } from "./batch/status.ts";
import type { Budget } from "./budget.ts";
import { type Buyer, createBuyer, type Halt } from "./buyer.ts";
import type { CallProgram } from "./cells/cell-runner.ts";
import { type CallCount, countCalls } from "./count-calls.ts";
import { buyUnit, type FirstKeys } from "./interpreter.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { BatchStore } from "./parts/folder.ts";
import type { Journal } from "./parts/journal.ts";
import { createProgress } from "./progress.ts";

/** `batchUsd` is what the run's batches cost, taken up earlier and not part of the progress. */
export type CallRun = { readonly count: CallCount; readonly halt: Halt | null; readonly progress: Progress; readonly batchUsd: number };

export type CallRunParts = {
  readonly parts: EngineParts;
  readonly journal: Journal;
  readonly batches: Pick<BatchStore, "openKeys">;
  readonly budget: Budget;
  readonly costOf: (request: CallRequest, outcome: CallOutcome) => number | null;
  readonly again: ReadonlySet<string>;
  /** Filled by counting, used by buying and building. */
  readonly keys: FirstKeys;
  /** Pauses: no new call leaves. */
  readonly stop: AbortSignal;
  /** Ends calls in flight, some seconds after `stop`. */
  readonly abort: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/** Buys every call of a program that the journal lacks, models side by side, and says how far it came. */
export async function runCalls(program: CallProgram, given: CallRunParts): Promise<CallRun> {
  const { journal, parts } = given;
  const count = await countCalls(program, { journal, signal: given.abort, again: given.again, keys: given.keys });
  const buyer = createBuyer({
    journal,
    models: parts.models,
    clock: parts.clock,
    budget: given.budget,
    costOf: given.costOf,
    signal: given.abort,
    isInBatch: async (key) => (await given.batches.openKeys()).has(key),
    again: given.again,
  });
  const onStop = (): void => buyer.stop({ by: "you" });
  if (given.stop.aborted) onStop();
  given.stop.addEventListener("abort", onStop, { once: true });
  const progress = createProgress(
    count.expected + count.cached,
    parts.clock,
    (now) => given.onProgress({ ...now, note: program.note?.() ?? null }),
    program.share === undefined ? null : { share: program.share, mostCalls: count.most === null ? null : count.most + count.cached },
  );
  try {
    if (count.least > 0 || program.chained)
      await Promise.all(lanes(program).map((lane) => runLane(lane, program, buyer, given, progress.add)));
    else progress.allCached(count.cached);
    await syncOrStop(journal, buyer);
  } finally {
    given.stop.removeEventListener("abort", onStop);
  }
  const left = buyer.leftToBatches();
  const halt = buyer.halt() ?? (left > 0 ? ({ by: "batch", sentence: otherBatches(left) } as const) : null);
  return { count, halt, progress: progress.finish(), batchUsd: 0 };
}

/** Answers that a full disk keeps out are held in memory and written when there is room; the run pauses until then. */
async function syncOrStop(journal: Journal, buyer: Buyer): Promise<void> {
  try {
    await journal.sync();
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    buyer.stop({ by: "disk", sentence: error.message });
  }
}

type Lane = { readonly model: string; readonly indexes: Uint32Array };

/** Unit indexes by the model they wait for, so that one slow model holds up no other. */
function lanes(program: CallProgram): readonly Lane[] {
  const sizes = new Map<string, number>();
  for (let index = 0; index < program.size; index += 1) {
    const model = program.laneOf(index);
    sizes.set(model, (sizes.get(model) ?? 0) + 1);
  }
  const filled = new Map<string, { readonly indexes: Uint32Array; next: number }>();
  for (const [model, size] of sizes) filled.set(model, { indexes: new Uint32Array(size), next: 0 });
  for (let index = 0; index < program.size; index += 1) {
    const lane = filled.get(program.laneOf(index));
    if (lane === undefined) continue;
    lane.indexes[lane.next] = index;
    lane.next += 1;
  }
  return [...filled].map(([model, { indexes }]) => ({ model, indexes }));
}

// The pool decides how many calls are out; the lane keeps enough units in hand that it never runs dry.
const inHandPerSlot = 2;
const leastInHand = 8;
const mostInHand = 1024;

async function runLane(
  lane: Lane,
  program: CallProgram,
  buyer: Buyer,
  given: CallRunParts,
  onCall: Parameters<typeof buyUnit>[3],
): Promise<void> {
  let next = 0;
  let inHand = 0;
  let failure: unknown = null;
  await new Promise<void>((resolve) => {
    const pump = (): void => {
      const room = Math.min(mostInHand, Math.max(leastInHand, inHandPerSlot * given.parts.models.capacity(lane.model)));
      while (inHand < room && next < lane.indexes.length && buyer.halt() === null && failure === null) {
        const index = lane.indexes[next] ?? 0;
        next += 1;
        inHand += 1;
        buyUnit(program.unit(index), program.chained, buyer, onCall, given.keys[index]).then(settle, (error: unknown) => {
          failure ??= error;
          settle();
        });
      }
      if (inHand === 0) resolve();
    };
    const settle = (): void => {
      inHand -= 1;
      pump();
    };
    pump();
  });
  if (failure !== null) throw failure;
}
