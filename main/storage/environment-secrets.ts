import { join } from "node:path";
import { parseEnv } from "node:util";
import { AssayError } from "#shared/assay-error.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import type { SecretStore } from "./secrets.ts";

export type EnvironmentOptions = {
  readonly environment: { readonly [name: string]: string | undefined };
  /** Where a `.env` file may stand; null for nowhere. */
  readonly dotEnvFolder: string | null;
};

/**
 * The variable a provider's `keyEnvironment` names, from the process's environment, the file `ASSAY_KEYS_FILE` names, or
 * `.env`, in this order. Which variable goes to which origin stands in the user's settings only, so nothing found here
 * can send a key elsewhere.
 */
export function createEnvironmentSecrets(fs: FileSystem, options: EnvironmentOptions): SecretStore {
  const { environment, dotEnvFolder } = options;
  const keysFile = environment.ASSAY_KEYS_FILE;

  return {
    source: "environment",
    read: async (provider) => {
      const name = provider.keyEnvironment;
      if (name === null) return null;
      const own = valueIn(environment, name);
      if (own !== null) return own;
      const kept = keysFile ? valueIn(await readKeysFile(fs, keysFile), name) : null;
      if (kept !== null) return kept;
      return dotEnvFolder === null ? null : valueIn(await readVariables(fs, join(dotEnvFolder, ".env")), name);
    },
  };
}

async function readKeysFile(fs: FileSystem, path: string): Promise<{ readonly [name: string]: string | undefined }> {
  const status = await fs.status(path);
  if (status === null) {
    throw new AssayError("not-found", `The keys file ${path} does not exist.`, {
      hint: "Correct or unset ASSAY_KEYS_FILE.",
      place: { file: path },
    });
  }
  // Windows keeps rights in lists that the mode doesn't show.
  if (process.platform !== "win32" && (status.mode & 0o077) !== 0) {
    throw new AssayError("forbidden", `The keys file ${path} can be read by others on this machine.`, {
      hint: `Run: chmod 600 ${path}`,
      place: { file: path },
    });
  }
  return await readVariables(fs, path);
}

async function readVariables(fs: FileSystem, path: string): Promise<{ readonly [name: string]: string | undefined }> {
  return await doing("read", path, async () => ((await fs.status(path)) === null ? {} : parseEnv((await fs.read(path)).toString("utf8"))));
}

function valueIn(variables: { readonly [name: string]: string | undefined }, name: string): string | null {
  return (Object.hasOwn(variables, name) ? variables[name]?.trim() : null) || null;
}
