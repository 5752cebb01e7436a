import type { RecordBatch, Schema } from "apache-arrow";
import { Compression, ParquetFile, Table, transformParquetStream, WriterPropertiesBuilder, writeParquet } from "parquet-wasm";
import { AssayError } from "#shared/assay-error.ts";
import { joined } from "#shared/data/joined.ts";
import { tableSchema } from "./arrow-types.ts";
import { NormalTable, uniqueNames } from "./normalise.ts";
import { openIpc } from "./open-ipc.ts";
import { mostGroupRows } from "./row-groups.ts";
import { TableWriter } from "./table-writer.ts";

/** Rows are unpacked so many at once, and fewer where they are long. */
const [batchRows, batchBytes] = [20_000, 16 * 1024 * 1024];

/** zstd. */
function properties(perGroup: number) {
  return new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setMaxRowGroupSize(perGroup).build();
}

/** Arrow IPC stream to a Parquet file. */
export function parquetFromIpc(ipc: Uint8Array): Uint8Array {
  return writeParquet(Table.fromIPCStream(ipc), properties(mostGroupRows));
}

/** The same file from one batch after the other: what is held is a row group, and what was not asked for yet. */
export class ParquetStream {
  readonly #input = new TransformStream<unknown, unknown>(undefined, undefined, { highWaterMark: 0 });
  readonly #writer = this.#input.writable.getWriter();
  readonly #written: Promise<void>;
  #file: Uint8Array[] = [];

  constructor(perGroup: number) {
    this.#written = this.#pump(perGroup);
    this.#written.catch(() => undefined);
  }

  /** An Arrow IPC stream of rows; gives what was written of the file since last time. */
  async add(ipc: Uint8Array): Promise<Uint8Array> {
    const table = Table.fromIPCStream(ipc);
    const batches = table.recordBatches();
    // Nothing else gives WebAssembly's memory back before it is full.
    table.free();
    for (const batch of batches) await Promise.race([this.#writer.write(batch), this.#written]);
    return this.#take();
  }

  /** The rest of the file. */
  async finish(): Promise<Uint8Array> {
    await Promise.all([this.#writer.close(), this.#written]);
    return this.#take();
  }

  async #pump(perGroup: number): Promise<void> {
    const file: ReadableStream<Uint8Array> = await transformParquetStream(this.#input.readable, properties(perGroup));
    for await (const bytes of file) this.#file.push(bytes);
  }

  #take(): Uint8Array {
    const taken = joined(this.#file);
    this.#file = [];
    return taken;
  }
}

/** A Parquet file of any tool whose rows are still to be read. */
export type OpenParquet = {
  readonly schema: Schema;
  readonly rows: number;
  /** How large its columns are without compression. */
  readonly unpackedBytes: number;
  /** Its rows, some at a time, in memory for some at a time. Throws data-unreadable. */
  readonly batches: () => AsyncIterable<RecordBatch>;
  readonly close: () => void;
};

/** Throws data-unreadable. */
export async function openParquet(file: Blob): Promise<OpenParquet> {
  const opened = await readable(ParquetFile.fromFile(file));
  const metadata = opened.metadata();
  const rows = metadata.fileMetadata().numRows();
  const unpackedBytes = metadata.rowGroups().reduce((sum, group) => sum + group.totalByteSize(), 0);
  const batchSize = Math.max(1, Math.min(batchRows, Math.floor((batchBytes * rows) / Math.max(1, unpackedBytes))));
  return {
    schema: openIpc(opened.schema().intoIPCStream()).schema,
    rows,
    unpackedBytes,
    batches: async function* () {
      const reader = (await readable(opened.stream({ batchSize, concurrency: 1 }))).getReader();
      try {
        for (;;) {
          const { done, value } = await readable<{ done: boolean; value?: { intoIPCStream: () => Uint8Array } }>(reader.read());
          if (done || value === undefined) return;
          yield* openIpc(value.intoIPCStream());
        }
      } finally {
        await reader.cancel();
      }
    },
    close: () => opened.free(),
  };
}

/** Any tool's Parquet file to the Arrow IPC stream that `arrowCodec.encode` would write. Throws data-unreadable. */
export async function ipcFromParquet(file: Blob): Promise<Uint8Array> {
  const opened = await openParquet(file);
  const { rows } = opened;
  let read = 0;
  const expect = (written: number): number => (written * rows) / Math.max(1, read);
  const table = new NormalTable(uniqueNames(tableSchema(opened.schema).columns), (schema) => new TableWriter(schema, expect));
  for await (const batch of opened.batches()) {
    read += batch.numRows;
    table.append(batch.data.children, batch.numRows);
  }
  opened.close();
  return table.finish().finish();
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    throw new AssayError("data-unreadable", `This is no Parquet file that can be read: ${String((cause as Error)?.message ?? cause)}.`, {
      hint: "Write it again, without encryption and with plain, snappy, gzip or zstd compression.",
      cause,
    });
  }
}
