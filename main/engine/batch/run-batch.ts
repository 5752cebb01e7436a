import type { BatchBook, BatchRun } from "#shared/journal/batch-log.ts";
import { isOpen, openBatches, unsettledRuns } from "#shared/journal/batch-log.ts";
import { leftOver } from "#shared/journal/batch-tally.ts";
import { type Budget, narrower } from "../budget.ts";
import { type Halt, haltSentence } from "../buyer.ts";
import type { CallProgram } from "../cells/cell-runner.ts";
import { countCalls } from "../count-calls.ts";
import type { NotebookFolder } from "../parts/folder.ts";
import { createProgress } from "../progress.ts";
import type { CallRun, CallRunParts } from "../run-calls.ts";
import { collectBatches } from "./collect.ts";
import { settleRun } from "./settle.ts";
import { batchStatus, leftSentence, otherBatches, spentBy, waitingSentence } from "./status.ts";
import { type Submitted, type Submitting, submitRequests } from "./submit.ts";
import { missingRequests } from "./wave.ts";

/** What makes a run one of batches. */
export type BatchTarget = {
  readonly folder: NotebookFolder;
  /** The notebook's file name. */
  readonly notebook: string;
  readonly cell: string;
  readonly recipe: string;
  readonly models: readonly string[];
  readonly retry: boolean;
  /** Nobody has asked for it just now: it goes on under the plan that was accepted. */
  readonly goesOn: boolean;
  /** Told of money that came to be spent by answers taken up. */
  readonly onSpent: (usd: number) => Promise<void>;
};

/**
 * Buys a program's calls in batches: takes up what is back, hands over what is missing then, and halts while anything is
 * under way. A run is the waves of one accepted plan; what one of its batches did not answer is not asked again in it.
 */
export async function runBatch(program: CallProgram, given: CallRunParts, target: BatchTarget): Promise<CallRun> {
  const { parts, stop } = given;
  for (const model of target.models) await parts.models.batches.check(model);
  const { batches } = target.folder;
  return batches.exclusively(stop, async () => {
    const collected = await collectBatches({ parts, folder: target.folder, notebook: target.notebook, signal: stop });
    await target.onSpent(collected.spentUsd);
    // Another process may have taken a batch up just before: its answers are to be known here before anything is counted.
    await given.journal.claimedAmong([]);
    const run = await currentRun(target, parts.clock.now());
    const asked = await keysAsked(run, target);
    const again = new Set([...given.again].filter((key) => !asked.has(key)));
    const openKeys = await batches.openKeys();
    const count = await countCalls(program, { journal: given.journal, signal: given.abort, again, keys: given.keys, inBatches: openKeys });
    const progress = createProgress(count.expected + count.cached + count.waiting, parts.clock, given.onProgress);
    progress.allCached(count.cached);
    const halt =
      run !== null && openBatches(run).length > 0
        ? waiting(await batches.read(), target, parts.clock.now(), collected.problems.get(target.cell) ?? null)
        : await nextWave(program, given, target, {
            run,
            asked,
            again,
            waiting: count.waiting,
            missing: count.least,
          });
    const after = (await batches.read()).get(run?.run ?? "");
    return { count, halt, progress: progress.finish(), batchUsd: after === undefined ? 0 : spentBy(after) };
  });
}

/** The run to go on with. One that ended early goes on only by itself; a person begins another. */
async function currentRun({ folder, notebook, cell, recipe, retry, goesOn }: BatchTarget, now: number): Promise<BatchRun | null> {
  const runs = unsettledRuns(await folder.batches.read(), notebook).filter((run) => run.cell === cell);
  const isOver = (run: BatchRun): boolean => openBatches(run).length === 0;
  const isSame = (run: BatchRun): boolean => run.recipe === recipe && run.retry === retry && (goesOn || run.heldBy === null);
  for (const run of runs) if (isOver(run) && !isSame(run)) await settleRun(folder.batches, run, now);
  return runs.findLast(isSame) ?? null;
}

/** Keys in the batches of a run that are back. */
async function keysAsked(run: BatchRun | null, { folder }: BatchTarget): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const batch of run?.batches.values() ?? []) {
    if (!isOpen(batch) && batch.stage !== "gone") for (const key of await folder.batches.keys(batch.id)) keys.add(key);
  }
  return keys;
}

type Wave = {
  readonly run: BatchRun | null;
  readonly asked: ReadonlySet<string>;
  readonly again: ReadonlySet<string>;
  readonly waiting: number;
  readonly missing: number;
};

