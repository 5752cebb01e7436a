import { AssayError } from "#shared/assay-error.ts";
import { datasetParts } from "#shared/cells/dataset-folder.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import type { ImportProgress, ImportSource } from "#shared/contract/imports.ts";
import { examineImport } from "./examine-import.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { Session } from "./session.ts";

const maximumPiece = 8 * 1024 * 1024;

/** Data files into a notebook's folder. Reads what it is shown and the notebook's folder, and runs nothing. */
export function createImportHandlers(parts: EngineParts, session: (input: { readonly notebook: string }) => Session): Handlers["imports"] {
  const { imports, readers } = parts;
  const folderOf = (input: { readonly notebook: string }): string => session(input).folder.path;
  const placeOf = (folder: string, source: ImportSource): { readonly folder: string; readonly path: string } =>
    source.type === "staged" ? { folder: imports.folderOf(folder, source.staging), path: "" } : { folder, path: source.path };
  const partOf = (input: { readonly notebook: string; readonly source: ImportSource; readonly path: string }) => {
    const place = placeOf(folderOf(input), input.source);
    const base = place.path === "" || place.path === input.path ? "" : `${place.path}/`;
    return { folder: place.folder, path: `${base}${input.path}` };
  };
  return {
    locate: async (input) => {
      const slices = await Promise.all(input.slices.map(async ({ offset, bytes }) => ({ offset, bytes: await bytesOf(bytes) })));
      return { path: await imports.locate(folderOf(input), { name: input.name, size: input.size, slices }) };
    },
    begin: async (input) => {
      const staging = parts.createIdentifier();
      await imports.begin(folderOf(input), staging, input.files);
      return { staging };
    },
    append: async (input) => {
      const bytes = await bytesOf(input.bytes);
      return { received: await imports.append(folderOf(input), input.staging, input.path, input.offset, bytes) };
    },
    parts: async (input) => {
      const place = placeOf(folderOf(input), input.source);
      const { files, readme } = await imports.list(place.folder, place.path);
      const found = datasetParts(files, readme);
      if (found.length > 0) return found;
      throw new AssayError("unsupported", `${place.path === "" ? "What was dropped" : place.path} holds no data file.`, {
        hint: "Datasets are .jsonl, .json, .csv, .tsv or .parquet files, or folders of them.",
      });
    },
    inspect: async function* (input, { signal }) {
      const { folder, path } = partOf(input);
      yield* whileReading((tell) =>
        readers.inspect(folder, path, {
          signal,
          allowOutside: false,
          onBytes: (bytes, total) => tell({ type: "progress", bytes, total }),
        }),
      );
    },
    examine: (input, { signal }) => examineImport(parts, partOf(input), input.reading, signal),
    keep: async (input) => {
      await imports.keep(folderOf(input), input.staging, input.name, input.as);
      return { path: input.name };
    },
    discard: async (input) => {
      await imports.discard(folderOf(input), input.staging);
      return { discarded: true };
    },
  };
}

type Inspecting = (tell: (progress: ImportProgress) => void) => Promise<Extract<ImportProgress, { type: "found" }>["inspection"]>;

/** How far reading is, the newest word only, and then what was found. */
async function* whileReading(work: Inspecting): AsyncGenerator<ImportProgress, void, void> {
  let newest: ImportProgress | null = null;
  let wake: () => void = () => undefined;
  const working = work((progress) => {
    newest = progress;
    wake();
  });
  const done = working.then(
    () => wake(),
    () => wake(),
  );
  let isDone = false;
  void done.then(() => {
    isDone = true;
    wake();
  });
  while (!isDone) {
    if (newest === null)
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isDone) resolve();
      });
    if (newest !== null && !isDone) yield newest;
    newest = null;
  }
  yield { type: "found", inspection: await working };
}

async function bytesOf(piece: Blob): Promise<Uint8Array> {
  if (piece.size > maximumPiece)
    throw new AssayError("unsupported", `A piece of ${piece.size} bytes is more than 8 MB.`, { hint: "Send it in smaller pieces." });
  return new Uint8Array(await piece.arrayBuffer());
}
