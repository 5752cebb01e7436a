import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { AssayError } from "#shared/assay-error.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { type ServeOptions, serveContract } from "#shared/contract/serve.ts";
import { socketWire } from "#shared/contract/wire.ts";
import { type GuardContext, type Refusal, refusalOf } from "./guard.ts";
import { BadRequest, sendJson } from "./respond.ts";
import { findRoute, type Route, routesOf } from "./routes.ts";
import { createSessions, newSecret, sameSecret } from "./session.ts";

/** The first port tried; the next free one is taken when it is in use. */
export const defaultPort = 4477;
const portsTried = 50;

/** Edits carry whole cells and imports paste whole tables, but nobody types 32 MiB. */
const maxMessageBytes = 32 * 1024 * 1024;

export type BrowserHostOptions = ServeOptions & {
  readonly handlers: Handlers;
  /** Where the built page is. */
  readonly pageFolder: string;
  readonly address: string;
  /** Null: the default port or the next free one. 0: any free one. */
  readonly port: number | null;
  /** `/` or a path with slashes at both ends, behind a proxy that keeps it. */
  readonly basePath: string;
  /** Further origins the page is reached under, such as a proxy's. */
  readonly publicOrigin: string | null;
  readonly fixedToken: string | null;
  readonly now: () => number;
};

export type BrowserHost = {
  readonly port: number;
  /** Origin and base path: `http://127.0.0.1:4477/`. */
  readonly url: string;
  readonly routes: readonly Route[];
  /** Lets another process of the same user ask for a link. */
  readonly ownerSecret: string;
  /** A fresh link with a single-use token in its fragment. */
  readonly createLink: (notebook: string | null) => string;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** Serves the page and the contract. Throws busy when the port asked for is taken. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer();
  const port = await listen(server, options.address, options.port);
  const ownerSecret = newSecret();
  const hosts = new Set(["127.0.0.1", "localhost", "[::1]", hostOf(options.address)].map((host) => `${host}:${port}`));
  const origins = new Set([...hosts].map((host) => `http://${host}`));
  if (options.publicOrigin) {
    hosts.add(new URL(options.publicOrigin).host);
    origins.add(options.publicOrigin);
  }
  const sessions = createSessions({
    cookieName: `assay-${port}`, // Cookies know no ports: two servers would sign each other's pages out.
    cookiePath: options.basePath,
    secure: options.publicOrigin?.startsWith("https:") ?? false,
    fixedToken: options.fixedToken,
    now: options.now,
  });
  const guard: GuardContext = {
    hosts,
    origins,
    isSignedIn: sessions.isSignedIn,
    isOwner: (authorization) => sameSecret(authorization ?? "", `Bearer ${ownerSecret}`),
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const routes = routesOf({
    pageFolder: options.pageFolder,
    sessions,
    upgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head, (opened) => serveSocket(opened, options)),
  });
  server.on("request", (request, response) => void answer(request, response, routes, guard, options));
  server.on("upgrade", (request, socket, head) => upgrade(request, socket, head, routes, guard, options.basePath));

  const origin = options.publicOrigin ?? `http://${hostOf(options.address)}:${port}`;
  const url = `${origin}${options.basePath}`;
  return {
    port,
    url,
    routes,
    ownerSecret,
    createLink: (notebook) => linkTo(url, sessions.createLaunch(), notebook),
    connections: () => sockets.clients.size,
    close: () => close(server, sockets),
  };
}

/** The fragment is read by the enter page and sent to nobody. */
export function linkTo(url: string, token: string, notebook: string | null): string {
  return `${url}enter#${new URLSearchParams({ token, ...(notebook ? { notebook } : {}) })}`;
}

const hostOf = (address: string): string => (address.includes(":") ? `[${address}]` : address);

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  guard: GuardContext,
  options: BrowserHostOptions,
): Promise<void> {
  try {
    const path = pathBelow(request.url, options.basePath);
    const route = path === null ? undefined : findRoute(routes, request.method ?? "", path, "request");
    // Requests that match nothing pass the guard all the same: a foreign page learns nothing, not even what exists.
    const refusal = refusalOf(route ?? { access: "session", action: request.method === "GET" ? "read" : "write" }, request.headers, guard);
    if (refusal) return sendJson(response, refusal.status, { sentence: refusal.sentence });
    if (path === null || !route || route.action === "upgrade") return sendJson(response, 404, { sentence: "There is no such page." });
    await route.handle(request, response, path);
  } catch (error) {
    if (error instanceof BadRequest || error instanceof z.ZodError) {
      return sendJson(response, 400, { sentence: error instanceof BadRequest ? error.message : "The request is malformed." });
    }
    const id = options.createIdentifier();
    options.reportBug({ id, method: `${request.method} ${request.url?.split(/[?#]/)[0]}`, error });
    if (!response.headersSent) sendJson(response, 500, { sentence: `Something went wrong in the engine (${id}).` });
  }
}

function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  routes: readonly Route[],
  guard: GuardContext,
  basePath: string,
): void {
  socket.on("error", () => socket.destroy());
  const path = pathBelow(request.url, basePath);
  const route = path === null ? undefined : findRoute(routes, "GET", path, "upgrade");
  const refusal: Refusal | null = refusalOf(route ?? { access: "session", action: "upgrade" }, request.headers, guard);
  if (refusal || route?.action !== "upgrade") {
    socket.end(`HTTP/1.1 ${refusal?.status ?? 404} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  route.handle(request, socket, head);
}

/** The decoded path below the base, without query; null outside the base or when malformed. */
function pathBelow(url: string | undefined, basePath: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url ?? "/", "http://host").pathname);
    return path.startsWith(basePath) ? path.slice(basePath.length) : null;
  } catch {
    return null; // A malformed address is an address we do not have.
  }
}

function serveSocket(socket: WebSocket, options: BrowserHostOptions): void {
  // Waiting until a message has left keeps a slow page from filling our memory.
  const send = (message: string | ArrayBuffer | Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => socket.send(message, (error) => (error ? reject(error) : resolve())));
  serveContract(options.handlers, socketWire(socket, send), options);
}

async function listen(server: Server, address: string, port: number | null): Promise<number> {
  const first = port ?? defaultPort;
  const last = port === null ? defaultPort + portsTried : first;
  for (let candidate = first; candidate <= last; candidate += 1) {
    if (await tryListen(server, address, candidate)) break;
    if (candidate === last) {
      const sentence = port === null ? `The ports ${first} to ${last} are all taken.` : `Port ${port} is taken.`;
      throw new AssayError("busy", sentence, { hint: "Stop what uses it, or choose another with --port." });
    }
  }
  const bound = server.address();
  if (typeof bound !== "object" || bound === null) throw new Error("The server has no port.");
  return bound.port;
}

function tryListen(server: Server, address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.removeListener("listening", onListening);
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(new AssayError("forbidden", `Cannot listen on ${address}:${port}.`, { hint: error.message, cause: error }));
    };
    const onListening = (): void => {
      server.removeListener("error", onError);
      resolve(true);
    };
    server.once("error", onError).once("listening", onListening).listen(port, address);
  });
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
