import { Compression, readParquet, Table, WriterPropertiesBuilder, writeParquet } from "parquet-wasm";
import { AssayError } from "#shared/assay-error.ts";
import { normaliseIpc } from "./normalise.ts";

/** Arrow IPC stream to a Parquet file, zstd, in row groups of 100,000. */
export function parquetFromIpc(ipc: Uint8Array): Uint8Array {
  const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setMaxRowGroupSize(100_000).build();
  return writeParquet(Table.fromIPCStream(ipc), properties);
}

/** Any tool's Parquet file to the Arrow IPC stream that `arrowCodec.encode` would write. Throws data-unreadable. */
export function ipcFromParquet(bytes: Uint8Array): Uint8Array {
  let ipc: Uint8Array;
  try {
    ipc = readParquet(bytes, { batchSize: 20_000 }).intoIPCStream();
  } catch (cause) {
    throw new AssayError("data-unreadable", `This is no Parquet file that can be read: ${String((cause as Error)?.message ?? cause)}.`, {
      hint: "Write it again, without encryption and with plain, snappy, gzip or zstd compression.",
      cause,
    });
  }
  return normaliseIpc(ipc);
}
