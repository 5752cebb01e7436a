import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { PageFile } from "../page-files.ts";
import { pageHeaders } from "../page-policy.ts";

const maxBodyBytes = 64 * 1024;

export function sendText(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: { readonly [name: string]: string } = {},
): void {
  response.writeHead(status, { ...pageHeaders, "Content-Type": contentType, "Cache-Control": "no-store", ...headers }).end(text);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: { readonly [name: string]: string } = {},
): void {
  sendText(response, status, "application/json; charset=utf-8", JSON.stringify(value), headers);
}

export function sendPage(request: IncomingMessage, response: ServerResponse, file: PageFile | null): void {
  if (!file) {
    sendText(response, 404, "text/plain; charset=utf-8", "There is no such page.\n");
    return;
  }
  const headers = {
    ...pageHeaders,
    "Content-Type": file.contentType,
    "Cache-Control": file.immutable ? "private, max-age=31536000, immutable" : "no-cache",
    ETag: file.etag,
  };
  if (request.headers["if-none-match"] === file.etag) response.writeHead(304, headers).end();
  else response.writeHead(200, { ...headers, "Content-Length": file.bytes.length }).end(file.bytes);
}

/** A small JSON body. Throws BadRequest. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > maxBodyBytes) throw new BadRequest("The request is too large.");
    chunks.push(buffer);
  }
  try {
    return z.json().parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch (cause) {
    throw new BadRequest("The request is not JSON.", { cause });
  }
}

export class BadRequest extends Error {}
