import { createHash, randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Connection, connectContract } from "#shared/contract/connect.ts";
import { socketPath } from "#shared/contract/page.ts";
import { openSocketWire } from "#shared/contract/wire.ts";
import { lendInstance } from "../testing/lent-database.ts";
import { type Assay, openAssay } from "../wire.ts";
import { type BrowserHost, startBrowserHost } from "./server.ts";

const [pieceBytes, pieces] = [4 * 1024 * 1024, 10];
let base = "";
let work = "";
let assay: Assay;
let host: BrowserHost;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "assay-upload-"));
  work = join(base, "work");
  await mkdir(work);
  await writeFile(join(work, "n.assay.md"), "---\nassay: 1\n---\n");
  const line = `${JSON.stringify({ prompt: "Weigh the sample against its counterpart.".repeat(20) })}\n`;
  await writeFile(join(base, "rows.jsonl"), line.repeat(Math.ceil((pieceBytes * pieces) / line.length)));
  assay = await openAssay({
    folder: work,
    describe: () => ({ name: "browser", address: "test", revealFile: false }),
    keyStore: null,
    createIdentifier: randomUUID,
    log: () => undefined,
    startDatabase: lendInstance,
  });
  host = await startBrowserHost({
    handlers: assay.handlers,
    pageFolder: base,
    address: "127.0.0.1",
    port: 0,
    basePath: "/",
    publicOrigin: null,
    fixedToken: null,
    now: Date.now,
    createIdentifier: randomUUID,
    reportBug: ({ error }) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await host.close();
  await assay.close();
  await rm(base, { recursive: true });
});

async function connect(): Promise<Connection> {
  const { origin } = new URL(host.url);
  const token = new URLSearchParams(new URL(host.createLink(null)).hash.slice(1)).get("token");
  const headers = { "content-type": "application/json", origin };
  const reply = await fetch(new URL("session", host.url), { method: "POST", headers, body: JSON.stringify({ token }) });
  const cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
  const address = new URL(socketPath, host.url.replace("http", "ws"));
  return connectContract(() => openSocketWire(new WebSocket(address, { headers: { cookie, origin } })));
}

test("a file handed over in pieces is there whole or not at all, also when the page goes away half-way", async () => {
  const file = await openAsBlob(join(base, "rows.jsonl"));
  const files = [{ path: "rows.jsonl", size: file.size }];
  const send = async ({ client }: Connection, upTo: number) => {
    const { notebook } = await client.notebook.open({ path: "n.assay.md" });
    const { staging } = await client.imports.begin({ notebook, files });
    for (let offset = 0; offset < upTo; offset += pieceBytes)
      await client.imports.append({ notebook, staging, path: "rows.jsonl", offset, bytes: file.slice(offset, offset + pieceBytes) });
    return { notebook, staging, name: "rows.jsonl", as: "file" as const };
  };

  const first = await connect();
  const half = await send(first, file.size / 2);
  await expect(first.client.imports.keep(half)).rejects.toMatchObject({ code: "not-found", hint: "Begin the import again." });
  first.close();
  expect((await readdir(work)).filter((name) => !name.startsWith("."))).toEqual(["n.assay.md"]);

  const second = await connect();
  const whole = await send(second, file.size);
  await second.client.imports.keep(whole);
  second.close();
  const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  expect(hash(await readFile(join(work, "rows.jsonl")))).toBe(hash(new Uint8Array(await file.arrayBuffer())));
  expect(await readdir(join(work, ".assay", "imports"))).toEqual([half.staging]);
});
