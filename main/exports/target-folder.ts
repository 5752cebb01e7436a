import { createHash } from "node:crypto";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { z } from "zod";
import { AssayError } from "#shared/assay-error.ts";
import type { FileCalls } from "./file-calls.ts";

/** Lists what Assay wrote into a folder, so that it replaces nothing else. Outside the splits, so loaders pass it by. */
export const manifestName = "assay-export.json";

const manifest = z.object({
  assay: z.literal(1),
  files: z.array(z.object({ path: z.string(), rows: z.number(), bytes: z.number(), sha256: z.string() })),
});

const ownFolders = [".assay", "labels"];

/** The folder an export goes to, below the notebook's own also behind links. Throws outside-folder. */
export async function resolveTarget(files: FileCalls, folder: string, path: string): Promise<string> {
  const parts = path.split(/[\\/]+/).filter((part) => part !== "" && part !== ".");
  const first = parts[0] ?? "";
  if (isAbsolute(path) || /^[A-Za-z]:/.test(path) || parts.length === 0 || parts.includes("..") || path.includes("\0")) throw outside(path);
  if (ownFolders.includes(first.toLowerCase())) {
    throw new AssayError("outside-folder", `${first} belongs to Assay; an export cannot be written into it.`, {
      hint: "Choose another `path`.",
    });
  }
  const target = join(folder, ...parts);
  const root = await files.realPath(folder);
  let existing = dirname(target);
  while ((await files.kind(existing)) === "none") existing = dirname(existing);
  const inside = relative(root, await files.realPath(existing));
  if (isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`)) throw outside(path);
  return target;
}

/** A path inside the export. Throws a plain error: the engine makes these. */
export function joinInside(folder: string, path: string): string {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part)))
    throw new Error(`not a path inside an export: ${path}`);
  return join(folder, ...parts);
}

/**
 * Throws forbidden unless the place is free, empty, or holds just what an earlier export wrote, unchanged since. With `overwrite` what
 * was changed may go too; what Assay did not write never does.
 */
export async function checkReplaceable(
  files: FileCalls,
  target: string,
  { path: shown, overwrite }: { readonly path: string; readonly overwrite: boolean },
): Promise<"free" | "replace"> {
  const kind = await files.kind(target);
  if (kind === "none") return "free";
  if (kind === "link") throw refusal(`${shown} is a link.`, "Choose another `path`, or remove the link.");
  if (kind === "file") throw refusal(`${shown} is a file, not a folder.`, "Choose another `path`.");
  const found = await listFiles(files, target, "");
  if (found.length === 0) return "replace";
  const written = found.includes(manifestName) ? await readManifest(files, join(target, manifestName)) : null;
  if (!written) throw refusal(`${shown} exists and was not written by Assay.`, "Choose another `path`, or move that folder away.");
  const known = new Map(written.files.map((file) => [file.path, file]));
  const foreign = found.find((path) => path !== manifestName && !known.has(path));
  if (foreign) throw refusal(`${shown} holds ${foreign}, which Assay did not write.`, "Move it out, or choose another `path`.");
  if (overwrite) return "replace";
  for (const path of found) {
    const file = known.get(path);
    if (!file || (await sha256Of(files.pieces(join(target, path)))) === file.sha256) continue;
    throw refusal(
      `${shown}/${path} was changed since Assay wrote it.`,
      "Write `overwrite: true` to replace it, choose another `path`, or move it out.",
    );
  }
  return "replace";
}

async function sha256Of(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}

async function readManifest(files: FileCalls, path: string): Promise<z.infer<typeof manifest> | null> {
  try {
    return manifest.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
  } catch (error) {
    // Not ours after all: someone else's file of that name.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

async function listFiles(files: FileCalls, folder: string, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await files.list(folder)) {
    if (entry.isFolder) found.push(...(await listFiles(files, join(folder, entry.name), `${prefix}${entry.name}/`)));
    else found.push(prefix + entry.name);
  }
  return found;
}

function outside(path: string): AssayError {
  return new AssayError("outside-folder", `The export's path ${JSON.stringify(path)} is not below the notebook's folder.`, {
    hint: "Write a path such as `exports/sft`.",
    place: { key: "path" },
  });
}

function refusal(sentence: string, hint: string): AssayError {
  return new AssayError("forbidden", sentence, { hint, place: { key: "path" } });
}
