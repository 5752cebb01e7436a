import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { socketPath } from "#shared/contract/page.ts";
import { readPageFile } from "../page-files.ts";
import { enterPage, enterScript } from "./enter-page.ts";
import type { Access, Action } from "./guard.ts";
import { readJson, sendJson, sendPage, sendText } from "./respond.ts";
import type { Sessions } from "./session.ts";

type Named = { readonly path: string; readonly access: Access };
type RequestHandler = (request: IncomingMessage, response: ServerResponse, path: string) => void | Promise<void>;

/** One line of the server's table. `path` is relative to the base; `*` stands for every other path. */
export type Route =
  | (Named & { readonly action: Exclude<Action, "upgrade">; readonly method: "GET" | "POST"; readonly handle: RequestHandler })
  | (Named & {
      readonly action: "upgrade";
      readonly method: "GET";
      readonly handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
    });

export type RouteParts = {
  readonly pageFolder: string;
  readonly sessions: Sessions;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** Everything the server answers. The security tests walk this table, so a new route is tested the moment it is added. */
export function routesOf({ pageFolder, sessions, upgrade }: RouteParts): readonly Route[] {
  return [
    {
      method: "GET",
      path: "enter",
      action: "read",
      access: "public",
      handle: (_request, response) => sendText(response, 200, "text/html; charset=utf-8", enterPage),
    },
    {
      method: "GET",
      path: "enter.js",
      action: "read",
      access: "public",
      handle: (_request, response) => sendText(response, 200, "text/javascript; charset=utf-8", enterScript),
    },
    {
      method: "POST",
      path: "session",
      action: "write",
      access: "public",
      handle: async (request, response) => {
        const cookie = sessions.trade(z.object({ token: z.string().max(1024) }).parse(await readJson(request)).token);
        if (cookie) return sendJson(response, 200, {}, { "Set-Cookie": cookie });
        // The link may be reopened by someone who is in already.
        if (sessions.isSignedIn(request.headers.cookie)) return sendJson(response, 200, {});
        sendJson(response, 401, { sentence: "This link was used before or is too old. Run `assay serve` again for a fresh one." });
      },
    },
    {
      method: "POST",
      path: "launch",
      action: "write",
      access: "owner",
      handle: (_request, response) => sendJson(response, 200, { token: sessions.createLaunch() }),
    },
    { method: "GET", path: socketPath, action: "upgrade", access: "session", handle: upgrade },
    {
      method: "GET",
      path: "*",
      action: "read",
      access: "session",
      handle: async (request, response, path) => sendPage(request, response, await readPageFile(pageFolder, path)),
    },
  ];
}

export function findRoute(routes: readonly Route[], method: string, path: string, action: "request" | "upgrade"): Route | undefined {
  const fitting = routes.filter((route) => route.method === method && (route.action === "upgrade") === (action === "upgrade"));
  return fitting.find((route) => route.path === path) ?? fitting.find((route) => route.path === "*");
}
