import { createWorkerClient } from "./worker-client.ts";

export type ParquetRequest = { readonly encode: Uint8Array } | { readonly decode: Uint8Array };

/** Tables as Parquet files, converted in a worker thread that starts at the first need. */
export type Parquet = {
  /** Arrow IPC stream to a Parquet file, zstd. */
  readonly encodeParquet: (ipc: Uint8Array) => Promise<Uint8Array>;
  /** Any tool's Parquet file to an Arrow IPC stream as `arrowCodec` writes it. Throws data-unreadable. */
  readonly decodeParquet: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

export function createParquet(): Parquet {
  const worker = createWorkerClient<ParquetRequest>("parquet");
  return {
    encodeParquet: async (ipc) => (await worker.ask({ encode: ipc })) as Uint8Array,
    decodeParquet: async (bytes) => (await worker.ask({ decode: bytes })) as Uint8Array,
    close: worker.close,
  };
}
