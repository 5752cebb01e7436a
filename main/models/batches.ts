import { z } from "zod";
import type { BatchGateway, RemoteBatch } from "#main/engine/parts/models.ts";
import { AssayError } from "#shared/assay-error.ts";
import { batchFileLimits } from "#shared/contract/batches.ts";
import type { ProviderSettings } from "#shared/contract/models.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import type { BatchClient } from "./batch-client.ts";
import { readBatchResult } from "./batch-result.ts";
import type { ProviderStore } from "./provider-store.ts";
import type { Registry, Resolved } from "./registry.ts";
import { requestBody } from "./request-body.ts";
import type { Time } from "./time.ts";

const remoteBatch = z.object({
  id: z.string().min(1),
  status: z.string(),
  request_counts: z.object({ total: z.number(), completed: z.number(), failed: z.number() }).nullish(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  errors: z.object({ data: z.array(z.object({ message: z.string().nullish(), line: z.number().nullish() })).nullish() }).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  created_at: z.number().optional(),
});
const remoteFile = z.object({ id: z.string().min(1) });

const over = new Set(["completed", "failed", "expired", "cancelled"]);
const endpointOf = (purpose: CallRequest["purpose"]) => (purpose === "embedding" ? "/v1/embeddings" : "/v1/chat/completions");
/** Under this name a batch carries the id it was started with. */
const mark = "assay_batch";
const pageSize = 100;
/** A batch is looked for among so many newer ones before it counts as never started. */
const mostPages = 50;

type Connection = { readonly provider: ProviderSettings; readonly client: BatchClient; readonly key: string | null };

export type BatchGatewayParts = {
  readonly registry: Pick<Registry, "resolve">;
  readonly store: ProviderStore;
  readonly time: Time;
  /** The most a request can cost, at ordinary prices. */
  readonly mostUsd: (request: CallRequest, resolved: Resolved) => Promise<number | null>;
};

export function createBatchGateway(
  parts: BatchGatewayParts,
): BatchGateway & { readonly forget: () => void; readonly close: () => Promise<void> } {
  const connections = new Map<string, Promise<Connection>>();
  const opened: BatchClient[] = [];

  const connect = async (provider: ProviderSettings): Promise<Connection> => {
    const key = (await parts.store.readKey(provider))?.key ?? null;
    const { createBatchClient } = await import("./batch-client.ts");
    const client = createBatchClient({ baseUrl: provider.baseUrl, key });
    opened.push(client);
    return { provider, client, key };
  };

  const connectionOf = async (model: string): Promise<Connection> => {
    const resolved = await parts.registry.resolve(model);
    if (resolved.type === "simulated") throw noBatches(model);
    const { provider } = resolved;
    const connecting = connections.get(provider.id) ?? connect(provider);
    connections.set(provider.id, connecting);
    connecting.catch(() => connections.delete(provider.id));
    return connecting;
  };

  const attempt = async <T>(
    model: string,
    signal: AbortSignal,
    ask: (api: BatchClient["api"], cut: AbortSignal) => Promise<T>,
    unknown?: () => Promise<T | null>,
  ) => {
    // The client is loaded with the first batch: a notebook that sends none never pays for it.
    const { attemptUntilAnswered } = await import("./batch-attempts.ts");
    const connection = await connectionOf(model);
    return attemptUntilAnswered((cut) => ask(connection.client.api, cut), { time: parts.time, key: connection.key, signal }, unknown);
  };

  const find = async (model: string, id: string, signal: AbortSignal): Promise<RemoteBatch | null> => {
    let after: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const listed = await attempt(model, signal, (api, cut) =>
        api.batches.list({ limit: pageSize, ...(after === undefined ? {} : { after }) }, { signal: cut }),
      );
      const batches = listed.data.flatMap((each) => remoteBatch.safeParse(each).data ?? []);
      const found = batches.find(({ metadata }) => metadata?.[mark] === id);
      if (found !== undefined) return shown(found);
      after = listed.data.at(-1)?.id;
      if (after === undefined || !listed.has_more) return null;
    }
    return null;
  };

  return {
    limits: batchFileLimits,
    check: async (model) => {
      const { description } = await parts.registry.resolve(model);
      if (!description.capabilities.batch) throw noBatches(model);
      if (description.keyState === "missing")
        throw new AssayError("model-unauthorised", `There is no key for \`${description.provider}\`.`, {
          hint: "Enter one in the settings.",
        });
    },
    line: async (key, request) => {
      const resolved = await parts.registry.resolve(request.model);
      const { description, name } = resolved;
      const body = requestBody(request, { name, takesSchema: description.capabilities.json_schema, simulated: description.simulated });
      const usd = await parts.mostUsd(request, resolved);
      return {
        text: JSON.stringify({ custom_id: key, method: "POST", url: endpointOf(request.purpose), body: accepted(body) }),
        usd: usd === null ? null : usd * (description.batchPriceShare ?? 1),
      };
    },
    upload: async (model, name, bytes, signal) => {
      const { uploadable } = await import("./batch-client.ts");
      const file = await attempt(model, signal, (api, cut) =>
        api.files.create({ file: uploadable(name, bytes()), purpose: "batch" }, { signal: cut }),
      );
      const known = remoteFile.safeParse(file);
      if (!known.success) throw notABatchServer();
      return known.data.id;
    },
    start: async ({ model, file, id, purpose }, signal) =>
      attempt(
        model,
        signal,
        async (api, cut) =>
          shown(
            read(
              await api.batches.create(
                { input_file_id: file, endpoint: endpointOf(purpose), completion_window: "24h", metadata: { [mark]: id } },
                { signal: cut },
              ),
            ),
          ),
        () => find(model, id, signal),
      ),
    find,
    look: (model, batch, signal) =>
      known(attempt(model, signal, async (api, cut) => shown(read(await api.batches.retrieve(batch, { signal: cut }))))),
    cancel: (model, batch, signal) =>
      known(attempt(model, signal, async (api, cut) => shown(read(await api.batches.cancel(batch, { signal: cut }))))),
    results: (model, file, signal) =>
      lines(async () => {
        const response = await known(attempt(model, signal, (api, cut) => api.files.content(file, { signal: cut })));
        if (response.body === null) throw notABatchServer();
        return response.body;
      }, signal),
    readResult: async ({ model, purpose }, line) => {
      const resolved = await parts.registry.resolve(model);
      const key = resolved.type === "provider" ? (await connectionOf(model)).key : null;
      return readBatchResult(line, { origin: resolved.description.origin, key, purpose });
    },
    forget: () => connections.clear(),
    close: async () => {
      await Promise.all(opened.map((client) => client.close()));
    },
  };
}

