import { type ClientLink, createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "./contract.ts";
import { connectionLost, errorFromWire } from "./faults.ts";
import { exactValues } from "./values.ts";
import type { Wire } from "./wire.ts";

export type Client = ContractRouterClient<Contract>;

/** `connecting` until the first wire opens, `lost` whenever there is none after that. */
export type ConnectionState = "connecting" | "open" | "lost";

export type Connection = {
  /** Methods of the contract. Failures a user can act on are thrown as `AssayError`, bugs of the engine as `EngineFault`. */
  readonly client: Client;
  readonly state: () => ConnectionState;
  /** Calls back after every change of state; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Rejects what is pending and never connects again. */
  readonly close: () => void;
};

export type ConnectOptions = {
  /** Waits before the n-th attempt (from 1) to connect again. Without it a lost connection stays lost. */
  readonly waitToRetry?: (attempt: number) => Promise<void>;
};

type Link = ClientLink<Record<never, never>>;
type Opened = { readonly wire: Wire; readonly link: Link };

/** Connects to a served contract. Calls made before the first wire is open wait for it; calls while the connection is lost reject at once. */
export function connectContract(openWire: () => Promise<Wire>, options: ConnectOptions = {}): Connection {
  const listeners = new Set<() => void>();
  let state: ConnectionState = "connecting";
  let opened: Opened | null = null;
  let closed = false;

  const enter = (next: ConnectionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const first = keepConnected();

  async function keepConnected(attempt = 0): Promise<void> {
    if (attempt > 0) await options.waitToRetry?.(attempt);
    if (closed) return;
    const wire = await openWire().catch(() => null);
    if (wire && closed) return wire.close();
    if (wire) {
      opened = { wire, link: linkOver(wire) };
      enter("open");
      wire.onClose(() => {
        opened = null;
        enter("lost");
        if (options.waitToRetry) void keepConnected(1);
      });
      return;
    }
    enter("lost");
    if (options.waitToRetry) await keepConnected(attempt + 1);
  }

  const link: Link = {
    call: async (path, input, callOptions) => {
      if (state === "connecting") await Promise.race([first, untilChanged(listeners)]);
      const current = opened;
      if (!current) throw connectionLost();
      const convert = (error: unknown): unknown => {
        if (callOptions.signal?.aborted) return error;
        return opened === current ? errorFromWire(error) : connectionLost();
      };
      try {
        const output = await current.link.call(path, input, callOptions);
        return isStream(output) ? converted(output, convert) : output;
      } catch (error) {
        throw convert(error);
      }
    },
  };

  return {
    client: createORPCClient(link),
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      opened?.wire.close();
      enter("lost");
    },
  };
}

function untilChanged(listeners: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const listener = (): void => {
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
}

function linkOver(wire: Wire): Link {
  return new RPCLink({
    customJsonSerializers: exactValues,
    port: {
      onMessage: { addListener: wire.onMessage },
      onDisconnect: { addListener: wire.onClose },
      postMessage: wire.send,
    },
  });
}

async function* converted(stream: AsyncIterable<unknown>, convert: (error: unknown) => unknown) {
  try {
    yield* stream;
  } catch (error) {
    throw convert(error);
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
