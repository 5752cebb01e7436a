import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AssayError } from "#shared/assay-error.ts";
import { simulateEmbedding } from "#shared/simulation/embedding.ts";
import { describeSimulatedModels, simulate } from "#shared/simulation/simulate.ts";
import { answerBatchRequest } from "./batch-routes.ts";
import { createSimulatedBatches } from "./batches.ts";
import { drawFault, type FaultKind, type Faults, noFaults, readFaults } from "./faults.ts";
import { createRequestLog, type SimulationStats } from "./request-log.ts";
import { errorBody, respond, send, tooMany, unauthorised } from "./respond.ts";

export type SimulationServer = {
  /** Base URL for clients, ending in `/v1`. */
  readonly url: string;
  readonly port: number;
  readonly stats: () => SimulationStats;
  readonly close: () => Promise<void>;
};

const mostBodyBytes = 8 * 1024 * 1024;

/**
 * Serves the simulated models at 127.0.0.1 as an OpenAI-compatible server. `latencyMs` is the time each answer takes, or
 * `simulated` for what its model would take. Faults come from the options, from `?faults=` or `x-assay-faults`, or from a
 * model name such as `basalt-large!500=0.5`. Ends when the signal aborts. Throws AssayError("busy") when the port is taken.
 */
export async function startSimulationServer(options: {
  readonly port: number;
  readonly faults?: Faults;
  readonly latencyMs?: number | "simulated";
  readonly signal?: AbortSignal;
}): Promise<SimulationServer> {
  const log = createRequestLog();
  const faults = options.faults ?? noFaults;
  const allow = createAllowance(faults);
  const timers = new Set<NodeJS.Timeout>();
  const batches = createSimulatedBatches(faults, log);
  let arrived = 0;
  let revokedKey: string | null = null;

  const isRevoked = (request: IncomingMessage, revokeAfter: number | null): boolean => {
    const key = request.headers.authorization ?? "";
    if (revokeAfter !== null && arrived > revokeAfter) revokedKey ??= key;
    return key === revokedKey;
  };

  /** The faults of plain calls befall requests about files and batches too, a request at a time. */
  const isBatchFault = (request: IncomingMessage, response: ServerResponse): boolean => {
    const what = `${request.method} ${pathOf(request)}`;
    if (!/ \/v1\/(?:files|batches)/.test(what)) return false;
    const fault = isRevoked(request, faults.revokeAfter) ? "401" : drawFault(faults, what, log.attempt(what));
    if (fault === null) return false;
    request.resume();
    respond(response, { status: 200, body: "{}", latencyMs: 0 }, fault, (request.headers.authorization ?? "").replace(/^Bearer /, ""));
    return true;
  };

  const complete = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const authorization = request.headers.authorization ?? "";
    log.began(authorization);
    response.once("close", log.ended);
    const key = authorization.replace(/^Bearer /, "");
    const asked = requestedFaults(request, body);
    const current = asked.faults ?? faults;
    const answered = (status: number, fault: FaultKind | null = null): void => log.answered(status, fault, body);
    if (isRevoked(request, current.revokeAfter)) {
      answered(unauthorised(response, key));
      return;
    }
    if (current === faults && !allow()) {
      answered(tooMany(response, 1));
      return;
    }
    const fault = drawFault(current, body, log.attempt(body));
    const answer = (pathOf(request) === "/v1/embeddings" ? simulateEmbedding : simulate)(asked.body);
    const waitMs = options.latencyMs === "simulated" ? answer.latencyMs : (options.latencyMs ?? 0);
    const finish = (): void => {
      if (!response.destroyed) answered(respond(response, answer, fault, key), fault);
    };
    if (waitMs <= 0) {
      finish();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      finish();
    }, waitMs);
    timers.add(timer);
  };

  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (request.method === "GET" && path === "/stats") return void send(response, 200, JSON.stringify(log.stats()));
    if (request.method === "GET" && path === "/v1/models") return void send(response, 200, modelList());
    arrived += 1;
    if (isBatchFault(request, response) || answerBatchRequest(batches, request, response)) return;
    if (request.method !== "POST" || (path !== "/v1/chat/completions" && path !== "/v1/embeddings")) {
      return void send(response, 404, errorBody(`There is no ${request.method} ${path}.`, "not_found"));
    }
    readBody(request, (body) => {
      if (body === null) return void send(response, 413, errorBody("The request is larger than 8 MB.", "too_large"));
      try {
        complete(request, response, body);
      } catch (error) {
        send(response, 400, errorBody(error instanceof Error ? error.message : String(error), "invalid_request_error"));
      }
    });
  });
  server.maxConnections = 4_096;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 30_000;

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      options.signal?.removeEventListener("abort", onAbort);
      for (const timer of timers) clearTimeout(timer);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const onAbort = (): void => void close();
  const { port } = await listen(server, options.port);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  if (options.signal?.aborted) await close();
  return { url: `http://127.0.0.1:${port}/v1`, port, stats: log.stats, close };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?")[0] ?? "";
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EADDRINUSE" && cause.code !== "EACCES") return reject(cause);
      reject(
        new AssayError("busy", `Port ${port} can't be used here.`, { hint: "Choose another with --port, or 0 for any free one.", cause }),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The server has no address."));
      else resolve(address);
    });
  });
}

function readBody(request: IncomingMessage, onBody: (body: string | null) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= mostBodyBytes) chunks.push(chunk);
  });
  request.on("end", () => onBody(bytes > mostBodyBytes ? null : Buffer.concat(chunks).toString("utf8")));
}

/** Faults a client asks for itself; a model name gives them up before the simulation sees it. */
function requestedFaults(request: IncomingMessage, body: string): { readonly faults: Faults | null; readonly body: string } {
  const header = request.headers["x-assay-faults"];
  const query = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("faults");
  const named = /"model"\s*:\s*"([^"!]*)!([^"]*)"/.exec(body);
  const text = typeof header === "string" ? header : (query ?? named?.[2] ?? null);
  return {
    faults: text === null ? null : readFaults(text),
    body: named === null ? body : body.replace(named[0], `"model":"${named[1]}"`),
  };
}

/** A bucket that fills at the faults' rate. */
function createAllowance(faults: Faults): () => boolean {
  const { rate, burst } = faults;
  let level = burst;
  let at = performance.now();
  return () => {
    if (rate === null) return true;
    const now = performance.now();
    level = Math.min(burst, level + ((now - at) * rate) / 1_000);
    at = now;
    if (level < 1) return false;
    level -= 1;
    return true;
  };
}

function modelList(): string {
  const data = describeSimulatedModels().map(({ name, note }) => ({
    id: name,
    object: "model",
    created: 0,
    owned_by: "assay",
    description: note,
  }));
  return JSON.stringify({ object: "list", data });
}
