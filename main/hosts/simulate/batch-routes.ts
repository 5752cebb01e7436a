import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimulatedBatches } from "./batches.ts";
import { errorBody, send } from "./respond.ts";

const mostFileBytes = 512 * 1024 * 1024;

/** Answers what concerns files and batches; false for all other requests. */
export function answerBatchRequest(batches: SimulatedBatches, request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, version, kind, id = null, deed = null] = url.pathname.split("/");
  if (version !== "v1" || (kind !== "files" && kind !== "batches")) return false;
  answer(batches, request, { method: request.method ?? "GET", url, kind, id, deed }).then(
    (answered) => {
      if (answered === "cut") response.socket?.resetAndDestroy();
      else if (answered !== null && "text" in answered) sendFile(response, answered);
      else if (answered === null) send(response, 404, errorBody(`There is no ${url.pathname}.`, "not_found"));
      else send(response, 200, JSON.stringify(answered));
    },
    (error: unknown) => send(response, 400, errorBody(error instanceof Error ? error.message : String(error), "invalid_request_error")),
  );
  return true;
}

type Route = {
  readonly method: string;
  readonly url: URL;
  readonly kind: "files" | "batches";
  readonly id: string | null;
  readonly deed: string | null;
};

/** A file as it is sent. */
type FileSent = { readonly text: string; readonly isCut: boolean };

function sendFile(response: ServerResponse, { text, isCut }: FileSent): void {
  response.writeHead(200, { "content-type": "application/jsonl", "content-length": Buffer.byteLength(text) });
  if (isCut) response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
  else response.end(text);
}

/** `cut`: the connection is to be cut. Null: there is no such thing. */
async function answer(batches: SimulatedBatches, request: IncomingMessage, route: Route): Promise<object | FileSent | "cut" | null> {
  const { method, kind, id, deed, url } = route;
  const body = await bodyOf(request);
  if (kind === "files") {
    if (method === "POST" && id === null) return addFile(batches, request, body);
    return method === "GET" && id !== null && deed === "content" ? batches.file(id) : null;
  }
  if (method === "POST" && id === null) {
    const { batch, isLost } = batches.create(JSON.parse(body.toString("utf8")));
    return isLost ? "cut" : batch;
  }
  if (method === "POST" && id !== null && deed === "cancel") return batches.cancel(id);
  if (method !== "GET" || deed !== null) return null;
  return id === null ? batches.list(Number(url.searchParams.get("limit") ?? 20), url.searchParams.get("after")) : batches.get(id);
}

async function addFile(batches: SimulatedBatches, request: IncomingMessage, body: Buffer): Promise<object> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": request.headers["content-type"] ?? "" } }).formData();
  const file = form.get("file");
  const purpose = form.get("purpose");
  if ((purpose !== "batch" && purpose !== "fine-tune") || !(file instanceof File))
    throw new Error("A file needs `file` and the purpose `batch` or `fine-tune`.");
  return batches.addFile(file.name, await file.text(), purpose);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostFileBytes) throw new Error("The file is larger than 512 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
