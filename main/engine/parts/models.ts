import type { BatchFileLimits } from "#shared/contract/batches.ts";
import type { ModelDescription, ProviderSettings, ProviderTest } from "#shared/contract/models.ts";
import type { CallOutcome, CallRequest } from "#shared/journal/call.ts";

export type ModelGateway = {
  /** The model as the registry has it today. Throws model-unknown with the nearest names. */
  readonly describe: (model: string) => Promise<ModelDescription>;
  readonly list: () => Promise<readonly ModelDescription[]>;
  /** One call with limits and retries, in one place. Outcomes are values; throws only on bugs and model-unknown. */
  readonly ask: (request: CallRequest, options: { readonly signal: AbortSignal; readonly budget: BudgetGate }) => Promise<CallOutcome>;
  /** Calls the pool lets run at once for this model right now; the runner keeps no more than a small multiple in hand. */
  readonly capacity: (model: string) => number;
  readonly countTokens: (text: string) => number;
  /** US dollars for the usage; null when the price is unknown. */
  readonly cost: (model: ModelDescription, promptTokens: number, completionTokens: number) => number | null;
  readonly providers: () => Promise<readonly ProviderSettings[]>;
  /** Adds or replaces. The key, if given, goes to the secret store and is never returned. */
  readonly saveProvider: (provider: ProviderSettings, key: string | null) => Promise<void>;
  readonly removeProvider: (id: string) => Promise<void>;
  readonly testProvider: (id: string, signal: AbortSignal) => Promise<ProviderTest>;
  readonly batches: BatchGateway;
};

/**
 * Batch APIs: files of requests that a provider answers within a day. Everything that reaches a provider is retried in
 * here and throws network, model-unauthorised, quota, model-refused or stopped in the end; not-found where the provider has
 * a batch or its results no longer.
 */
export type BatchGateway = {
  /** Requests and bytes a file may hold. */
  readonly limits: BatchFileLimits;
  /** Throws unsupported where the model's provider takes no batches, model-unauthorised where a key is missing. */
  readonly check: (model: string) => Promise<void>;
  /** The request as a line of an input file, with the provider's own model name, and the most it can cost in a batch (null: no price). */
  readonly line: (key: string, request: CallRequest) => Promise<{ readonly text: string; readonly usd: number | null }>;
  /** Hands a file over and says what the provider calls it. Asks nothing yet. */
  readonly upload: (model: string, name: string, bytes: () => AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<string>;
  /** Starts a batch once: an attempt whose outcome is unknown is looked for under `id` before another is made. network means that it may have started. */
  readonly start: (
    started: { readonly model: string; readonly file: string; readonly id: string; readonly purpose: CallRequest["purpose"] },
    signal: AbortSignal,
  ) => Promise<RemoteBatch>;
  /** The batch that was started under `id`; null when there is none. */
  readonly find: (model: string, id: string, signal: AbortSignal) => Promise<RemoteBatch | null>;
  readonly look: (model: string, batch: string, signal: AbortSignal) => Promise<RemoteBatch>;
  readonly cancel: (model: string, batch: string, signal: AbortSignal) => Promise<RemoteBatch>;
  /** Lines of a result file, in its order. */
  readonly results: (model: string, file: string, signal: AbortSignal) => AsyncIterable<string>;
  /** A line of a result file as what it says of its request. */
  readonly readResult: (asked: { readonly model: string; readonly purpose: CallRequest["purpose"] }, line: string) => Promise<BatchResult>;
};

export type RemoteBatch = {
  readonly batch: string;
  /** The provider's word: validating, in_progress, finalizing, completed, expired, cancelling, cancelled or failed. */
  readonly status: string;
  /** No more answers will come. */
  readonly isOver: boolean;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly files: readonly string[];
  /** What the provider has against the batch as a whole. */
  readonly errors: readonly string[];
};

export type BatchResult =
  | { readonly type: "answered" | "failed"; readonly key: string; readonly outcome: CallOutcome }
  /** Not carried out, so that it can be asked again; `why` follows "3 requests …". */
  | { readonly type: "undone"; readonly key: string; readonly why: string }
  | { readonly type: "unreadable"; readonly sentence: string };

/** Money is reserved before a call leaves, so a budget is never exceeded. */
export type BudgetGate = {
  /** False: the call must not leave. A null price reserves nothing. */
  readonly reserve: (usd: number | null) => boolean;
  readonly settle: (reservedUsd: number | null, actualUsd: number | null) => void;
};
