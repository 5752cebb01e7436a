import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { contentTypeOf } from "./page-policy.ts";

export type PageFile = { readonly bytes: Buffer; readonly contentType: string; readonly etag: string; readonly immutable: boolean };

/** Names the bundler made from the content: `name-HASH.ext` below `assets/`. */
const hashed = /^assets\/.*-[\w-]{8,}\.\w+$/;

/** A file of the built page by its path in an address, or null. Nothing outside the folder, hidden, or of unknown type is served. */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const name = path === "" ? "index.html" : path;
  const contentType = contentTypeOf(name);
  const file = resolve(folder, join(".", name));
  if (!contentType || !file.startsWith(resolve(folder) + sep) || /(^|[\\/])\.|[\\\0]/.test(name)) return null;
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return null;
  return { bytes, contentType, etag: `"${createHash("sha256").update(bytes).digest("base64url")}"`, immutable: hashed.test(name) };
}
