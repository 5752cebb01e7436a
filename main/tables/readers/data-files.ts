import { readdir, realpath, stat } from "node:fs/promises";
import { basename, extname, isAbsolute, relative, resolve, sep } from "node:path";
import { AssayError } from "#shared/assay-error.ts";

/** A file a dataset means: where it lies, and its name as people see it, relative to the notebook's folder. */
export type DataFile = { readonly path: string; readonly name: string; readonly size: number; readonly modifiedMs: number };

const maximumFiles = 10_000;

/** Files of a path or glob (`*`, `?`, `**`), in name order. Throws not-found, and outside-folder unless that is allowed. */
export async function findDataFiles(folder: string, path: string, allowOutside: boolean): Promise<readonly DataFile[]> {
  const pattern = resolve(folder, path);
  if (!allowOutside) refuseOutside(folder, pattern, path);
  const found = hasWildcard(path) ? await expand(pattern) : [pattern];
  const files = await Promise.all(found.map((file) => describe(folder, file, allowOutside)));
  const regular = files.filter((file) => file !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (regular.length > 0) return regular;
  throw new AssayError("not-found", `${path} ${hasWildcard(path) ? "matches no file" : "does not exist"} in ${basename(folder)}.`, {
    hint: "Check the path; it is relative to the notebook's folder.",
    place: { key: "path" },
  });
}

async function describe(folder: string, path: string, allowOutside: boolean): Promise<DataFile | null> {
  let real: string;
  try {
    real = await realpath(path);
  } catch {
    return null;
  }
  const name = relative(folder, path).split(sep).join("/");
  if (!allowOutside) refuseOutside(await realpath(folder), real, name);
  const { size, mtimeMs, isFile } = await stat(real).then((found) => ({
    size: found.size,
    mtimeMs: found.mtimeMs,
    isFile: found.isFile(),
  }));
  return isFile ? { path: real, name, size, modifiedMs: mtimeMs } : null;
}

function refuseOutside(folder: string, path: string, name: string): void {
  const way = relative(folder, path);
  if (!isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`)) return;
  throw new AssayError("outside-folder", `${name} lies outside the notebook's folder.`, {
    hint: "Copy it into the folder, or allow this notebook to read outside it.",
    place: { key: "path" },
  });
}

function hasWildcard(path: string): boolean {
  return /[*?]/.test(path);
}

async function expand(pattern: string): Promise<readonly string[]> {
  const [root, ...steps] = pattern.split(sep);
  let found = [root === "" ? sep : `${root}${sep}`];
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const next = await Promise.all(found.map((folder) => follow(folder, step, isLast)));
    found = [...new Set(next.flat())];
    if (found.length > maximumFiles) {
      throw new AssayError("data-unreadable", `${pattern} matches more than ${maximumFiles} files.`, { hint: "Name a smaller folder." });
    }
  }
  return found;
}

async function follow(folder: string, step: string, isLast: boolean): Promise<readonly string[]> {
  if (step === "**") return isLast ? await below(folder, true) : [folder, ...(await below(folder, false))];
  if (!hasWildcard(step)) return [resolve(folder, step)];
  const matcher = new RegExp(
    `^${step
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  );
  const entries = await list(folder);
  return entries
    .filter(({ name }) => matcher.test(name) && (!name.startsWith(".") || step.startsWith(".")))
    .map(({ name }) => resolve(folder, name));
}

/** All folders below one, or all files; hidden ones are left out and links to folders not followed. */
async function below(folder: string, wantFiles: boolean): Promise<readonly string[]> {
  const entries = (await list(folder)).filter(({ name }) => !name.startsWith("."));
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => resolve(folder, name));
  const deeper = (await Promise.all(inner.map((path) => below(path, wantFiles)))).flat();
  return wantFiles
    ? [...entries.filter((entry) => !entry.isDirectory()).map(({ name }) => resolve(folder, name)), ...deeper]
    : [...inner, ...deeper];
}

async function list(folder: string) {
  return await readdir(folder, { withFileTypes: true }).catch(() => []);
}

export type DataFormat = "jsonl" | "json" | "csv" | "tsv" | "parquet";

const formats: { readonly [extension: string]: DataFormat } = {
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".json": "json",
  ".csv": "csv",
  ".tsv": "tsv",
  ".tab": "tsv",
  ".parquet": "parquet",
  ".pq": "parquet",
};

/** By the file's ending. Throws unsupported. */
export function formatOf(name: string): DataFormat {
  const format = formats[extname(name).toLowerCase()];
  if (format !== undefined) return format;
  throw new AssayError("unsupported", `${name} has no ending that says how to read it.`, {
    hint: "Datasets are .jsonl, .json, .csv, .tsv or .parquet files.",
    place: { key: "path" },
  });
}
