import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { pathInDeepLink } from "./origin.ts";

export type Workspace = { readonly folder: string; readonly notebook: string | null };

/** What a start's arguments ask to open: a path or a link. Switches are Chromium's. */
export function pathInArguments(given: readonly string[], workingFolder: string): string | null {
  const last = given.filter((argument) => !argument.startsWith("-")).at(-1);
  if (last === undefined) return null;
  if (/^assay:/i.test(last)) return pathInDeepLink(last);
  return resolve(workingFolder, last);
}

/** The folder to open and the notebook in it, or null when there is nothing at the path. */
export async function workspaceAt(path: string): Promise<Workspace | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  return found.isDirectory() ? { folder: resolve(path), notebook: null } : { folder: dirname(resolve(path)), notebook: basename(path) };
}
