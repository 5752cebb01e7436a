import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { HubRepository } from "#main/engine/parts/uploads.ts";
import { createHubPush } from "./hub-push.ts";

const token = "hf_testtoken1234567890";
const signal = new AbortController().signal;
const repository: HubRepository = { repo: "ann/pairs", isPrivate: true, mayUpdate: false, title: "Pairs" };
const files = [
  { path: "README.md", bytes: new TextEncoder().encode("---\nlicense: mit\n---\n") },
  { path: "data/train.jsonl", bytes: new TextEncoder().encode('{"a":1}\n') },
  { path: "data/train.parquet", bytes: new Uint8Array([80, 65, 82, 49, 0, 255]) },
];

type Repo = { visibility: string; readonly files: Map<string, string> };

/** A hub as small as the pushes need: repositories with files, LFS for Parquet, and refusals on demand. */
async function startHub(refusal: { readonly on?: RegExp; readonly status?: number; readonly location?: string } = {}) {
  const repos = new Map<string, Repo>();
  const large = new Map<string, Buffer>();
  const seen: { readonly path: string; readonly authorization: string | null }[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", origin).pathname;
    seen.push({ path, authorization: request.headers.authorization ?? null });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (refusal.on?.test(path)) {
      if (refusal.location !== undefined) response.setHeader("location", refusal.location);
      return send(response, refusal.status ?? 500, { error: `refused ${request.headers.authorization}` });
    }
    if (path === "/api/repos/create") {
      const { name, organization, visibility } = JSON.parse(body.toString());
      const id = `${organization}/${name}`;
      if (repos.has(id)) return send(response, 409, { error: "You already created this dataset repo" });
      repos.set(id, { visibility, files: new Map() });
      return send(response, 200, { url: `${origin}/datasets/${id}`, id });
    }
    const repo = repos.get("ann/pairs");
    if (repo === undefined) return send(response, 404, { error: "Repository not found" });
    if (path.startsWith("/api/datasets/ann/pairs/preupload/")) {
      const wanted = JSON.parse(body.toString()).files as { readonly path: string }[];
      return send(response, 200, {
        files: wanted.map((file) => ({ path: file.path, uploadMode: file.path.endsWith(".parquet") ? "lfs" : "regular" })),
      });
    }
    if (path === "/datasets/ann/pairs.git/info/lfs/objects/batch") {
      const { objects } = JSON.parse(body.toString()) as { readonly objects: readonly { readonly oid: string; readonly size: number }[] };
      return send(response, 200, {
        transfer: "basic",
        objects: objects.map(({ oid, size }) => ({ oid, size, actions: { upload: { href: `${origin}/large/${oid}` } } })),
      });
    }
    if (path.startsWith("/large/")) {
      large.set(path.slice("/large/".length), body);
      return send(response, 200, {});
    }
    if (path.startsWith("/api/datasets/ann/pairs/commit/")) {
      for (const line of body.toString().split("\n").filter(Boolean)) {
        const { key, value } = JSON.parse(line);
        if (key === "file") repo.files.set(value.path, Buffer.from(value.content, value.encoding).toString());
        if (key === "lfsFile") repo.files.set(value.path, `lfs ${value.oid} ${large.get(value.oid)?.length}`);
        if (key === "deletedFile") repo.files.delete(value.path);
      }
      return send(response, 200, {
        success: true,
        commitOid: "c0ffee",
        commitUrl: `${origin}/datasets/ann/pairs/commit/c0ffee`,
        hookOutput: "",
      });
    }
    if (path.startsWith("/api/datasets/ann/pairs/tree/"))
      return send(
        response,
        200,
        [...repo.files.keys()].map((name) => ({ type: "file", oid: "0", size: 1, path: name })),
      );
    if (path.startsWith("/api/datasets/ann/pairs/revision/"))
      return send(response, 200, { _id: "1", id: "ann/pairs", private: repo.visibility === "private" });
    return send(response, 404, { error: `no ${path}` });
  }

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin, repos, seen, close };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

let hub: Awaited<ReturnType<typeof startHub>> | null = null;
afterEach(async () => {
  await hub?.close();
  hub = null;
});

const pushTo = (origin: string, known: string | null = token) =>
  createHubPush({ origin: async () => origin, readToken: async () => known });

describe("createHubPush", () => {
  it("makes a private repository, commits every file once, and says where each is", async () => {
    hub = await startHub();
    const sent = await pushTo(hub.origin).hub(repository, files, signal);
    const repo = hub.repos.get("ann/pairs");
    expect(repo?.visibility).toBe("private");
    expect([...(repo?.files ?? [])]).toEqual([
      ["README.md", "---\nlicense: mit\n---\n"],
      ["data/train.jsonl", '{"a":1}\n'],
      ["data/train.parquet", expect.stringMatching(/^lfs [0-9a-f]{64} 6$/)],
    ]);
    expect(sent[1]).toEqual({
      path: "data/train.jsonl",
      bytes: 8,
      id: "c0ffee",
      url: `${hub.origin}/datasets/ann/pairs/blob/main/data/train.jsonl`,
    });
    // Storage for large files is asked without the token: it is another's.
    for (const { path, authorization } of hub.seen)
      expect([path, authorization]).toEqual([path, path.startsWith("/large/") ? null : `Bearer ${token}`]);
  });

  it("commits to a repository that exists only when told to, and takes away data files that are no more", async () => {
    hub = await startHub();
    const push = pushTo(hub.origin);
    await push.hub(repository, [...files, { path: "data/test.jsonl", bytes: new Uint8Array([10]) }], signal);
    await expect(push.hub(repository, files, signal)).rejects.toMatchObject({
      code: "name-taken",
      hint: expect.stringContaining("update: true"),
    });
    await push.hub({ ...repository, mayUpdate: true }, files, signal);
    expect([...(hub.repos.get("ann/pairs")?.files.keys() ?? [])]).toEqual(["README.md", "data/train.jsonl", "data/train.parquet"]);
  });

  it("never sends rows meant to be private to a repository everyone reads", async () => {
    hub = await startHub();
    hub.repos.set("ann/pairs", { visibility: "public", files: new Map() });
    await expect(pushTo(hub.origin).hub({ ...repository, mayUpdate: true }, files, signal)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("is public"),
    });
    expect(hub.repos.get("ann/pairs")?.files.size).toBe(0);
  });

  it.each([
    [401, "model-unauthorised", "write access"],
    [403, "forbidden", "a name of your own"],
    [404, "forbidden", "before the slash"],
    [500, "unsupported", "Try again later"],
  ])("says what to do about %i, without the token", async (status, code, hint) => {
    hub = await startHub({ on: /create/, status });
    const error = await pushTo(hub.origin)
      .hub(repository, files, signal)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(String(error)).not.toContain(token);
  });

  it("follows no redirect, and says when nothing answers or there is no token", async () => {
    hub = await startHub({ on: /create/, status: 307, location: "http://127.0.0.1:9/elsewhere" });
    await expect(pushTo(hub.origin).hub(repository, files, signal)).rejects.toMatchObject({ code: "network" });
    expect(hub.seen).toHaveLength(1);
    await expect(pushTo("http://127.0.0.1:9").hub(repository, files, signal)).rejects.toMatchObject({
      code: "network",
      hint: expect.stringContaining("network"),
    });
    await expect(pushTo(hub.origin, null).hubOrigin()).rejects.toMatchObject({
      code: "model-unauthorised",
      hint: expect.stringContaining("HF_TOKEN"),
    });
  });
});
