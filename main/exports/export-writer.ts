import { createHash, randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ArrowCodec } from "#main/engine/parts/data.ts";
import type { ExportFile, ExportJob, ExportWriter } from "#main/engine/parts/exports.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { EncodeParquet } from "./encode-file.ts";
import { type FileCalls, nodeFileCalls } from "./file-calls.ts";
import { slices } from "./slices.ts";
import { csvChunks, jsonlChunks } from "./table-text.ts";
import { checkReplaceable, joinInside, manifestName, resolveTarget } from "./target-folder.ts";

/**
 * Writes dataset folders whole or not at all: into a folder beside the target, synced, then renamed into its place. A folder that an
 * earlier export wrote is replaced; any other is refused. Throws outside-folder, forbidden, disk-full, read-only, data-unreadable, stopped.
 */
export function createExportWriter(
  encodeParquet: EncodeParquet,
  { schema, batches }: Pick<ArrowCodec, "schema" | "batches">,
  files: FileCalls = nodeFileCalls,
): ExportWriter {
  return {
    dataset: async (folder, job, signal) => {
      try {
        return await writeDataset(folder, job, signal);
      } catch (error) {
        throw actionable(error, job.path);
      }
    },
    measure: async (folder, job, signal) => {
      try {
        await checkReplaceable(files, await resolveTarget(files, folder, job.path), job);
        return await writeFiles("", job, () => Promise.resolve(nowhere), signal);
      } catch (error) {
        throw actionable(error, job.path);
      }
    },
    read: async (folder, job, file) => files.read(joinInside(await resolveTarget(files, folder, job.path), file)),
  };

  async function writeDataset(folder: string, job: ExportJob, signal: AbortSignal): Promise<readonly ExportFile[]> {
    const target = await resolveTarget(files, folder, job.path);
    await checkReplaceable(files, target, job);
    const parent = dirname(target);
    await files.makeFolder(parent);
    const mark = randomBytes(6).toString("hex");
    const temporary = join(parent, `.${basename(target)}.${mark}.tmp`);
    try {
      await files.makeFolder(temporary);
      const written = await writeFiles(temporary, job, createFile, signal);
      const manifest = `${JSON.stringify({ assay: 1, files: written }, null, 2)}\n`;
      await writeFile(temporary, manifestName, [manifest], createFile, signal);
      for (const path of new Set(written.map((file) => dirname(join(temporary, file.path))))) await files.syncFolder(path);
      await files.syncFolder(temporary);
      // Looked at again: writing may have taken minutes.
      const place = await checkReplaceable(files, target, job);
      await putInPlace(temporary, target, place === "replace" ? join(parent, `.${basename(target)}.${mark}.old`) : null);
      await files.syncFolder(parent);
      return written;
    } catch (error) {
      await files.remove(temporary).catch(() => undefined); // The first failure is the one to tell.
      throw error;
    }
  }

  async function createFile(path: string): Promise<Sink> {
    await files.makeFolder(dirname(path));
    return files.create(path);
  }

  async function writeFiles(folder: string, job: ExportJob, create: CreateSink, signal: AbortSignal): Promise<readonly ExportFile[]> {
    const written: ExportFile[] = [];
    for (const { path, format, ipc } of job.tables)
      written.push({ path, rows: schema(ipc).rows, ...(await writeFile(folder, path, tableChunks(format, ipc), create, signal)) });
    for (const { path, text } of job.texts) written.push({ path, rows: 0, ...(await writeFile(folder, path, [text], create, signal)) });
    return written;
  }

  async function* tableChunks(format: "jsonl" | "parquet" | "csv", ipc: Uint8Array): AsyncGenerator<string | Uint8Array> {
    if (format === "parquet") yield* slices(await encodeParquet(ipc));
    else if (format === "jsonl") yield* jsonlChunks(batches, ipc);
    else yield* csvChunks(batches, ipc, "exact");
  }

  async function writeFile(
    folder: string,
    path: string,
    chunks: Iterable<string> | AsyncIterable<string | Uint8Array>,
    create: CreateSink,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const file = await create(joinInside(folder, path));
    const hash = createHash("sha256");
    let size = 0;
    try {
      for await (const chunk of chunks) {
        if (signal.aborted) throw new AssayError("stopped", "The export was stopped; nothing was written.");
        const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
        hash.update(bytes);
        size += bytes.length;
        await file.write(bytes);
      }
    } finally {
      await file.close();
    }
    return { bytes: size, sha256: hash.digest("hex") };
  }

  /** Renames the new folder into place; `aside` is where the old one waits, to be put back if that fails. */
  async function putInPlace(temporary: string, target: string, aside: string | null): Promise<void> {
    if (aside === null) return files.rename(temporary, target);
    await files.rename(target, aside);
    try {
      await files.rename(temporary, target);
    } catch (error) {
      await files.rename(aside, target);
      throw error;
    }
    // The new export stands; a left-over hidden folder is no reason to call it failed.
    await files.remove(aside).catch(() => undefined);
  }
}

type Sink = Awaited<ReturnType<FileCalls["create"]>>;
type CreateSink = (path: string) => Promise<Sink>;

/** Takes everything and keeps nothing: what is measured is never written. As with a file, others get the thread at each write. */
const nowhere: Sink = { write: () => setImmediate(), close: () => Promise.resolve() };

/** A failed file call as something a person can act on; everything else passes unchanged. */
function actionable(error: unknown, path: string): unknown {
  if (error instanceof AssayError || !(error instanceof Error) || !("code" in error)) return error;
  const options = (hint: string) => ({ hint, place: { key: "path" }, cause: error });
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EIO":
      return new AssayError(
        "disk-full",
        `The disk is full or failing: ${path} was not written.`,
        options("Free some space, then export again."),
      );
    case "ENOTEMPTY":
    case "EEXIST":
    case "ENOENT":
      return new AssayError(
        "forbidden",
        `${path} changed while it was being written; this export was not.`,
        options("Another export or program wrote there at the same time: export again, or choose another `path`."),
      );
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return new AssayError("read-only", `No permission to write ${path}.`, options("Change the permissions, or choose another `path`."));
    default:
      return error;
  }
}
