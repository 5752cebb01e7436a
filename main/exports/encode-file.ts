import type { ArrowCodec } from "#main/engine/parts/data.ts";
import { csvChunks, jsonlChunks } from "./table-text.ts";

export type EncodeParquet = (ipc: Uint8Array) => Promise<Uint8Array>;
type Batches = ArrowCodec["batches"];

/** A table as a file to download. CSV is for spreadsheets and therefore neutralised. Throws data-unreadable. */
export async function encodeFile(
  ipc: Uint8Array,
  format: "csv" | "jsonl" | "parquet",
  parts: { readonly encodeParquet: EncodeParquet; readonly batches: Batches },
): Promise<Blob> {
  switch (format) {
    case "csv":
      return new Blob([...csvChunks(parts.batches, ipc, "neutralised")], { type: "text/csv" });
    case "jsonl":
      return new Blob([...jsonlChunks(parts.batches, ipc)], { type: "application/jsonl" });
    case "parquet":
      return new Blob([Uint8Array.from(await parts.encodeParquet(ipc))], { type: "application/vnd.apache.parquet" });
  }
}
