import { readPageFile } from "../page-files.ts";
import { pageHeaders } from "../page-policy.ts";
import { isOwnPage, pageOrigin } from "./origin.ts";

/** Answers the page's own addresses with its files and its policy. */
export async function answerPageRequest(request: { readonly url: string; readonly method: string }, folder: string): Promise<Response> {
  if (request.method !== "GET" || !isOwnPage(request.url)) return new Response(null, { status: 403 });
  const path = pathOf(request.url);
  const file = path === null ? null : await readPageFile(folder, path);
  if (!file) return new Response("There is no such page.", { status: 404, headers: { ...pageHeaders, "Content-Type": "text/plain" } });
  return new Response(new Uint8Array(file.bytes), { headers: { ...pageHeaders, "Content-Type": file.contentType } });
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.slice(pageOrigin.length + 1).replace(/[?#].*$/s, ""));
  } catch {
    return null; // A malformed escape is no address of ours.
  }
}
