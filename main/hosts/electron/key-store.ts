import type { SafeStorage } from "electron";

type KeyRequest = { readonly type: "encrypt" | "decrypt"; readonly text: string };

export type KeyStore = {
  /** The system really keeps secrets; else keys last as long as the process. */
  readonly available: boolean;
  /** For the settings page. */
  readonly note: string;
  /** Encrypts or decrypts for the engine; null when refused. */
  readonly answer: (request: KeyRequest) => string | null;
};

/** Linux without a keyring "encrypts" with a password known to everyone (`basic_text`): that is refused. */
export function createKeyStore(storage: SafeStorage, platform: string): KeyStore {
  const backend = platform === "linux" ? storage.getSelectedStorageBackend() : platform;
  const available = storage.isEncryptionAvailable() && backend !== "basic_text" && backend !== "unknown";
  return {
    available,
    note: available
      ? "Keys are kept in this system's keychain."
      : "This system offers no keychain: keys typed here last until Assay closes. Name an environment variable to keep one.",
    answer: ({ type, text }) => {
      if (!available) return null;
      try {
        if (type === "encrypt") return storage.encryptString(text).toString("base64");
        return storage.decryptString(Buffer.from(text, "base64"));
      } catch {
        return null; // Locked, or encrypted under another account: the engine says so to the user.
      }
    },
  };
}
