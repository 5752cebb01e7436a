import { type ProviderSettings, providerSettings } from "#shared/contract/models.ts";
import type { ProviderStore } from "./provider-store.ts";

/** Providers and keys in memory, for tests and for hosts without a settings folder. */
export function createMemoryStore(
  initial: readonly { readonly id: string; readonly baseUrl: string }[] = [],
  keys: { readonly [id: string]: string } = {},
): ProviderStore {
  let providers: readonly ProviderSettings[] = initial.map((settings) => providerSettings.parse(settings));
  const originOf = (provider: ProviderSettings) => new URL(provider.baseUrl).origin;
  const stored = new Map(
    providers.flatMap((provider) => {
      const key = keys[provider.id];
      return key === undefined ? [] : [[provider.id, { key, origin: originOf(provider) }] as const];
    }),
  );
  return {
    readProviders: async () => providers,
    writeProviders: async (changed) => {
      providers = changed;
    },
    readKey: async (provider) => {
      const kept = stored.get(provider.id);
      return kept?.origin === originOf(provider) ? { key: kept.key, source: "session" } : null;
    },
    writeKey: async (provider, key) => void stored.set(provider.id, { key, origin: originOf(provider) }),
    removeKey: async (id) => void stored.delete(id),
  };
}
