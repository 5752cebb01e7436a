import { type Instance, startInstance } from "#main/database/instance.ts";
import { arrowCodec } from "#main/tables/arrow.ts";

/** DuckDBs of engines that were closed, empty again. To start one is a second's work, more than most tests' own. */
const idle: Instance[] = [];

/** A DuckDB that goes to the next engine of the same test file, unless anything failed on it or was under way when it was given back. */
export async function lendInstance(memoryLimitMb: number): Promise<Instance> {
  const instance = idle.pop() ?? (await startInstance(memoryLimitMb));
  let pending = 0;
  let isSpoilt = false;
  let isReturned = false;
  return {
    use: async (work) => {
      pending++;
      try {
        return await instance.use(work);
      } catch (error) {
        isSpoilt = true;
        throw error;
      } finally {
        pending--;
      }
    },
    isLost: () => isReturned || instance.isLost(),
    terminate: async () => {
      if (isReturned) return;
      isReturned = true;
      if (isSpoilt || pending > 0 || instance.isLost()) return instance.terminate();
      await dropTables(instance);
      idle.push(instance);
    },
  };
}

async function dropTables(instance: Instance): Promise<void> {
  await instance.use(async (db) => {
    const connection = await db.connectInternal();
    const { rows } = arrowCodec.decode(await db.runQuery(connection, "SELECT table_name FROM duckdb_tables()"));
    for (const { table_name: name } of rows) await db.runQuery(connection, `DROP TABLE "${String(name).replaceAll('"', '""')}"`);
    await db.disconnect(connection);
  });
}
