import { setImmediate } from "node:timers/promises";
import type { ArrowCodec } from "#main/engine/parts/data.ts";
import { slices } from "./slices.ts";
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
      return await blobOf(csvChunks(parts.batches, ipc, "neutralised"), "text/csv");
    case "jsonl":
      return await blobOf(jsonlChunks(parts.batches, ipc), "application/jsonl");
    case "parquet":
      return await blobOf(slices(await parts.encodeParquet(ipc)), "application/vnd.apache.parquet");
  }
}

/** Others get the thread after each chunk. */
async function blobOf(chunks: Iterable<string | Uint8Array>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  for (const chunk of chunks) {
    parts.push(new Blob([typeof chunk === "string" ? chunk : new Uint8Array(chunk)]));
    await setImmediate();
  }
  return new Blob(parts, { type });
}
