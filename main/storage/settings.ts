import { join } from "node:path";
import envPaths from "env-paths";
import { z } from "zod";
import { AssayError } from "#shared/assay-error.ts";
import { readYamlBody } from "#shared/cells/read-yaml.ts";
import { providerSettings } from "#shared/contract/models.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { replaceFile } from "./replace-file.ts";

/** The user's settings. Keys this version doesn't know are kept. */
export const settings = z.looseObject({ version: z.literal(1).default(1), providers: z.array(providerSettings).default([]) });
export type Settings = z.infer<typeof settings>;

/** The user's own folder: `ASSAY_HOME` where it is set, else where the system keeps such things. */
export function settingsFolder(environment: { readonly [name: string]: string | undefined }): string {
  return environment.ASSAY_HOME || envPaths("assay", { suffix: "" }).config;
}

/** Throws data-unreadable with the line; the file is never touched. */
export async function readSettings(fs: FileSystem, folder: string): Promise<Settings> {
  const path = join(folder, "settings.json");
  const text = await doing("read", path, async () => ((await fs.status(path)) === null ? "{}" : (await fs.read(path)).toString("utf8")));
  // JSON is YAML, and this reader knows lines.
  const reading = readYamlBody(text, settings);
  if (reading.ok) return reading.body;
  const [problem] = reading.problems;
  const what = problem?.sentence.replace(/^The YAML cannot be read: /, "") ?? "";
  const line = problem?.place.line;
  throw new AssayError("data-unreadable", `The settings can't be read${line ? `, line ${line}` : ""}: ${what}`, {
    hint: `Mend ${path}, or move it away to start afresh. It was left as it is.`,
    place: { file: path, ...(line ? { line } : {}), ...(problem?.place.column ? { column: problem.place.column } : {}) },
  });
}

export async function writeSettings(fs: FileSystem, folder: string, changed: Settings): Promise<void> {
  const path = join(folder, "settings.json");
  await doing("save", path, async () => {
    await fs.makeFolder(folder);
    await replaceFile(fs, path, Buffer.from(`${JSON.stringify(changed, null, 2)}\n`), 0o600);
  });
}
