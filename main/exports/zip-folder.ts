import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Zip, ZipDeflate } from "fflate";

/** The same folder gives the same file: times in it would differ on every machine. */
const time = new Date(2000, 0, 1);

/** All files of a folder for which `belongs` holds, as one zip file, names with forward slashes in their order. */
export async function zipFolder(folder: string, belongs: (name: string) => boolean, signal: AbortSignal): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter(belongs)
    .sort();
  const chunks: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(chunk);
  });
  for (const name of names) {
    signal.throwIfAborted();
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = time;
    zip.add(file);
    file.push(new Uint8Array(await readFile(join(folder, name))), true);
  }
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(chunks);
}
