import { AssayError } from "#shared/assay-error.ts";
import type { ProviderSettings } from "#shared/contract/models.ts";
import { createEnvironmentSecrets, type EnvironmentOptions } from "./environment-secrets.ts";
import type { FileSystem } from "./file-system.ts";
import { createEncryptedSecrets, createSessionSecrets, type Encryption, type KeySource } from "./secrets.ts";
import { readSettings, writeSettings } from "./settings.ts";

export type ProviderStore = {
  readonly readProviders: () => Promise<readonly ProviderSettings[]>;
  readonly writeProviders: (providers: readonly ProviderSettings[]) => Promise<void>;
  /** null when there is no key for the provider at the origin it has now. */
  readonly readKey: (provider: ProviderSettings) => Promise<{ readonly key: string; readonly source: KeySource } | null>;
  readonly writeKey: (provider: ProviderSettings, key: string) => Promise<void>;
  readonly removeKey: (id: string) => Promise<void>;
};

export type ProviderStoreOptions = EnvironmentOptions & {
  readonly fs: FileSystem;
  /** The settings folder. */
  readonly folder: string;
  /** null where there is no real keychain: keys entered then last as long as the process. */
  readonly encryption: Encryption | null;
};

/** The user's providers and their keys. Keys are looked for in the environment first, then where `writeKey` puts them. */
export function createProviderStore(options: ProviderStoreOptions): ProviderStore {
  const { fs, folder, encryption } = options;
  const environment = createEnvironmentSecrets(fs, options);
  const entered = encryption ? createEncryptedSecrets(fs, folder, encryption) : createSessionSecrets();
  let lastWrite: Promise<unknown> = Promise.resolve();

  return {
    readProviders: async () => (await readSettings(fs, folder)).providers,
    writeProviders: (providers) => {
      const written = lastWrite.then(async () =>
        writeSettings(fs, folder, { ...(await readSettings(fs, folder)), providers: [...providers] }),
      );
      lastWrite = written.catch(() => undefined);
      return written;
    },
    readKey: async (provider) => {
      for (const store of [environment, entered]) {
        const key = await store.read(provider);
        if (key !== null) return { key, source: store.source };
      }
      return null;
    },
    writeKey: async (provider, key) => {
      const trimmed = key.trim();
      // A line break would end the request header it travels in.
      if (trimmed === "" || /[^\x21-\x7e]/.test(trimmed)) {
        throw new AssayError("forbidden", `That is no key for \`${provider.id}\`: it is empty or holds spaces or unusual characters.`, {
          hint: "Copy the key again from the provider's page.",
        });
      }
      await entered.write(provider, trimmed);
    },
    removeKey: (id) => entered.remove(id),
  };
}
