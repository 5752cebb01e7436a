import { join } from "node:path";
import { z } from "zod";
import { AssayError } from "#shared/assay-error.ts";
import type { ProviderSettings } from "#shared/contract/models.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { replaceFile } from "./replace-file.ts";

export type KeySource = "environment" | "keychain" | "session";

/** Keys by provider. A key is bound to the origin it was given for: point the provider elsewhere and it has no key. */
export type SecretStore = {
  readonly source: KeySource;
  readonly read: (provider: ProviderSettings) => Promise<string | null>;
};

export type WritableSecretStore = SecretStore & {
  readonly write: (provider: ProviderSettings, key: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/** What a host lends to keep keys in its system's keychain. */
export type Encryption = {
  readonly encrypt: (text: string) => Promise<Uint8Array> | Uint8Array;
  readonly decrypt: (bytes: Uint8Array) => Promise<string> | string;
};

/** Kept in memory, gone with the process. */
export function createSessionSecrets(): WritableSecretStore {
  const keys = new Map<string, { readonly origin: string; readonly key: string }>();
  return {
    source: "session",
    read: async (provider) => {
      const kept = keys.get(provider.id);
      return kept?.origin === originOf(provider) ? kept.key : null;
    },
    write: async (provider, key) => void keys.set(provider.id, { origin: originOf(provider), key }),
    remove: async (id) => void keys.delete(id),
  };
}

const keysFile = z.object({
  version: z.literal(1),
  keys: z.record(z.string(), z.string()),
});
type KeysFile = z.infer<typeof keysFile>;
/** What is encrypted: the origin goes in too, so that nobody can rebind a key without the keychain. */
const boundKey = z.object({ origin: z.string(), key: z.string() });

/** `keys.json` in the settings folder, encrypted by the host and readable by its owner only. */
export function createEncryptedSecrets(fs: FileSystem, folder: string, encryption: Encryption): WritableSecretStore {
  const path = join(folder, "keys.json");
  let lastChange: Promise<unknown> = Promise.resolve();

  async function readKeys(): Promise<KeysFile["keys"]> {
    const text = await doing("read", path, async () => ((await fs.status(path)) === null ? null : (await fs.read(path)).toString("utf8")));
    if (text === null) return {};
    try {
      return keysFile.parse(JSON.parse(text)).keys;
    } catch (cause) {
      throw new AssayError("data-unreadable", "The file with the stored keys can't be read.", {
        hint: `Move ${path} away and enter the keys again. It was left as it is.`,
        place: { file: path },
        cause,
      });
    }
  }

  function change(changed: (keys: KeysFile["keys"]) => Promise<KeysFile["keys"]>): Promise<void> {
    const done = lastChange.then(async () => {
      const keys = await changed(await readKeys());
      await doing("save", path, async () => {
        await fs.makeFolder(folder);
        await replaceFile(fs, path, Buffer.from(`${JSON.stringify({ version: 1, keys }, null, 2)}\n`), 0o600);
      });
    });
    lastChange = done.catch(() => undefined);
    return done;
  }

  return {
    source: "keychain",
    read: async (provider) => {
      const keys = await readKeys();
      const kept = Object.hasOwn(keys, provider.id) ? keys[provider.id] : undefined;
      if (kept === undefined) return null;
      try {
        const { origin, key } = boundKey.parse(JSON.parse(await encryption.decrypt(Buffer.from(kept, "base64"))));
        return origin === originOf(provider) ? key : null;
      } catch {
        // Without the cause: an error about what was decrypted would quote it.
        throw new AssayError("forbidden", `The system's keychain did not give out the key of \`${provider.id}\`.`, {
          hint: "Unlock the keychain, or enter the key again in the settings.",
        });
      }
    },
    write: (provider, key) =>
      change(async (keys) => {
        const bound: z.infer<typeof boundKey> = { origin: originOf(provider), key };
        const encrypted = await encryption.encrypt(JSON.stringify(bound));
        return { ...keys, [provider.id]: Buffer.from(encrypted).toString("base64") };
      }),
    remove: (id) => change(async (keys) => Object.fromEntries(Object.entries(keys).filter(([known]) => known !== id))),
  };
}

function originOf(provider: ProviderSettings): string {
  return new URL(provider.baseUrl).origin;
}
