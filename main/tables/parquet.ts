import { ownMemory } from "../own-memory.ts";
import { arrowCodec } from "./arrow.ts";
import { ipcBatches } from "./ipc-batches.ts";
import { OneBuffer } from "./one-buffer.ts";
import { rowsPerGroup } from "./row-groups.ts";
import { createWorkerClient } from "./worker-client.ts";

export type ParquetRequest =
  | { readonly type: "encode"; readonly ipc: Uint8Array }
  | { readonly type: "decode"; readonly file: Uint8Array<ArrayBuffer> }
  /** `perGroup`: rows of a row group. */
  | { readonly type: "add"; readonly stream: number; readonly batch: Uint8Array; readonly perGroup: number }
  | { readonly type: "finish" | "give-up"; readonly stream: number };

/** Tables as Parquet files, converted in a worker thread that starts at the first need. */
export type Parquet = {
  /** Arrow IPC stream to a Parquet file, zstd. A large table is handed to the thread batch by batch. */
  readonly encodeParquet: (ipc: Uint8Array) => Promise<Uint8Array>;
  /** Any tool's Parquet file to an Arrow IPC stream as `arrowCodec` writes it. The file's memory is handed over. Throws data-unreadable. */
  readonly decodeParquet: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Up to here a second copy of a table is cheaper than the messages. */
const wholeBytes = 32 * 1024 * 1024;

export function createParquet(): Parquet {
  const worker = createWorkerClient<ParquetRequest>("parquet");
  let streams = 0;

  const encodeBatches = async (ipc: Uint8Array): Promise<Uint8Array> => {
    const stream = ++streams;
    const perGroup = rowsPerGroup(arrowCodec.schema(ipc).rows, ipc.byteLength);
    let handedOver = 0;
    const file = new OneBuffer((written) => (written * ipc.byteLength) / handedOver);
    try {
      for (const batch of ipcBatches(ipc)) {
        handedOver += batch.byteLength;
        file.write((await worker.ask({ type: "add", stream, batch, perGroup }, { transfer: [batch.buffer] })) as Uint8Array);
      }
      file.write((await worker.ask({ type: "finish", stream })) as Uint8Array);
    } catch (error) {
      await worker.ask({ type: "give-up", stream }).catch(() => undefined);
      throw error;
    }
    return file.take();
  };

  return {
    encodeParquet: async (ipc) =>
      ipc.byteLength > wholeBytes ? await encodeBatches(ipc) : ((await worker.ask({ type: "encode", ipc })) as Uint8Array),
    decodeParquet: async (file) =>
      (await worker.ask({ type: "decode", file: file as Uint8Array<ArrayBuffer> }, { transfer: ownMemory([file]) })) as Uint8Array,
    close: worker.close,
  };
}
