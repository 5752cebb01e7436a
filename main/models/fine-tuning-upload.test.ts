import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { providerSettings } from "#shared/contract/models.ts";
import { createFineTuningUpload } from "./fine-tuning-upload.ts";
import { createMemoryStore } from "./memory-store.ts";

const signal = new AbortController().signal;
const key = "sk-testkey1234567890";
const rows = new TextEncoder().encode('{"messages":[]}\n'.repeat(12));

type Seen = { readonly authorization: string | undefined; readonly purpose: unknown; readonly name: string; readonly text: string };

/** A provider's /files: takes one form, or refuses. */
async function startProvider(status = 200) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const form = await new Response(new Uint8Array(Buffer.concat(chunks)), {
        headers: { "content-type": request.headers["content-type"] ?? "" },
      }).formData();
      const file = form.get("file") as File;
      seen.push({ authorization: request.headers.authorization, purpose: form.get("purpose"), name: file.name, text: await file.text() });
      response.writeHead(status, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          status === 200
            ? { id: "file-1", object: "file", bytes: file.size, purpose: "fine-tune" }
            : { error: { message: `no: ${request.headers.authorization}` } },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, seen, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

let server: Awaited<ReturnType<typeof startProvider>> | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function uploadsTo(origin: string) {
  const store = createMemoryStore();
  const provider = providerSettings.parse({ id: "lab", baseUrl: `${origin}/v1` });
  await store.writeProviders([provider]);
  await store.writeKey(provider, key);
  return createFineTuningUpload(store);
}

describe("createFineTuningUpload", () => {
  it("sends the file whole to the provider's own origin, for fine-tuning, and brings its id", async () => {
    server = await startProvider();
    const uploads = await uploadsTo(server.origin);
    expect(await uploads.fineTuningOrigin("lab")).toBe(server.origin);
    expect(await uploads.fineTuning("lab", { path: "data/train.jsonl", bytes: rows }, signal)).toEqual({
      path: "data/train.jsonl",
      bytes: rows.length,
      id: "file-1",
      url: null,
    });
    expect(server.seen).toEqual([
      { authorization: `Bearer ${key}`, purpose: "fine-tune", name: "train.jsonl", text: new TextDecoder().decode(rows) },
    ]);
  });

  it.each([
    [401, "model-unauthorised", "valid key"],
    [403, "model-unauthorised", "may write files"],
    [404, "model-refused", "/files"],
    [413, "model-refused", "fewer rows"],
    [429, "quota", "Wait"],
    [500, "model-refused", "Mend"],
  ])("says what to do about %i, without the key", async (status, code, hint) => {
    server = await startProvider(status);
    const error = await (await uploadsTo(server.origin))
      .fineTuning("lab", { path: "data/train.jsonl", bytes: rows }, signal)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(String(error)).not.toContain(key);
    expect(server.seen).toHaveLength(1);
  });

  it("knows before anything leaves: an unknown provider, the built-in one, too few rows, nobody there", async () => {
    server = await startProvider();
    const uploads = await uploadsTo(server.origin);
    await expect(uploads.fineTuningOrigin("lap")).rejects.toMatchObject({ code: "model-unknown", hint: "Did you mean `lab`?" });
    await expect(uploads.fineTuningOrigin("sim")).rejects.toMatchObject({
      code: "model-unknown",
      message: expect.stringContaining("trains no models"),
    });
    await expect(uploads.fineTuning("lab", { path: "data/train.jsonl", bytes: rows.slice(0, 40) }, signal)).rejects.toMatchObject({
      code: "model-refused",
      message: expect.stringContaining("at least 10"),
    });
    expect(server.seen).toEqual([]);
    await expect(
      (await uploadsTo("http://127.0.0.1:9")).fineTuning("lab", { path: "data/train.jsonl", bytes: rows }, signal),
    ).rejects.toMatchObject({ code: "network" });
  });
});