/** Hands over what the program lacks now. Where that is nothing the run is settled: null, or what was left unanswered. */
async function nextWave(program: CallProgram, given: CallRunParts, target: BatchTarget, wave: Wave): Promise<Halt | null> {
  const { parts, budget } = given;
  const { batches } = target.folder;
  const { run } = wave;
  const whose = { run: run?.run ?? parts.createIdentifier(), ...named(target), limitUsd: run === null ? budget.limitUsd : run.limitUsd };
  const mayAsk = run === null ? !target.goesOn : !run.isCancelled && run.heldBy === null;
  if (mayAsk) {
    const submitted = await submitWave(program, given, target, wave, whose);
    if (submitted.halt !== null) {
      const { by } = submitted.halt;
      if ((await batches.read()).has(whose.run))
        await batches.append({ type: "held", run: whose.run, at: parts.clock.now(), by, sentence: haltSentence(submitted.halt) });
      return submitted.halt;
    }
    if (submitted.requests > 0) return waiting(await batches.read(), target, parts.clock.now(), null);
  }
  if (run !== null) await settleRun(batches, run, parts.clock.now());
  if (run === null && target.goesOn && wave.missing > 0) {
    // The run that was waited for has been settled already, by another process or before it asked anything.
    const ended = [...(await batches.read()).values()].findLast((each) => isOf(target, each));
    return (ended && endOf(ended)) ?? unanswered(ended);
  }
  const end = run === null ? null : endOf(run);
  if (end !== null) return end;
  if (wave.waiting > 0) return { by: "batch", sentence: otherBatches(wave.waiting) };
  const isLeft = run !== null && [...run.batches.values()].some(({ reading }) => reading !== null && leftOver(reading) > 0);
  return isLeft ? unanswered(run) : null;
}

/** Why a run asks nothing more although its cell lacks something; null where nothing kept it from it. */
function endOf({ isCancelled, heldBy }: BatchRun): Halt | null {
  if (isCancelled) return { by: "you", sentence: "its batch was cancelled" };
  return heldBy === null ? null : heldHalt(heldBy);
}

function unanswered(run: BatchRun | undefined): Halt {
  return { by: "batch", sentence: (run && leftSentence(run)) ?? "some requests were not answered" };
}

function isOf(target: BatchTarget, run: BatchRun): boolean {
  return (["notebook", "cell", "recipe", "retry"] as const).every((key) => run[key] === target[key]);
}

const mostTries = 5;

/** Where another window buys some of the requests meanwhile, what is left of them is put together anew. */
async function submitWave(
  program: CallProgram,
  { parts, journal, keys, stop, budget }: CallRunParts,
  { folder: { batches } }: BatchTarget,
  { run, again, asked }: Wave,
  whose: Submitting,
): Promise<Submitted> {
  const limited = budgetOf(run, budget);
  let requests = 0;
  for (let attempt = 1; ; attempt += 1) {
    const taken = new Set([...asked, ...(await batches.openKeys())]);
    const missing = missingRequests(program, { journal, again, asked: taken, keys, signal: stop });
    const submitted = await submitRequests(missing, whose, { parts, batches, journal, budget: limited, signal: stop });
    requests += submitted.requests;
    if (submitted.halt?.by !== "batch" || attempt === mostTries) return { requests, halt: submitted.halt };
  }
}

/** Waves share the limit that their run was accepted with. */
function budgetOf(run: BatchRun | null, budget: Budget): Budget {
  return run === null || run.limitUsd === null ? budget : narrower(budget, Math.max(0, run.limitUsd - spentBy(run)));
}

/** What stopped the run from handing over the rest stands again, until a person resumes. */
function heldHalt({ by, sentence }: NonNullable<BatchRun["heldBy"]>): Halt {
  if (by === "you" || by === "budget") return { by };
  return { by: by === "quota" || by === "unauthorised" || by === "disk" ? by : "network", sentence };
}

function named({ notebook, cell, recipe, retry }: BatchTarget) {
  return { notebook, cell, recipe, retry };
}

function waiting(book: BatchBook, { notebook, cell }: BatchTarget, now: number, problem: string | null): Halt {
  const open = unsettledRuns(book, notebook).filter((run) => openBatches(run).length > 0);
  const status = batchStatus(open, cell, problem);
  return {
    by: "batch",
    sentence: status === null ? "waiting for a batch" : waitingSentence(status, now),
    after: "the answers are back; run it to build its rows",
  };
}
