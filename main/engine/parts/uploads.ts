/** A file on its way to somebody else's machine. */
export type OutgoingFile = { readonly path: string; readonly bytes: Uint8Array };

/** What has arrived there: `id` is the receiver's name for it, `url` a page that shows it, where there is one. */
export type SentFile = { readonly path: string; readonly bytes: number; readonly id: string; readonly url: string | null };

/** Sends exports out of the machine. Each is asked for by name in a plan before anything leaves. */
export type Uploads = {
  /** Where files for fine-tuning would go: the provider's origin. Throws model-unknown with the nearest names, model-unauthorised without a key. */
  readonly fineTuningOrigin: (provider: string) => Promise<string>;
  /** Gives one file to a provider for fine-tuning. Throws model-unauthorised, model-refused, quota, network, stopped. */
  readonly fineTuning: (provider: string, file: OutgoingFile, signal: AbortSignal) => Promise<SentFile>;
  /** Where datasets would go. Throws model-unauthorised where there is no token. */
  readonly hubOrigin: () => Promise<string>;
  /** Commits a folder to a dataset repository on the hub, which is made where it is missing. Throws model-unauthorised, forbidden, name-taken, network, stopped. */
  readonly hub: (repository: HubRepository, files: readonly OutgoingFile[], signal: AbortSignal) => Promise<readonly SentFile[]>;
  readonly hubToken: () => Promise<HubToken>;
  /** Keeps the user's token where keys are kept; null forgets it. */
  readonly saveHubToken: (token: string | null) => Promise<void>;
};

export type HubRepository = {
  /** `user/name`. */
  readonly repo: string;
  readonly isPrivate: boolean;
  /** Commits to a repository that exists. */
  readonly mayUpdate: boolean;
  readonly title: string;
};

export type HubToken = { readonly origin: string; readonly state: "environment" | "keychain" | "session" | "missing" };
