import type { ProviderSettings } from "#shared/contract/models.ts";

/** Where the user's providers and their keys are kept. A key comes back only for the origin it was bound to. */
export type ProviderStore = {
  readonly readProviders: () => Promise<readonly ProviderSettings[]>;
  readonly writeProviders: (providers: readonly ProviderSettings[]) => Promise<void>;
  /** null when there is no key for the provider at the origin it has now. */
  readonly readKey: (
    provider: ProviderSettings,
  ) => Promise<{ readonly key: string; readonly source: "environment" | "keychain" | "session" } | null>;
  readonly writeKey: (provider: ProviderSettings, key: string) => Promise<void>;
  readonly removeKey: (id: string) => Promise<void>;
};
