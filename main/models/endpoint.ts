import { createHash } from "node:crypto";
import type { ProviderSettings } from "#shared/contract/models.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import type { ModelClient } from "./client.ts";
import { createLane, type Lane } from "./lane.ts";
import type { ProviderStore } from "./provider-store.ts";
import { originOf, type Resolved, simulatedOrigin, simulatedProvider } from "./registry.ts";
import { createSeats, type Seats } from "./seats.ts";
import type { Time } from "./time.ts";
import type { Transport } from "./transport.ts";

/** A model ready to be asked: its client, its lane and the key that must not leak. */
export type Endpoint = { readonly client: ModelClient; readonly lane: Lane; readonly key: string | null; readonly origin: string };

export type Endpoints = {
  readonly of: (resolved: Resolved) => Promise<Endpoint>;
  /** A client for the provider itself, outside every lane. */
  readonly clientOf: (provider: ProviderSettings) => Promise<{ readonly client: ModelClient; readonly key: string | null }>;
  readonly capacity: (model: string) => number;
  /** Drops clients, so that changed settings and keys count from the next call on. Lanes stay: what was learned of a server holds. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

type Connection = { readonly client: ModelClient; readonly key: string | null; readonly origin: string; readonly laneKey: string };

const simulatedConcurrency = 64;

/** The client is loaded with the first call: a notebook that is only opened, or replayed from its journal, never pays for it. */
async function loadClient() {
  const [{ createModelClient }, { createHttpTransport, createSimulatedTransport }] = await Promise.all([
    import("./client.ts"),
    import("./transport.ts"),
  ]);
  return { createModelClient, createHttpTransport, createSimulatedTransport };
}

async function simulatedClient(): Promise<ModelClient> {
  const { createModelClient, createSimulatedTransport } = await loadClient();
  return createModelClient({
    baseUrl: "http://simulated.invalid/v1",
    key: null,
    timeoutMs: 600_000,
    transport: createSimulatedTransport(),
  });
}

export function createEndpoints(store: ProviderStore, time: Time): Endpoints {
  const connections = new Map<string, Promise<Connection>>();
  const transports = new Map<number, Transport>();
  const lanes = new Map<string, Lane>();
  const buckets = new Map<string, { readonly requests: Bucket | null; readonly tokens: Bucket | null }>();
  const seats = new Map<string, Seats>();
  const laneOfModel = new Map<string, Lane>();
  const endpoints = new Map<string, Promise<Endpoint>>();

  const clientFor = async (provider: ProviderSettings, key: string | null): Promise<ModelClient> => {
    const { createModelClient, createHttpTransport } = await loadClient();
    const { baseUrl, timeoutMs, maxConcurrency } = provider;
    const transport = transports.get(maxConcurrency) ?? createHttpTransport(maxConcurrency);
    transports.set(maxConcurrency, transport);
    return createModelClient({ baseUrl, key, timeoutMs, transport });
  };

  const connect = async (provider: ProviderSettings): Promise<Connection> => {
    const key = (await store.readKey(provider))?.key ?? null;
    const client = await clientFor(provider, key);
    const keyMark = key === null ? "" : createHash("sha256").update(key).digest("hex").slice(0, 16);
    return { client, key, origin: originOf(provider), laneKey: `${originOf(provider)} ${keyMark}` };
  };

  const connectionOf = (provider: ProviderSettings): Promise<Connection> => {
    const existing = connections.get(provider.id);
    if (existing !== undefined) return existing;
    const connecting = connect(provider);
    connections.set(provider.id, connecting);
    connecting.catch(() => connections.delete(provider.id));
    return connecting;
  };

  const seatsOf = (laneKey: string, provider: ProviderSettings): Seats => {
    const name = `${laneKey} ${provider.maxConcurrency}`;
    const shared = seats.get(name) ?? createSeats(provider.maxConcurrency);
    seats.set(name, shared);
    return shared;
  };

  const bucketsOf = (laneKey: string, provider: ProviderSettings) => {
    const name = `${laneKey} ${provider.requestsPerMinute} ${provider.tokensPerMinute}`;
    const existing = buckets.get(name);
    if (existing !== undefined) return existing;
    const { requestsPerMinute, tokensPerMinute } = provider;
    const created = {
      requests: requestsPerMinute === null ? null : createBucket(requestsPerMinute),
      tokens: tokensPerMinute === null ? null : createBucket(tokensPerMinute),
    };
    buckets.set(name, created);
    return created;
  };

  const laneFor = (name: string, create: () => Lane): Lane => {
    const lane = lanes.get(name) ?? create();
    lanes.set(name, lane);
    return lane;
  };

  const open = async (resolved: Resolved): Promise<Endpoint> => {
    const { model } = resolved.description;
    if (resolved.type === "simulated") {
      const lane = laneFor(`${simulatedProvider} ${model}`, () =>
        createLane({ maxConcurrency: simulatedConcurrency, seats: createSeats(simulatedConcurrency), requests: null, tokens: null, time }),
      );
      laneOfModel.set(model, lane);
      return { client: await simulatedClient(), lane, key: null, origin: simulatedOrigin };
    }
    const { provider } = resolved;
    const connection = await connectionOf(provider);
    const name = `${connection.laneKey} ${resolved.name} ${provider.maxConcurrency} ${provider.requestsPerMinute} ${provider.tokensPerMinute}`;
    const lane = laneFor(name, () =>
      createLane({
        maxConcurrency: provider.maxConcurrency,
        seats: seatsOf(connection.laneKey, provider),
        ...bucketsOf(connection.laneKey, provider),
        time,
      }),
    );
    laneOfModel.set(model, lane);
    return { client: connection.client, lane, key: connection.key, origin: connection.origin };
  };

  return {
    of: (resolved) => {
      const { model } = resolved.description;
      const existing = endpoints.get(model);
      if (existing !== undefined) return existing;
      const opening = open(resolved);
      endpoints.set(model, opening);
      opening.catch(() => endpoints.delete(model));
      return opening;
    },
    clientOf: connectionOf,
    capacity: (model) => laneOfModel.get(model)?.capacity() ?? 32,
    forget: () => {
      connections.clear();
      endpoints.clear();
    },
    close: async () => {
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}
