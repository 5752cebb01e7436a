import type { Database } from "./parts/data.ts";
import type { TableStore } from "./parts/table-store.ts";

export type ResidentTable = {
  readonly table: string;
  readonly recipe: string;
  /** The name the table was kept under. */
  readonly keptName: string;
  readonly contentHash: string;
};

/** Which results stand in the notebook's database, so that a table is loaded when first asked for and not before. */
export type ResidentTables = {
  /** The database, with each of the tables loaded from the result named. */
  readonly withTables: (tables: readonly ResidentTable[]) => Promise<Database>;
  /** Puts a table that was just kept there too, if the database is open already; else it is loaded when asked for. */
  readonly put: (table: string, contentHash: string, ipc: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
};

export function createResidentTables(open: () => Promise<Database>, store: TableStore): ResidentTables {
  let opening: Promise<Database> | null = null;
  const loaded = new Map<string, string>();
  let queue: Promise<unknown> = Promise.resolve();

  const database = (): Promise<Database> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };

  // Loads run one after another: two readers of one table must not both load it.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  const load = async (table: string, contentHash: string, read: () => Promise<Uint8Array>): Promise<void> => {
    const key = table.toLowerCase();
    if (loaded.get(key) === contentHash) return;
    const target = await database();
    await target.load(table, await read());
    loaded.set(key, contentHash);
  };

  return {
    withTables: (tables) =>
      inTurn(async () => {
        for (const { table, recipe, keptName, contentHash } of tables)
          await load(table, contentHash, () => store.readTable(recipe, keptName));
        return database();
      }),
    put: async (table, contentHash, ipc) => {
      if (opening !== null) await inTurn(() => load(table, contentHash, () => Promise.resolve(ipc)));
    },
    close: async () => {
      if (opening !== null) await (await opening).close();
    },
  };
}