/** A batch or file that the provider has no longer, as not-found. */
async function known<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    const cause = error instanceof AssayError ? error.cause : null;
    if (!(cause instanceof Error && "status" in cause && cause.status === 404)) throw error;
    throw new AssayError("not-found", "The provider knows nothing of the batch or its results any more.", {
      hint: "Cancel gives it up: its requests can be asked again then.",
      cause,
    });
  }
}

function noBatches(model: string): AssayError {
  return new AssayError("unsupported", `\`${model}\` takes no batches.`, {
    hint: "Take `batch: true` out, or tick “batch” for the model in the settings if its provider has a Batch API.",
  });
}

function notABatchServer(): AssayError {
  return new AssayError("model-refused", "The server answers, but not as a Batch API.", {
    hint: "Check the provider's base URL in the settings.",
  });
}

/** Endpoints refuse the number of alternatives where no log-probabilities are asked for. */
function accepted(body: { readonly [field: string]: unknown }): { readonly [field: string]: unknown } {
  if (body.logprobs === true) return body;
  const { top_logprobs: _alternatives, ...rest } = body;
  return rest;
}

function read(value: unknown): z.infer<typeof remoteBatch> {
  const known = remoteBatch.safeParse(value);
  if (!known.success) throw notABatchServer();
  return known.data;
}

function shown(batch: z.infer<typeof remoteBatch>): RemoteBatch {
  const { total = 0, completed = 0, failed = 0 } = batch.request_counts ?? {};
  return {
    batch: batch.id,
    status: batch.status,
    isOver: over.has(batch.status),
    done: completed,
    failed,
    total,
    files: [batch.output_file_id, batch.error_file_id].flatMap((file) => (file ? [file] : [])),
    errors: (batch.errors?.data ?? []).flatMap(({ message, line }) => (message ? [line ? `line ${line}: ${message}` : message] : [])),
  };
}

/** The lines of a stream of text, each as soon as it is whole. */
async function* lines(open: () => Promise<ReadableStream<Uint8Array>>, signal: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of unbroken(await open())) {
    if (signal.aborted) throw new AssayError("stopped", "Stopped while results were read.");
    const found = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = found.pop() ?? "";
    for (const line of found) if (line.trim() !== "") yield line;
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield rest;
}

async function* unbroken(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (cause) {
    throw new AssayError("network", "The connection broke before all results were here.", {
      hint: "Look again in a while; what has come is kept.",
      cause,
    });
  }
}
