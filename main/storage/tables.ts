import { dirname, join } from "node:path";
import { z } from "zod";
import type { StoredResult, TableStore } from "#main/engine/parts/table-store.ts";
import { AssayError } from "#shared/assay-error.ts";
import { prepareAssayFolder } from "./assay-folder.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { replaceFile } from "./replace-file.ts";

/** Arrow IPC streams to Parquet files and back. */
export type ParquetCodec = {
  readonly encodeParquet: (ipc: Uint8Array) => Promise<Uint8Array>;
  readonly decodeParquet: (bytes: Uint8Array) => Promise<Uint8Array>;
};

const storedVersion = 1;
const safeName = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * `RECIPE.TABLE.parquet` for each table and `RECIPE.json`, the result, in `.assay/tables`. The description is written
 * last and lists its tables: a result is there when its description is, and then all of it is.
 */
export function createTableStore(folder: string, fs: FileSystem, parquet: ParquetCodec): TableStore {
  const resultPath = (recipe: string) => join(folder, `${checked(recipe)}.json`);
  const tablePath = (recipe: string, table: string) => join(folder, `${checked(recipe)}.${checked(table)}.parquet`);

  async function readResult(recipe: string): Promise<StoredResult | null> {
    const path = resultPath(recipe);
    return await doing("read the result", path, async () => {
      if ((await fs.status(path)) === null) return null;
      const stored = parseStored((await fs.read(path)).toString("utf8"));
      if (!stored) return null;
      // A table file someone removed makes the result missing, not broken: it is made again from the journal.
      for (const table of Object.keys(stored.contentHashes)) {
        if ((await fs.status(tablePath(recipe, table))) === null) return null;
      }
      return stored;
    });
  }

  return {
    has: async (recipe) => (await readResult(recipe)) !== null,
    readResult,
    write: async (recipe, result, tables) => {
      const path = resultPath(recipe);
      await doing("save the result", path, async () => {
        await prepareAssayFolder(fs, dirname(folder), "tables");
        for (const { name, ipc } of tables) await replaceFile(fs, tablePath(recipe, name), await parquet.encodeParquet(ipc));
        await replaceFile(fs, path, Buffer.from(JSON.stringify({ version: storedVersion, stored: result })));
      });
    },
    readTable: async (recipe, table) => {
      const path = tablePath(recipe, table);
      const bytes = await doing("read the table", path, () => fs.read(path));
      try {
        return await parquet.decodeParquet(bytes);
      } catch (cause) {
        throw new AssayError("not-found", `The stored table \`${table}\` is damaged.`, {
          hint: "Run the cell again: its answers are in the journal and cost nothing.",
          place: { file: path },
          cause,
        });
      }
    },
  };
}

function checked(name: string): string {
  if (!safeName.test(name)) throw new Error(`not a name for a file: ${JSON.stringify(name)}`);
  return name;
}

const storedEnvelope = z.object({
  version: z.literal(storedVersion),
  stored: z.custom<StoredResult>((value) => storedShape.safeParse(value).success),
});

/** As much of a StoredResult as readers lean on blindly. It is written here and nowhere else. */
const storedShape = z.looseObject({
  result: z.looseObject({
    recipe: z.string(),
    at: z.number(),
    durationMs: z.number(),
    tables: z.array(z.looseObject({ name: z.string() })),
  }),
  contentHashes: z.record(z.string().regex(safeName), z.string()),
  rowErrors: z.array(z.looseObject({ cause: z.string(), count: z.number() })),
  files: z.array(z.looseObject({ path: z.string() })),
  recipeText: z.string(),
});

/** null when the text is no description of this version: the result is then made again. */
function parseStored(text: string): StoredResult | null {
  try {
    return storedEnvelope.parse(JSON.parse(text)).stored;
  } catch {
    return null;
  }
}
