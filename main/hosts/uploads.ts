import { z } from "zod";
import type { Uploads } from "#main/engine/parts/uploads.ts";
import type { FileSystem } from "#main/storage/file-system.ts";
import type { ProviderStore } from "#main/storage/provider-store.ts";
import { readSettings } from "#main/storage/settings.ts";
import { type ProviderSettings, providerSettings } from "#shared/contract/models.ts";

/** The user's settings may name a hub of their own; nothing else can: the token goes there. */
const hubSettings = z.object({ hub: z.object({ url: z.url() }).default({ url: "https://huggingface.co" }) });

/** Sends exports where the user's own settings and keys allow. The hub's token is kept like a provider's key, bound to the hub's origin. */
export function createUploads(store: ProviderStore, fs: FileSystem, settingsFolder: string): Uploads {
  const hubOrigin = async (): Promise<string> => new URL(hubSettings.parse(await readSettings(fs, settingsFolder)).hub.url).origin;
  const keeper = async (): Promise<ProviderSettings> =>
    providerSettings.parse({ id: "hugging-face-hub", baseUrl: await hubOrigin(), keyEnvironment: "HF_TOKEN" });
  // The clients are loaded with the first upload: most notebooks never send one.
  const hub = async () => {
    const { createHubPush } = await import("#main/exports/hub-push.ts");
    return createHubPush({ origin: hubOrigin, readToken: async () => (await store.readKey(await keeper()))?.key ?? null });
  };
  const provider = async () => {
    const { createFineTuningUpload } = await import("#main/models/fine-tuning-upload.ts");
    return createFineTuningUpload(store);
  };
  return {
    hubOrigin: async () => (await hub()).hubOrigin(),
    hub: async (...given) => (await hub()).hub(...given),
    fineTuningOrigin: async (id) => (await provider()).fineTuningOrigin(id),
    fineTuning: async (...given) => (await provider()).fineTuning(...given),
    hubToken: async () => ({ origin: await hubOrigin(), state: (await store.readKey(await keeper()))?.source ?? "missing" }),
    saveHubToken: async (token) => {
      const place = await keeper();
      await (token === null ? store.removeKey(place.id) : store.writeKey(place, token));
    },
  };
}
