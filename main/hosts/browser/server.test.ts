import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { connectContract } from "#shared/contract/connect.ts";
import { fakeHost } from "#shared/contract/fake-host.ts";
import { openSocketWire } from "#shared/contract/wire.ts";
import { contentSecurityPolicy } from "../page-policy.ts";
import type { Route } from "./routes.ts";
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from "./server.ts";
import { launchLifetimeMs } from "./session.ts";

let folder: string;
let host: BrowserHost;
let cookie: string;
let now = 0;

const start = (changes: Partial<BrowserHostOptions> = {}): Promise<BrowserHost> =>
  startBrowserHost({
    handlers: fakeHost(new Blob(["rows"])).handlers,
    pageFolder: folder,
    address: "127.0.0.1",
    port: 0,
    basePath: "/",
    publicOrigin: null,
    fixedToken: null,
    now: () => now,
    createIdentifier: () => "id",
    reportBug: ({ error }) => {
      throw error;
    },
    ...changes,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-page-"));
  await mkdir(join(folder, "page", "assets"), { recursive: true });
  await writeFile(join(folder, "outside.html"), "outside");
  folder = join(folder, "page");
  await writeFile(join(folder, "index.html"), "<p>workbench");
  await writeFile(join(folder, ".hidden.js"), "hidden");
  await writeFile(join(folder, "assets", "main-a1b2c3d4.js"), "1");
  host = await start();
  cookie = await signIn(host);
});

afterAll(async () => {
  await host.close();
  await rm(join(folder, ".."), { recursive: true });
});

type Reply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

function ask(to: BrowserHost, method: string, path: string, headers: OutgoingHttpHeaders, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: to.port, method, path, headers: { connection: "close", ...headers } });
    asked.on("error", reject);
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: "" });
    });
    asked.on("response", async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    asked.end(body);
  });
}

const json = { "content-type": "application/json" };
const originOf = (to: BrowserHost) => `http://127.0.0.1:${to.port}`;
const tokenOf = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get("token") ?? "";

function trade(to: BrowserHost, token: string): Promise<Reply> {
  return ask(to, "POST", "/session", { ...json, origin: originOf(to) }, JSON.stringify({ token }));
}

async function signIn(to: BrowserHost): Promise<string> {
  const reply = await trade(to, tokenOf(to.createLink(null)));
  return reply.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

/** The request a route exists for, with everything right. */
function rightHeaders(route: Route): OutgoingHttpHeaders {
  return {
    ...(route.action === "read" ? {} : { origin: originOf(host) }),
    ...(route.action === "write" ? json : {}),
    ...(route.access === "session" ? { cookie } : {}),
    ...(route.access === "owner" ? { authorization: `Bearer ${host.ownerSecret}` } : {}),
    ...(route.action === "upgrade"
      ? {
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": Buffer.alloc(16).toString("base64"),
        }
      : {}),
  };
}

type Attack = { readonly title: string; readonly headers: OutgoingHttpHeaders; readonly applies: (route: Route) => boolean };

const always = () => true;
const changes = (route: Route) => route.action !== "read";
const isGuarded = (route: Route) => route.access === "session";
const attacks: readonly Attack[] = [
  { title: "a foreign Host", headers: { host: "attacker.example" }, applies: always },
  { title: "a Host that only starts like ours", headers: { host: "127.0.0.1.attacker.example" }, applies: always },
  { title: "our Host with another port", headers: { host: "127.0.0.1:1" }, applies: always },
  { title: "a foreign Origin", headers: { origin: "http://attacker.example" }, applies: changes },
  { title: "the Origin of another port", headers: { origin: "http://127.0.0.1:1" }, applies: changes },
  { title: "a null Origin", headers: { origin: "null" }, applies: changes },
  { title: "no Origin", headers: { origin: undefined }, applies: changes },
  { title: "cross-site fetch metadata", headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }, applies: always },
  { title: "same-site fetch metadata", headers: { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }, applies: always },
  { title: "no cookie", headers: { cookie: undefined }, applies: isGuarded },
  { title: "a wrong cookie", headers: { cookie: `assay-PORT=${"A".repeat(43)}` }, applies: isGuarded },
  { title: "no owner secret", headers: { authorization: undefined }, applies: (route) => route.access === "owner" },
  { title: "a wrong owner secret", headers: { authorization: "Bearer AAAA" }, applies: (route) => route.access === "owner" },
  { title: "a form's content type", headers: { "content-type": "text/plain" }, applies: (route) => route.action === "write" },
];

const pathOf = (route: Route) => (route.path === "*" ? "/" : `/${route.path}`);

async function send(route: Route, headers: OutgoingHttpHeaders): Promise<number> {
  const body = route.action === "write" ? JSON.stringify({ token: tokenOf(host.createLink(null)) }) : undefined;
  const present = Object.entries({ ...rightHeaders(route), ...headers }).filter(([, value]) => value !== undefined);
  const given = Object.fromEntries(present.map(([name, value]) => [name, String(value).replace("PORT", String(host.port))]));
  return (await ask(host, route.method, pathOf(route), given, body)).status;
}

