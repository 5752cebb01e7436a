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
};

/** Money is reserved before a call leaves, so a budget is never exceeded. */
export type BudgetGate = {
  /** False: the call must not leave. A null price reserves nothing. */
  readonly reserve: (usd: number | null) => boolean;
  readonly settle: (reservedUsd: number | null, actualUsd: number | null) => void;
};
