import { z } from "zod";
import type { Uploads } from "#main/engine/parts/uploads.ts";
import { createHubPush } from "#main/exports/hub-push.ts";
import { createFineTuningUpload } from "#main/models/fine-tuning-upload.ts";
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
  const hub = createHubPush({ origin: hubOrigin, readToken: async () => (await store.readKey(await keeper()))?.key ?? null });
  return {
    ...hub,
    ...createFineTuningUpload(store),
    hubToken: async () => ({ origin: await hubOrigin(), state: (await store.readKey(await keeper()))?.source ?? "missing" }),
    saveHubToken: async (token) => {
      const place = await keeper();
      await (token === null ? store.removeKey(place.id) : store.writeKey(place, token));
    },
  };
}
