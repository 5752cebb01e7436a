import { commit, createRepo, datasetInfo, HubApiError, listFiles } from "@huggingface/hub";
import type { HubRepository, OutgoingFile, SentFile, Uploads } from "#main/engine/parts/uploads.ts";
import { AssayError } from "#shared/assay-error.ts";

export type HubParts = {
  /** The hub's origin, without a path. */
  readonly origin: () => Promise<string>;
  readonly readToken: () => Promise<string | null>;
  /** Reaches the network; a test may cut it. */
  readonly fetch?: typeof fetch;
};

/** Commits dataset folders to the hub with the user's token, which goes to the hub's own origin and nowhere else. */
export function createHubPush({ origin, readToken, fetch: reach = fetch }: HubParts): Pick<Uploads, "hub" | "hubOrigin"> {
  async function token(): Promise<string> {
    const known = await readToken();
    if (known !== null) return known;
    throw new AssayError("model-unauthorised", "There is no token for the Hugging Face hub.", {
      hint: "Set HF_TOKEN, or enter a token with write access in the cell's form.",
      place: { key: "push" },
    });
  }

  return {
    hubOrigin: async () => {
      await token();
      return origin();
    },
    hub: async (repository, files, signal) => {
      const [accessToken, hubUrl] = [await token(), await origin()];
      const access = { accessToken, hubUrl, fetch: guarded(reach, hubUrl, accessToken, signal) };
      try {
        return await push(repository, files, access, signal);
      } catch (error) {
        throw actionable(error, repository, hubUrl, accessToken, signal);
      }
    },
  };
}

type Access = { readonly accessToken: string; readonly hubUrl: string; readonly fetch: typeof fetch };

async function push(
  repository: HubRepository,
  files: readonly OutgoingFile[],
  access: Access,
  signal: AbortSignal,
): Promise<readonly SentFile[]> {
  const repo = { type: "dataset" as const, name: repository.repo };
  if (repository.mayUpdate) await refuseExposure(repository, access);
  const isNew = await createRepo({ repo, visibility: repository.isPrivate ? "private" : "public", ...access }).then(
    () => true,
    (error: unknown) => {
      if (repository.mayUpdate && error instanceof HubApiError && error.statusCode === 409) return false;
      throw error;
    },
  );
  const gone = isNew ? [] : await filesGone(repository, files, access);
  const result = await commit({
    repo,
    title: `${repository.title || "Dataset"}: export from Assay`,
    operations: [
      ...files.map(({ path, bytes }) => ({ operation: "addOrUpdate" as const, path, content: new Blob([Uint8Array.from(bytes)]) })),
      ...gone.map((path) => ({ operation: "delete" as const, path })),
    ],
    // Large files go by plain LFS: the hub's chunked protocol would need code of its own in every host.
    useXet: false,
    abortSignal: signal,
    ...access,
  });
  const oid = result?.commit.oid ?? "";
  return files.map(({ path, bytes }) => ({
    path,
    bytes: bytes.length,
    id: oid,
    url: `${access.hubUrl}/datasets/${repository.repo}/blob/main/${path}`,
  }));
}

/** Rows meant to be private never go where everyone reads them. */
async function refuseExposure({ repo, isPrivate }: HubRepository, access: Access): Promise<void> {
  if (!isPrivate) return;
  const info = await datasetInfo({ name: repo, ...access }).catch((error: unknown) => {
    if (error instanceof HubApiError && error.statusCode === 404) return null;
    throw error;
  });
  if (info === null || info.private) return;
  throw new AssayError("forbidden", `${repo} is public, and the cell says private.`, {
    hint: "Make the repository private on the hub, or write `private: false`.",
    place: { key: "push.private" },
  });
}

/** Data files of an earlier push that this one no longer has: a loader would still read them. */
async function filesGone({ repo }: HubRepository, files: readonly OutgoingFile[], access: Access): Promise<readonly string[]> {
  const now = new Set(files.map(({ path }) => path));
  const gone: string[] = [];
  for await (const { type, path } of listFiles({ repo: { type: "dataset", name: repo }, recursive: true, ...access })) {
    if (type === "file" && path.startsWith("data/") && !now.has(path)) gone.push(path);
  }
  return gone;
}

/** No redirect is followed, and the token goes to the hub's origin alone, whatever a reply names. */
function guarded(reach: typeof fetch, hubUrl: string, accessToken: string, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const carriesToken = new Headers(init?.headers).get("authorization")?.includes(accessToken) ?? false;
    if (carriesToken && url.origin !== new URL(hubUrl).origin)
      throw new AssayError("forbidden", `The hub asks to send the token to ${url.origin}, which is refused.`, { place: { key: "push" } });
    return reach(input, { ...init, redirect: "error", signal: init?.signal ?? signal });
  };
}

function actionable(error: unknown, { repo }: HubRepository, hubUrl: string, token: string, signal: AbortSignal): unknown {
  const failure = (
    code: "model-unauthorised" | "forbidden" | "name-taken" | "network" | "stopped" | "unsupported",
    sentence: string,
    hint: string,
  ) => new AssayError(code, sentence.replaceAll(token, "[token]"), { hint, place: { key: "push" } });
  if (error instanceof AssayError) return error;
  if (signal.aborted) return failure("stopped", "The push was stopped; the hub keeps no half commit.", "Export again to start it over.");
  if (!(error instanceof HubApiError))
    return error instanceof TypeError ? failure("network", `${hubUrl} cannot be reached.`, "Check the network, then export again.") : error;
  const said = error.message.split(". URL:")[0]?.slice(0, 300) ?? "";
  switch (error.statusCode) {
    case 401:
      return failure("model-unauthorised", `The hub did not accept the token: ${said}.`, "Enter a valid token with write access.");
    case 403:
      return failure(
        "forbidden",
        `The token may not write to ${repo}: ${said}.`,
        "Use a token with write access to it, or a name of your own.",
      );
    case 409:
      return failure("name-taken", `${repo} exists on the hub already.`, "Choose another name, or write `update: true` to commit to it.");
    case 404:
      return failure(
        "forbidden",
        `The hub knows no ${repo.split("/")[0]}, or the token may not see it.`,
        "Check the name before the slash.",
      );
    default:
      return failure("unsupported", `The hub refused the push (${error.statusCode}): ${said}.`, "Try again later, or mend what it names.");
  }
}