describe("every route of the table", () => {
  it("is reached by the request it is for", async () => {
    for (const route of host.routes)
      expect([route.path, await send(route, {})]).toEqual([route.path, route.action === "upgrade" ? 101 : 200]);
  });

  for (const attack of attacks) {
    it(`refuses ${attack.title}`, async () => {
      const attacked = host.routes.filter(attack.applies);
      expect(attacked).not.toEqual([]);
      for (const route of attacked) {
        const status = await send(route, attack.headers);
        expect([401, 403, 415], `${route.method} ${route.path} answered ${status}`).toContain(status);
      }
    });
  }

  it("names no origin but the page's own in answers to foreign pages", async () => {
    const reply = await ask(host, "OPTIONS", "/session", { origin: "http://attacker.example" });
    expect(reply.status).toBe(403);
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("launch links", () => {
  it("open the page once, and keep the token where it is not sent", async () => {
    const link = host.createLink("a b.assay.md");
    expect(new URL(link).search).toBe("");
    expect(Buffer.from(tokenOf(link), "base64url")).toHaveLength(32);
    const first = await trade(host, tokenOf(link));
    expect(first.status).toBe(200);
    expect(first.headers["set-cookie"]?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await trade(host, tokenOf(link))).status).toBe(401);
  });

  it("are refused when wrong or empty", async () => {
    for (const token of ["", "A".repeat(43)]) expect((await trade(host, token)).status).toBe(401);
  });

  it("expire", async () => {
    const token = tokenOf(host.createLink(null));
    now += launchLifetimeMs;
    expect((await trade(host, token)).status).toBe(401);
  });

  it("are made for another process that knows the owner's secret", async () => {
    const headers = { ...json, origin: originOf(host), authorization: `Bearer ${host.ownerSecret}` };
    const { token } = JSON.parse((await ask(host, "POST", "/launch", headers, "{}")).text);
    expect((await trade(host, token)).status).toBe(200);
  });

  it("let a token from a file in again and again", async () => {
    const other = await start({ fixedToken: "f".repeat(40) });
    for (const status of [200, 200]) expect((await trade(other, "f".repeat(40))).status).toBe(status);
    await other.close();
  });
});

describe("the page", () => {
  it("comes with its policy and caches only files named after their content", async () => {
    const page = await ask(host, "GET", "/", { cookie });
    expect(page).toMatchObject({ status: 200, text: "<p>workbench" });
    expect(page.headers).toMatchObject({
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
    });
    const asset = await ask(host, "GET", "/assets/main-a1b2c3d4.js", { cookie });
    expect(asset.headers["cache-control"]).toContain("immutable");
    expect((await ask(host, "GET", "/", { cookie, "if-none-match": page.headers.etag })).status).toBe(304);
  });

  it("serves nothing hidden or outside its folder", async () => {
    for (const path of [
      "/../outside.html",
      "/%2e%2e/outside.html",
      "/..%2foutside.html",
      "/assets/..%5c..%5coutside.html",
      "/.hidden.js",
    ]) {
      expect([path, (await ask(host, "GET", path, { cookie })).status]).toEqual([path, 404]);
    }
  });

  it("survives malformed addresses and bodies", async () => {
    expect((await ask(host, "GET", "/%zz", { cookie })).status).toBe(404);
    const headers = { ...json, origin: originOf(host) };
    expect((await ask(host, "POST", "/session", headers, "{nope")).status).toBe(400);
    expect((await ask(host, "POST", "/session", headers, "[]")).status).toBe(400);
    expect((await ask(host, "POST", "/session", headers, JSON.stringify({ token: "x".repeat(100_000) }))).status).toBe(400);
  });
});

describe("the server", () => {
  it("serves the contract on its socket to a signed-in page", async () => {
    const socket = () => new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin: originOf(host) } });
    const connection = connectContract(() => openSocketWire(socket()));
    expect((await connection.client.host.describe()).version).toBe("1.2.3");
    expect(host.connections()).toBe(1);
    connection.close();
  });

  it("fails when the port asked for is taken", async () => {
    await expect(start({ port: host.port })).rejects.toMatchObject({ code: "busy", message: `Port ${host.port} is taken.` });
  });

  it("takes the next free port when none was asked for", async () => {
    const [one, two] = [await start({ port: null }), await start({ port: null })];
    expect(two.port).toBeGreaterThan(one.port);
    await Promise.all([one.close(), two.close()]);
  });

  it("lives below a base path", async () => {
    const other = await start({ basePath: "/lab/" });
    expect(other.createLink(null)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/lab\/enter#token=/);
    expect((await ask(other, "GET", "/lab/enter", {})).status).toBe(200);
    expect((await ask(other, "GET", "/enter", {})).status).toBe(401);
    await other.close();
  });

  it("closes with sockets still open", async () => {
    const other = await start();
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/rpc`, {
      headers: { cookie: await signIn(other), origin: originOf(other) },
    });
    await once(socket, "open");
    const closed = once(socket, "close");
    await other.close();
    await closed;
  });
});
