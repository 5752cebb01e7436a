import { Compression, ParquetFile, Table, transformParquetStream, WriterPropertiesBuilder, writeParquet } from "parquet-wasm";
import { AssayError } from "#shared/assay-error.ts";
import { joined } from "./ipc-batches.ts";
import { NormalTable } from "./normalise.ts";
import { openIpc } from "./open-ipc.ts";

const batchRows = 20_000;

/** zstd, in row groups of 100,000. */
function properties() {
  return new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setMaxRowGroupSize(100_000).build();
}

/** Arrow IPC stream to a Parquet file. */
export function parquetFromIpc(ipc: Uint8Array): Uint8Array {
  return writeParquet(Table.fromIPCStream(ipc), properties());
}

/** The same file from one batch after the other: what is held is a row group, and what was not asked for yet. */
export class ParquetStream {
  readonly #input = new TransformStream<unknown, unknown>(undefined, undefined, { highWaterMark: 0 });
  readonly #writer = this.#input.writable.getWriter();
  readonly #written: Promise<void>;
  #file: Uint8Array[] = [];

  constructor() {
    this.#written = this.#pump();
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

  async #pump(): Promise<void> {
    const file: ReadableStream<Uint8Array> = await transformParquetStream(this.#input.readable, properties());
    for await (const bytes of file) this.#file.push(bytes);
  }

  #take(): Uint8Array {
    const taken = joined(this.#file);
    this.#file = [];
    return taken;
  }
}

/** Any tool's Parquet file to the Arrow IPC stream that `arrowCodec.encode` would write, row group by row group. Throws data-unreadable. */
export async function ipcFromParquet(file: Blob): Promise<Uint8Array> {
  const opened = await readable(ParquetFile.fromFile(file));
  const metadata = opened.metadata();
  const rows = metadata.fileMetadata().numRows();
  let read = 0;
  const table = new NormalTable(openIpc(opened.schema().intoIPCStream()).schema, (written) => (written * rows) / Math.max(1, read));
  for (let group = 0; group < metadata.numRowGroups(); group++) {
    const part = await readable(opened.read({ rowGroups: [group], batchSize: batchRows }));
    for (const batch of openIpc(part.intoIPCStream())) {
      read += batch.numRows;
      table.append(batch, batch.numRows);
    }
  }
  opened.free();
  return table.finish();
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
