import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";
import type { Database } from "#main/engine/parts/data.ts";
import { AssayError } from "#shared/assay-error.ts";
import { type Instance, InstanceLost, startInstance } from "./instance.ts";
import { ipcPieces } from "./ipc-pieces.ts";
import { runStatement, stopped } from "./run-statement.ts";
import { keepSpareCopy, type SpareCopy } from "./spare-copy.ts";
import { exceptionOf, isBroken, sqlError } from "./sql-error.ts";
import { readStatement } from "./statement.ts";
import { tableNamesByTokens } from "./table-names.ts";

export type DatabaseOptions = {
  /** Brings DuckDB's result stream to the one form tables have, reading no more than `maxRows`. */
  readonly normalise: (chunks: AsyncIterable<Uint8Array>, maxRows?: number) => Promise<Uint8Array>;
  readonly memoryLimitMb?: number;
  readonly start?: ((memoryLimitMb: number) => Promise<Instance>) | undefined;
};

/** Of the 4 GB a WebAssembly memory can have; results and inserts need room beside DuckDB's own blocks. */
const memoryLimitMb = 3000;

/** A fresh, empty DuckDB in a thread of its own. If the thread is lost, the next call starts another and loads the tables again. */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const database = new DuckDatabase(options);
  await database.start();
  return database;
}

class DuckDatabase implements Database {
  readonly #options: DatabaseOptions;
  readonly #tables = new Map<string, { readonly name: string; readonly copy: SpareCopy }>();
  #instance: Promise<Instance> | null = null;
  #changes: Promise<unknown> = Promise.resolve();
  #loads = 0;
  #isClosed = false;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#ready();
  }

  load = (table: string, ipc: Uint8Array): Promise<void> =>
    this.#inTurn(async () => {
      const copy = await keepSpareCopy(ipc);
      try {
        await this.#insert(await this.#ready(), table, ipc);
      } catch (error) {
        await copy.discard();
        throw loadError(table, await this.#survived(error));
      }
      await this.#tables.get(table.toLowerCase())?.copy.discard();
      this.#tables.set(table.toLowerCase(), { name: table, copy });
    });

  drop = (table: string): Promise<void> =>
    this.#inTurn(async () => {
      await this.#tables.get(table.toLowerCase())?.copy.discard();
      this.#tables.delete(table.toLowerCase());
      await onConnection(await this.#ready(), (run) => run(`DROP TABLE IF EXISTS ${quoted(table)}`));
    });

  query = async (sql: string, options: { readonly signal: AbortSignal; readonly maxRows?: number }): Promise<Uint8Array> => {
    for (let attempt = 1; ; attempt++) {
      if (options.signal.aborted) throw stopped();
      const instance = await this.#ready();
      try {
        return await this.#answer(instance, sql, options);
      } catch (error) {
        if (options.signal.aborted) throw stopped();
        // Another query's thread end took this one along: its tables come back, so it may try again.
        if (error instanceof InstanceLost && attempt === 1) continue;
        throw sqlError(await this.#survived(error), sql, this.#names());
      }
    }
  };

  tablesRead = async (sql: string): Promise<readonly string[]> => {
    const instance = await this.#ready();
    try {
      return await withConnection(instance, async (connection) => {
        const statement = await instance.use((db) => readStatement(db, connection, sql));
        try {
          return uniqueIgnoringCase(await instance.use((db) => db.getTableNames(connection, statement.sql)));
        } catch (error) {
          if (exceptionOf(error).type === "Parser") throw sqlError(error, statement.sql, []);
          return tableNamesByTokens(statement.tokens);
        }
      });
    } catch (error) {
      throw sqlError(await this.#survived(error), sql, this.#names());
    }
  };

  close = async (): Promise<void> => {
    this.#isClosed = true;
    await this.#changes.catch(() => undefined);
    await Promise.all([...this.#tables.values()].map(({ copy }) => copy.discard()));
    this.#tables.clear();
    const instance = await this.#instance?.catch(() => null);
    await instance?.terminate();
  };

  async #answer(
    instance: Instance,
    sql: string,
    options: { readonly signal: AbortSignal; readonly maxRows?: number },
  ): Promise<Uint8Array> {
    return await withConnection(instance, async (connection) => {
      const statement = await instance.use((db) => readStatement(db, connection, sql));
      return await this.#options.normalise(runStatement(instance, connection, statement.sql, options.signal), options.maxRows);
    });
  }

  /** The running database; after a loss a new one that holds the same tables. */
  async #ready(): Promise<Instance> {
    if (this.#isClosed) throw new Error("The database is closed.");
    const current = this.#instance;
    const isUsable = current !== null && !(await current.then((instance) => instance.isLost()).catch(() => true));
    if (!isUsable && this.#instance === current) this.#instance = this.#restart();
    return await (this.#instance ?? this.#restart());
  }

  async #restart(): Promise<Instance> {
    const start = this.#options.start ?? startInstance;
    const instance = await start(this.#options.memoryLimitMb ?? memoryLimitMb);
    for (const { name, copy } of this.#tables.values()) await this.#insert(instance, name, await copy.read());
    return instance;
  }

  /** The new table is complete before it takes the old one's place. */
  async #insert(instance: Instance, table: string, ipc: Uint8Array): Promise<void> {
    const arriving = `assay_arriving_${++this.#loads}`;
    await withConnection(instance, async (connection) => {
      const run = (sql: string) => instance.use((db) => db.runQuery(connection, sql));
      try {
        let create = true;
        for (const piece of ipcPieces(ipc)) {
          await instance.use((db) => db.insertArrowFromIPCStream(connection, piece, { name: arriving, create }));
          create = false;
        }
        await run(`BEGIN; DROP TABLE IF EXISTS ${quoted(table)}; ALTER TABLE ${quoted(arriving)} RENAME TO ${quoted(table)}; COMMIT`);
      } catch (error) {
        await run("ROLLBACK").catch(() => undefined);
        await run(`DROP TABLE IF EXISTS ${quoted(arriving)}`).catch(() => undefined);
        throw error;
      }
    });
  }

  /** After some errors DuckDB is not to be trusted any more: it is ended, and the next call starts another. */
  async #survived(error: unknown): Promise<unknown> {
    if (error instanceof InstanceLost || isBroken(exceptionOf(error))) {
      const instance = await this.#instance?.catch(() => null);
      await instance?.terminate();
      return new AssayError("memory", "The database broke off; its tables are loaded again at the next query.", {
        hint: "Read fewer columns or rows at once.",
        cause: error,
      });
    }
    return error;
  }

  #names(): readonly string[] {
    return [...this.#tables.values()].map(({ name }) => name);
  }

  /** Changes of tables happen one after the other. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.#changes.then(change, change);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }
}

async function withConnection<T>(instance: Instance, work: (connection: number) => Promise<T>): Promise<T> {
  const connection = await instance.use((db) => db.connectInternal());
  try {
    return await work(connection);
  } finally {
    if (!instance.isLost()) await instance.use((db: AsyncDuckDB) => db.disconnect(connection)).catch(() => undefined);
  }
}

async function onConnection(instance: Instance, work: (run: (sql: string) => Promise<Uint8Array>) => Promise<unknown>): Promise<void> {
  await withConnection(instance, (connection) => work((sql) => instance.use((db) => db.runQuery(connection, sql))));
}

function loadError(table: string, error: unknown): AssayError {
  const problem = sqlError(error, "", []);
  if (!problem.message.includes("must have at least one column")) return problem;
  return new AssayError("data-unreadable", `Table ${table} has no columns.`, { hint: "Give it at least one.", cause: error });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function uniqueIgnoringCase(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}
