import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { createCompute } from "#main/compute/create-compute.ts";
import type { DatabaseOptions } from "#main/database/database.ts";
import { createEngine } from "#main/engine/engine.ts";
import type { Clock, EngineParts } from "#main/engine/parts/engine-parts.ts";
import type { NotebookFolder } from "#main/engine/parts/folder.ts";
import { encodeFile } from "#main/exports/encode-file.ts";
import { createExportWriter } from "#main/exports/export-writer.ts";
import { createModelGateway } from "#main/models/gateway.ts";
import { nodeFileSystem } from "#main/storage/file-system.ts";
import { openNotebookFolder } from "#main/storage/folder.ts";
import { createImportStore } from "#main/storage/imports.ts";
import { createNotebookFiles } from "#main/storage/notebook-files.ts";
import { createProviderStore } from "#main/storage/provider-store.ts";
import type { Encryption } from "#main/storage/secrets.ts";
import { settingsFolder } from "#main/storage/settings.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { createDataReaders } from "#main/tables/data-readers.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { createParquet } from "#main/tables/parquet.ts";
import type { HostDescription } from "#shared/contract/contract.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { createBundle } from "./bundle.ts";
import { createExamples } from "./examples.ts";
import { examplesFolder } from "./package-root.ts";
import { createUploads } from "./uploads.ts";
import { assayVersion } from "./version.ts";

export type AssayOptions = {
  readonly folder: string;
  readonly describe: () => { readonly name: HostDescription["name"]; readonly address: string; readonly revealFile: boolean };
  /** Null in hosts without a keychain. */
  readonly keyStore: KeyStore | null;
  /** Left out in hosts with no browser of their own. */
  readonly printPdf?: EngineParts["printPdf"];
  readonly createIdentifier: () => string;
  readonly log: EngineParts["log"];
  /** In place of a DuckDB started for this engine alone. */
  readonly startDatabase?: DatabaseOptions["start"];
};

/** `encryption` is null where the system has no real keychain; `note` says so to the user. */
export type KeyStore = { readonly note: string; readonly encryption: Encryption | null };

export type Assay = { readonly handlers: Handlers; readonly parts: EngineParts; readonly close: () => Promise<void> };

const clock: Clock = { now: Date.now, monotonicMs: () => performance.now() };

const sessionKeys: KeyStore = {
  note: "Keys typed here last until Assay stops. Name an environment variable to keep one.",
  encryption: null,
};

/** Node hashes no more than 2 GB at once. */
const hashedAtOnce = 256 * 1024 * 1024;

function hashBytes(bytes: Uint8Array): string {
  const hash = createHash("sha256");
  for (let start = 0; start < bytes.byteLength; start += hashedAtOnce) hash.update(bytes.subarray(start, start + hashedAtOnce));
  return hash.digest("hex");
}

/** The engine with real parts: the one place that knows them all. Worker threads and DuckDB start when first needed. */
export async function openAssay(options: AssayOptions): Promise<Assay> {
  // Every call in flight listens to its run's signal; Node's default of ten is a guess at leaks.
  setMaxListeners(0);
  const environment = process.env;
  const settings = settingsFolder(environment);
  const keyStore = options.keyStore ?? sessionKeys;
  const version = assayVersion();
  const parquet = createParquet();
  const readers = createDataReaders();
  const store = createProviderStore({
    fs: nodeFileSystem,
    folder: settings,
    encryption: keyStore.encryption,
    environment,
    dotEnvFolder: process.cwd(),
  });
  const models = createModelGateway({ store });
  const openFolder = (folder: string): NotebookFolder => openNotebookFolder(folder, { fs: nodeFileSystem, clock, ...parquet });
  const parts: EngineParts = {
    version,
    clock,
    createIdentifier: options.createIdentifier,
    notebooks: createNotebookFiles(nodeFileSystem, join(settings, "recovery")),
    ...createExamples(examplesFolder()),
    openFolder: async (folder) => openFolder(folder),
    openDatabase: async () => {
      const { createDatabase } = await import("#main/database/database.ts");
      return createDatabase({ normalise: normaliseStream, start: options.startDatabase });
    },
    arrow: arrowCodec,
    hashBytes,
    readers,
    imports: createImportStore(nodeFileSystem, Date.now),
    models,
    exports: createExportWriter(parquet.encodeParquet, arrowCodec),
    uploads: createUploads(store, nodeFileSystem, settings),
    report: async (input) => {
      const [{ renderReport }, { renderDrawing }] = await Promise.all([
        import("#main/exports/report.tsx"),
        import("#renderer/charts/static.tsx"),
      ]);
      return renderReport(input, renderDrawing);
    },
    printPdf: options.printPdf ?? null,
    notebookExports: {
      markdown: async (input) => {
        const [{ notebookMarkdown }, { twinOf }] = await Promise.all([
          import("#main/exports/notebook-markdown.ts"),
          import("#renderer/charts/chart-twin.ts"),
        ]);
        return notebookMarkdown(input, twinOf);
      },
      ipynb: async (input) => {
        const [{ notebookIpynb }, { renderDrawing: render }, { twinOf }] = await Promise.all([
          import("#main/exports/notebook-ipynb.ts"),
          import("#renderer/charts/static.tsx"),
          import("#renderer/charts/chart-twin.ts"),
        ]);
        return notebookIpynb(input, { render, twinOf });
      },
      bundle: createBundle(openFolder),
    },
    encodeTable: (ipc, format) => encodeFile(ipc, format, { encodeParquet: parquet.encodeParquet, batches: arrowCodec.batches }),
    compute: createCompute(),
    log: options.log,
  };
  const engine = createEngine(parts, {
    folder: options.folder,
    describeHost: () => {
      const { name, address, revealFile } = options.describe();
      const abilities = {
        revealFile,
        storeKeys: keyStore.encryption !== null,
        keyStoreNote: keyStore.note,
        printPdf: parts.printPdf !== null,
      };
      return { name, version, folder: options.folder, address, abilities };
    },
  });
  return {
    handlers: engine.handlers,
    parts,
    close: async () => {
      await engine.close();
      await Promise.all([parquet.close(), readers.close(), models.close()]);
    },
  };
}
