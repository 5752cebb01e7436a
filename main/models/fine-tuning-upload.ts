import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import type { OutgoingFile, Uploads } from "#main/engine/parts/uploads.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { ProviderSettings } from "#shared/contract/models.ts";
import { nearestNames } from "#shared/nearest-names.ts";
import { createBatchClient, uploadable } from "./batch-client.ts";
import type { ProviderStore } from "./provider-store.ts";
import { redact } from "./redact.ts";
import { originOf, simulatedProvider } from "./registry.ts";

/** Fewer rows than this a provider refuses to train on. */
const leastRows = 10;

type Receiver = { readonly provider: ProviderSettings; readonly key: string | null };

/** Gives files to a provider of the user's registry, through the `openai` client, with the key bound to its origin. */
export function createFineTuningUpload(store: ProviderStore): Pick<Uploads, "fineTuningOrigin" | "fineTuning"> {
  async function receiverOf(id: string): Promise<Receiver> {
    const providers = await store.readProviders();
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider === undefined) throw unknownProvider(id, providers);
    const key = (await store.readKey(provider))?.key ?? null;
    if (key === null && provider.keyEnvironment !== null)
      throw new AssayError("model-unauthorised", `There is no key for \`${id}\`.`, {
        hint: `Enter it under Models and keys, or set ${provider.keyEnvironment}.`,
        place: { key: "upload" },
      });
    return { provider, key };
  }

  return {
    fineTuningOrigin: async (id) => originOf((await receiverOf(id)).provider),
    fineTuning: async (id, file, signal) => {
      const { provider, key } = await receiverOf(id);
      const rows = countLines(file.bytes);
      if (file.path.includes("train") && rows < leastRows) {
        throw new AssayError("model-refused", `${file.path} has ${rows} rows; fine-tuning takes at least ${leastRows}.`, {
          hint: "Export more rows.",
          place: { key: "upload" },
        });
      }
      const client = createBatchClient({ baseUrl: provider.baseUrl, key });
      try {
        const name = file.path.split("/").at(-1) ?? file.path;
        const sent = await client.api.files.create({ file: await uploadable(name, once(file)), purpose: "fine-tune" }, { signal });
        return { path: file.path, bytes: file.bytes.length, id: sent.id, url: null };
      } catch (error) {
        throw actionable(error, id, key);
      } finally {
        await client.close();
      }
    },
  };
}

async function* once({ bytes }: OutgoingFile): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function countLines(bytes: Uint8Array): number {
  return bytes.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0);
}

function unknownProvider(id: string, providers: readonly ProviderSettings[]): AssayError {
  const near = nearestNames(
    id,
    providers.map((provider) => provider.id),
  );
  const sentence = id === simulatedProvider ? "`sim` trains no models, so it takes no files." : `There is no provider \`${id}\`.`;
  return new AssayError("model-unknown", sentence, {
    hint: near.length > 0 ? `Did you mean ${near.map((name) => `\`${name}\``).join(" or ")}?` : "Add it under Models and keys.",
    place: { key: "upload" },
  });
}

function actionable(error: unknown, id: string, key: string | null): unknown {
  const failure = (code: "model-unauthorised" | "model-refused" | "quota" | "network" | "stopped", sentence: string, hint: string) =>
    new AssayError(code, redact(sentence, key), { hint, place: { key: "upload" } });
  if (error instanceof AssayError) return error;
  if (error instanceof APIUserAbortError) return failure("stopped", "The upload was stopped.", "Export again to start it over.");
  if (error instanceof APIConnectionError)
    return failure("network", `${id} cannot be reached.`, "Check the network and the provider's base URL, then export again.");
  if (!(error instanceof APIError)) return error;
  const said = error.message.replace(/^\d+\s*/, "").slice(0, 300);
  switch (error.status) {
    case 401:
      return failure("model-unauthorised", `${id} did not accept the key: ${said}`, "Enter a valid key under Models and keys.");
    case 403:
      return failure("model-unauthorised", `${id} refuses this key uploads: ${said}`, "Use a key that may write files.");
    case 404:
      return failure(
        "model-refused",
        `${id} takes no files for fine-tuning at its base URL.`,
        "Upload to a provider that has /files, such as OpenAI itself.",
      );
    case 413:
      return failure("model-refused", `${id} takes no file of this size.`, "Export fewer rows, or split the table.");
    case 429:
      return failure("quota", `${id} takes no more now: ${said}`, "Wait a while, then export again.");
    default:
      return failure(
        "model-refused",
        `${id} refused the file (${error.status ?? "no status"}): ${said}`,
        "Mend what it names, then export again.",
      );
  }
}
