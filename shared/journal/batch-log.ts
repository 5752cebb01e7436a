import { z } from "zod";

const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const count = z.number().int().min(0);
const counts = { done: count, failed: count, total: count };

/** How the lines of a batch's result files were taken up. `undone` are requests that nobody carried out, by why. */
const reading = z.object({
  answered: count,
  failed: count,
  undone: z.record(z.string(), count),
  missing: count,
  doubled: count,
  unknown: count,
  unreadable: count,
});
export type BatchReading = z.infer<typeof reading>;

/**
 * One line of `.assay/batches.jsonl`. A line is on the disk before and after each step that reaches a provider, so that
 * whatever ends the process, the next one knows which requests may have been asked.
 */
export const batchEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("planned"),
    id,
    at: z.number(),
    run: id,
    notebook: z.string(),
    cell: z.string(),
    recipe: z.string(),
    retry: z.boolean(),
    /** What the whole run may cost. */
    limitUsd: z.number().nullable(),
    model: z.string(),
    purpose: z.literal("embedding").optional(),
    requests: count,
    reservedUsd: z.number().nullable(),
  }),
  z.object({ type: z.literal("uploaded"), id, at: z.number(), file: z.string() }),
  z.object({ type: z.literal("starting"), id, at: z.number() }),
  z.object({ type: z.literal("started"), id, at: z.number(), batch: z.string() }),
  z.object({ type: z.literal("looked"), id, at: z.number(), status: z.string(), ...counts }),
  z.object({ type: z.literal("read"), id, at: z.number(), reading, costUsd: z.number().nullable(), sentences: z.array(z.string()) }),
  /** It never came to be: none of its requests was asked. */
  z.object({ type: z.literal("gone"), id, at: z.number(), sentence: z.string() }),
  z.object({ type: z.literal("cancelled"), run: id, at: z.number() }),
  /** It asks nothing more by itself: handing over its requests ended early. */
  z.object({ type: z.literal("held"), run: id, at: z.number(), by: z.string(), sentence: z.string() }),
  /** Nothing of the run is left to do; what it did not answer is asked again only when a person says so. */
  z.object({ type: z.literal("settled"), run: id, at: z.number() }),
]);
export type BatchEvent = z.infer<typeof batchEvent>;

type BatchStage = "planned" | "uploaded" | "starting" | "started" | "read" | "gone";

/** One input file and what became of it. */
export type Batch = {
  readonly id: string;
  readonly model: string;
  /** As of its requests: one endpoint a file. */
  readonly purpose: "embedding" | undefined;
  readonly requests: number;
  readonly reservedUsd: number | null;
  readonly plannedAt: number;
  readonly stage: BatchStage;
  /** The provider's own name of it, once it has one. */
  readonly batch: string | null;
  readonly status: string;
  readonly done: number;
  readonly failed: number;
  readonly lookedAt: number | null;
  readonly reading: BatchReading | null;
  readonly costUsd: number;
  readonly sentences: readonly string[];
};

/** What one accepted plan sends in batches, wave after wave, until it is settled. */
export type BatchRun = {
  readonly run: string;
  readonly notebook: string;
  readonly cell: string;
  readonly recipe: string;
  readonly retry: boolean;
  /** What all its waves together may cost, US dollars; null for no limit. */
  readonly limitUsd: number | null;
  readonly startedAt: number;
  readonly isCancelled: boolean;
  /** Why it asks nothing more by itself; null where it may. */
  readonly heldBy: { readonly by: string; readonly sentence: string } | null;
  readonly isSettled: boolean;
  readonly batches: ReadonlyMap<string, Batch>;
};

/** Runs by their id, oldest first. */
export type BatchBook = ReadonlyMap<string, BatchRun>;

/** Reads the log's events in order. An event about something unknown, or that comes too late, changes nothing. */
export function foldBatches(events: Iterable<BatchEvent>): BatchBook {
  const runs = new Map<string, BatchRun>();
  const runOf = new Map<string, string>();
  for (const event of events) {
    if (event.type === "planned") {
      if (runOf.has(event.id)) continue;
      runOf.set(event.id, event.run);
      runs.set(event.run, withBatch(runs.get(event.run) ?? newRun(event), plannedBatch(event)));
      continue;
    }
    const name = "run" in event ? event.run : runOf.get(event.id);
    const run = name === undefined ? undefined : runs.get(name);
    if (run === undefined) continue;
    if (event.type === "cancelled") runs.set(run.run, { ...run, isCancelled: true });
    else if (event.type === "held") runs.set(run.run, { ...run, heldBy: { by: event.by, sentence: event.sentence } });
    else if (event.type === "settled") runs.set(run.run, { ...run, isSettled: true });
    else {
      const batch = run.batches.get(event.id);
      if (batch !== undefined && isOpen(batch)) runs.set(run.run, withBatch(run, step(batch, event)));
    }
  }
  return runs;
}

type Planned = Extract<BatchEvent, { readonly type: "planned" }>;
type Step = Exclude<BatchEvent, { readonly type: "planned" | "cancelled" | "held" | "settled" }>;

function newRun({ run, notebook, cell, recipe, retry, limitUsd, at }: Planned): BatchRun {
  return {
    run,
    notebook,
    cell,
    recipe,
    retry,
    limitUsd,
    startedAt: at,
    isCancelled: false,
    heldBy: null,
    isSettled: false,
    batches: new Map(),
  };
}

function withBatch(run: BatchRun, batch: Batch): BatchRun {
  return { ...run, batches: new Map(run.batches).set(batch.id, batch) };
}

function plannedBatch({ id: name, model, purpose, requests, reservedUsd, at }: Planned): Batch {
  return {
    ...{ id: name, model, purpose, requests, reservedUsd, plannedAt: at, stage: "planned", batch: null, status: "", done: 0, failed: 0 },
    ...{ lookedAt: null, reading: null, costUsd: 0, sentences: [] },
  };
}

function step(batch: Batch, event: Step): Batch {
  switch (event.type) {
    case "uploaded":
    case "starting":
      return { ...batch, stage: event.type };
    case "started":
      return { ...batch, stage: "started", batch: event.batch };
    case "looked":
      return { ...batch, status: event.status, done: event.done, failed: event.failed, lookedAt: event.at };
    case "read":
      return { ...batch, stage: "read", reading: event.reading, costUsd: event.costUsd ?? 0, sentences: event.sentences };
    case "gone":
      return { ...batch, stage: "gone", sentences: [event.sentence] };
  }
}

/** Some of its requests may still be answered, so nobody may ask them elsewhere. */
export function isOpen({ stage }: Batch): boolean {
  return stage !== "read" && stage !== "gone";
}

export function openBatches(run: BatchRun): readonly Batch[] {
  return [...run.batches.values()].filter(isOpen);
}

/** Runs of a notebook that are not settled, oldest first. */
export function unsettledRuns(book: BatchBook, notebook: string): readonly BatchRun[] {
  return [...book.values()].filter((run) => run.notebook === notebook && !run.isSettled);
}

/** What is held back from a notebook's budget for answers that are still to come, US dollars. */
export function reservedUsd(book: BatchBook, notebook: string): number {
  return unsettledRuns(book, notebook)
    .flatMap(openBatches)
    .reduce((sum, batch) => sum + (batch.reservedUsd ?? 0), 0);
}
