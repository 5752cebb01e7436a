import { AssayError } from "#shared/assay-error.ts";
import { type Batch, type BatchRun, openBatches, unsettledRuns } from "#shared/journal/batch-log.ts";
import { createTally, readingSentences } from "#shared/journal/batch-tally.ts";
import { createKeySet } from "#shared/journal/key-set.ts";
import type { EngineParts } from "../parts/engine-parts.ts";
import type { NotebookFolder } from "../parts/folder.ts";
import type { RemoteBatch } from "../parts/models.ts";
import { createKeeper } from "./keep-result.ts";

export type CollectParts = {
  readonly parts: EngineParts;
  readonly folder: NotebookFolder;
  readonly notebook: string;
  readonly signal: AbortSignal;
};

/** What looking came to: US dollars for answers that have come in, and what went wrong by cell. */
export type Collected = { readonly spentUsd: number; readonly problems: ReadonlyMap<string, string> };

/**
 * Looks at every batch of a notebook that is not back, and takes the results of those that are over into the journal,
 * whatever has become of their cells: they were paid for. Must run under `exclusively`.
 */
export async function collectBatches(given: CollectParts): Promise<Collected> {
  const book = await given.folder.batches.read();
  const problems = new Map<string, string>();
  let spentUsd = 0;
  for (const run of unsettledRuns(book, given.notebook)) {
    for (const batch of openBatches(run)) {
      try {
        spentUsd += await collectBatch(batch, run, given);
      } catch (error) {
        if (!(error instanceof AssayError) || error.code === "stopped" || error.code === "disk-full") throw error;
        if (error.code === "not-found" && run.isCancelled) {
          await goneFrom(given, batch.id, "The provider knows nothing of a batch any more, and it was given up.");
          continue;
        }
        problems.set(run.cell, [error.message, error.hint].filter(Boolean).join(" "));
      }
    }
  }
  return { spentUsd, problems };
}

async function collectBatch(batch: Batch, run: BatchRun, given: CollectParts): Promise<number> {
  const remote = await currentState(batch, run, given);
  if (remote === null) return 0;
  const { folder, parts } = given;
  const { id } = batch;
  const isNews = remote.status !== batch.status || remote.done !== batch.done || remote.failed !== batch.failed;
  if (isNews || batch.lookedAt === null) {
    const { status, done, failed, total } = remote;
    await folder.batches.append({ type: "looked", id, at: parts.clock.now(), status, done, failed, total });
  }
  return remote.isOver ? takeUp(batch, run, remote, given) : 0;
}

/** The batch as its provider has it; null where it never came to be. */
async function currentState(batch: Batch, run: BatchRun, given: CollectParts): Promise<RemoteBatch | null> {
  const { id, model } = batch;
  const { parts, folder, signal } = given;
  switch (batch.stage) {
    case "planned":
    case "uploaded":
      // Whoever was at it ended before the provider was told to start.
      return goneFrom(given, id, "A batch was interrupted before it was started; none of its requests was asked.");
    case "starting": {
      const found = await parts.models.batches.find(model, id, signal);
      if (found === null)
        return goneFrom(given, id, "A batch was interrupted while it was being started, and the provider knows nothing of it.");
      await folder.batches.append({ type: "started", id, at: parts.clock.now(), batch: found.batch });
      await folder.batches.removeInput(id);
      return cancelledToo(batch.model, found, run, parts, signal);
    }
    case "started":
      return cancelledToo(model, await parts.models.batches.look(model, batch.batch ?? "", signal), run, parts, signal);
    case "read":
    case "gone":
      return null;
  }
}

async function goneFrom({ folder, parts }: CollectParts, id: string, sentence: string): Promise<null> {
  await folder.batches.append({ type: "gone", id, at: parts.clock.now(), sentence });
  await folder.batches.forget(id);
  return null;
}

/** Asks again to cancel what goes on although its run was cancelled: the provider could not be told then. */
async function cancelledToo(
  model: string,
  found: RemoteBatch,
  run: BatchRun,
  parts: EngineParts,
  signal: AbortSignal,
): Promise<RemoteBatch> {
  const goesOn = !found.isOver && found.status !== "cancelling";
  return run.isCancelled && goesOn ? parts.models.batches.cancel(model, found.batch, signal) : found;
}

/** The journal writes what waits for it in one go, so records are handed to it in groups. */
const keptAtOnce = 256;

/** Takes the result files into the journal. Interrupted half-way, it is done again: what is kept already is not kept twice. */
async function takeUp(batch: Batch, run: BatchRun, remote: RemoteBatch, { parts, folder, signal }: CollectParts): Promise<number> {
  const { journal, batches } = folder;
  const keys = createKeySet(await batches.keys(batch.id));
  if (keys.size() === 0) {
    const sentence = "The list of a batch's requests is gone from .assay/batches, so its answers can't be told apart.";
    await batches.append({ type: "gone", id: batch.id, at: parts.clock.now(), sentence });
    return 0;
  }
  const tally = createTally(keys);
  const keep = await createKeeper({ parts, journal, model: batch.model, askedAgainAt: run.retry ? batch.plannedAt : null });
  let costUsd = 0;
  const keeping: ReturnType<typeof keep>[] = [];
  const settle = async (): Promise<void> => {
    for (const kept of await Promise.all(keeping.splice(0))) costUsd += kept.costUsd ?? 0;
  };
  for (const file of remote.files) {
    for await (const line of parts.models.batches.results(batch.model, file, signal)) {
      const result = await parts.models.batches.readResult(batch, line);
      if (tally.take(result) !== "keep" || result.type === "undone" || result.type === "unreadable") continue;
      keeping.push(keep(result));
      if (keeping.length >= keptAtOnce) await settle();
    }
    await settle();
  }
  await journal.sync();
  const reading = tally.reading();
  const sentences = [...remote.errors.map((error) => `The provider refused the batch: ${error}`), ...readingSentences(reading)];
  await batches.append({ type: "read", id: batch.id, at: parts.clock.now(), reading, costUsd, sentences });
  return costUsd;
}
