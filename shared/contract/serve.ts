import { type AnyContractRouter, isContractProcedure } from "@orpc/contract";
import { type AnyRouter, implement, ORPCError } from "@orpc/server";
import { RPCHandler } from "@orpc/server/websocket";
import { AssayError } from "../assay-error.ts";
import { contract } from "./contract.ts";
import { failureForWire, faultForWire } from "./faults.ts";
import type { CallOptions, Handlers } from "./handlers.ts";
import { exactValues } from "./values.ts";
import type { Wire } from "./wire.ts";

/** A bug met while answering: goes to the log, while the window is told the id only. */
export type Bug = { readonly id: string; readonly method: string; readonly error: unknown };

export type ServeOptions = { readonly createIdentifier: () => string; readonly reportBug: (bug: Bug) => void };

type Handler = (input: unknown, options: CallOptions) => Promise<unknown> | AsyncGenerator<unknown, void, void>;

/** Answers the contract's calls on a wire until it closes, which aborts whatever is still being answered. */
export function serveContract(handlers: Handlers, wire: Wire, options: ServeOptions): void {
  const handler = new RPCHandler(routerOf(contract, handlers, [], options), { customJsonSerializers: exactValues });
  const socket = { send: wire.send, addEventListener: () => undefined };
  let closed = false;
  wire.onMessage((message) => {
    handler.message(socket, message).catch((error: unknown) => {
      if (closed) return; // An answer was on its way when the window went.
      // What is left is a message that is not of this protocol.
      options.reportBug({ id: options.createIdentifier(), method: "wire", error });
      wire.close();
    });
  });
  wire.onClose(() => {
    closed = true;
    handler.close(socket);
  });
}

function routerOf(part: AnyContractRouter, handlers: unknown, path: readonly string[], options: ServeOptions): AnyRouter {
  if (isContractProcedure(part)) {
    const method = path.join(".");
    if (typeof handlers !== "function") throw new Error(`The engine has no handler for ${method}.`);
    const handler = handlers as Handler;
    return implement(part).handler(({ input, signal }) => answer(handler, input, signal, (error) => wireError(error, method, options)));
  }
  const entries = Object.entries(part).map(([name, child]) => [name, routerOf(child, Object(handlers)[name], [...path, name], options)]);
  return Object.fromEntries(entries);
}

async function answer(handler: Handler, input: unknown, signal: AbortSignal | undefined, convert: (error: unknown) => unknown) {
  if (!signal) throw new Error("A call came without a signal.");
  try {
    const result = await handler(input, { signal });
    return isStream(result) ? converted(result, convert, signal) : result;
  } catch (error) {
    throw signal.aborted ? stopped(error) : convert(error);
  }
}

async function* converted(stream: AsyncGenerator<unknown, void, void>, convert: (error: unknown) => unknown, signal: AbortSignal) {
  try {
    yield* stream;
  } catch (error) {
    throw signal.aborted ? stopped(error) : convert(error);
  }
}

function isStream(value: unknown): value is AsyncGenerator<unknown, void, void> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** The caller has gone and hears nothing of this, so it is no bug either. */
const stopped = (cause: unknown): unknown => failureForWire(new AssayError("stopped", "The call was stopped.", { cause }));

function wireError(error: unknown, method: string, options: ServeOptions): unknown {
  if (error instanceof AssayError) return failureForWire(error);
  if (error instanceof ORPCError) return error;
  const id = options.createIdentifier();
  options.reportBug({ id, method, error });
  return faultForWire(id);
}
