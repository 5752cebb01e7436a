import { AssayError } from "#shared/assay-error.ts";
import type { CallFailure, CallOutcome, CallRecord, CallRequest } from "#shared/journal/call.ts";
import type { Budget } from "./budget.ts";
import type { Clock } from "./parts/engine-parts.ts";
import type { Journal } from "./parts/journal.ts";
import type { ModelGateway } from "./parts/models.ts";

/** Why no more calls may leave. The run pauses; everything that arrived is kept. */
export type Halt =
  /** Where no sentence is given, it was stopped in a window of its own. */
  | { readonly by: "you"; readonly sentence?: string }
  | { readonly by: "budget" }
  | { readonly by: "disk"; readonly sentence: string }
  /** `after` is what there is to say once no batch is under way any more. */
  | { readonly by: "batch"; readonly sentence: string; readonly after?: string }
  | { readonly by: "quota" | "unauthorised" | "network"; readonly sentence: string };

/** Why a run paused, in words that follow "412/1000 kept; ". */
export function haltSentence(halt: Halt): string {
  switch (halt.by) {
    case "you":
      return halt.sentence ?? "stopped by you";
    case "budget":
      return "the budget is reached";
    case "batch":
    case "disk":
    case "quota":
    case "unauthorised":
    case "network":
      return halt.sentence;
  }
}

export type Bought =
  | { readonly type: "kept"; readonly key: string; readonly cached: boolean; readonly record: CallRecord }
  | { readonly type: "halted" };

export type Buyer = {
  /** Already answered: nothing to buy. */
  readonly isKept: (key: string) => boolean;
  /** The journal's answer if there is one, else a call. A failure in the journal is asked again, once a run. */
  readonly buy: (key: string, request: CallRequest) => Promise<Bought>;
  readonly halt: () => Halt | null;
  /** Calls left alone because they are in a batch that is not back yet. */
  readonly leftToBatches: () => number;
  /** No new call leaves from now on. */
  readonly stop: (halt: Halt) => void;
};

type BuyerParts = {
  readonly journal: Journal;
  readonly models: Pick<ModelGateway, "ask">;
  readonly clock: Clock;
  readonly budget: Budget;
  /** What an outcome cost by today's prices; kept with the record, so that tables don't move when prices do. */
  readonly costOf: (request: CallRequest, outcome: CallOutcome) => number | null;
  /** Aborts calls in flight. */
  readonly signal: AbortSignal;
  /** Whether a batch that is not back yet will answer the key. */
  readonly isInBatch: (key: string) => Promise<boolean>;
  /** Keys to ask again although answered (retry of truncated or unreadable answers). */
  readonly again: ReadonlySet<string>;
};

const haltingCauses: Readonly<Partial<Record<CallFailure["cause"], "quota" | "unauthorised" | "network">>> = {
  quota: "quota",
  unauthorised: "unauthorised",
  "not-found": "unauthorised",
  "bad-request": "unauthorised",
  network: "network",
};

/** The one place where calls are bought: cached, single-flight within and across processes, journalled before anyone looks inside. */
export function createBuyer(parts: BuyerParts): Buyer {
  let halted: Halt | null = null;
  const inFlight = new Map<string, Promise<Bought>>();
  const askedHere = new Set<string>();
  const leftToBatches = new Set<string>();

  const stop = (halt: Halt): void => {
    halted ??= halt;
    parts.budget.shut();
  };

  const purchase = async (key: string, request: CallRequest): Promise<Bought> => {
    const claimed = await claim(key);
    if (claimed === null) return { type: "halted" };
    if (claimed === "theirs" && !parts.again.has(key)) {
      const record = await parts.journal.read(key);
      if (record !== null) return { type: "kept", key, cached: true, record };
    }
    if (halted !== null) {
      parts.journal.release(key);
      return { type: "halted" };
    }
    // Looked at after the claim, as whoever plans a batch looks at claims after planning: one of the two sees the other.
    if (await parts.isInBatch(key)) {
      parts.journal.release(key);
      leftToBatches.add(key);
      return { type: "halted" };
    }
    const outcome = await parts.models.ask(request, { signal: parts.signal, budget: parts.budget });
    if (outcome.type === "failed" && outcome.failure.cause === "stopped" && !outcome.failure.possiblyPaid) {
      // Turned away before it left: by the budget, or by a stop that came first.
      parts.journal.release(key);
      if (parts.budget.reached()) stop({ by: "budget" });
      return { type: "halted" };
    }
    if (outcome.type === "failed" && outcome.failure.final) {
      // It would befall every other call too, so it is the run that pauses and not the row that failed.
      parts.journal.release(key);
      stop({ by: haltingCauses[outcome.failure.cause] ?? "network", sentence: outcome.failure.sentence });
      return { type: "halted" };
    }
    askedHere.add(key);
    const record: CallRecord = { key, model: request.model, at: parts.clock.now(), outcome, costUsd: parts.costOf(request, outcome) };
    try {
      await parts.journal.append(record);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      stop({ by: "disk", sentence: error.message });
    }
    return { type: "kept", key, cached: false, record };
  };

  /** Null when no claim could be had: the disk takes nothing more, or the run was stopped. */
  const claim = async (key: string): Promise<"mine" | "theirs" | null> => {
    try {
      return await parts.journal.claim(key, parts.signal);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      stop(error.code === "stopped" ? { by: "you" } : { by: "disk", sentence: error.message });
      return null;
    }
  };

  const isKept = (key: string): boolean => parts.journal.lookUp(key) === "answered" && (!parts.again.has(key) || askedHere.has(key));

  const buy = async (key: string, request: CallRequest): Promise<Bought> => {
    if (isKept(key) || askedHere.has(key)) {
      const record = await parts.journal.read(key);
      if (record !== null) return { type: "kept", key, cached: !askedHere.has(key), record };
    }
    if (halted !== null) return { type: "halted" };
    const running = inFlight.get(key);
    if (running !== undefined) return running;
    const purchasing = purchase(key, request).finally(() => inFlight.delete(key));
    inFlight.set(key, purchasing);
    return purchasing;
  };

  return { isKept, buy, halt: () => halted, leftToBatches: () => leftToBatches.size, stop };
}
