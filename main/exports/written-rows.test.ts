import { describe, expect, it } from "vitest";
import { arrowCodec } from "#main/tables/arrow.ts";
import { ipcFromParquet, parquetFromIpc } from "#main/tables/parquet-bytes.ts";
import { documentedRows, madeDataset } from "#shared/export/testing/documented-rows.ts";
import { jsonlChunks } from "./table-text.ts";

// A row may be right in memory and wrong on disk: Arrow gives all structs of a column the same fields.
describe("rows as they stand in the files", () => {
  it.each(
    documentedRows,
  )("%s %s as %s, reasoning %s: lines of JSON are what the trainer documents", (trainer, format, layout, reasoning, schema) => {
    const { dataset, rows } = madeDataset({ trainer, format, layout, reasoning });
    const ipc = arrowCodec.encode(dataset.schema, rows);
    const lines = [...jsonlChunks(arrowCodec.batches, ipc)].join("").trimEnd().split("\n");
    expect(lines).toHaveLength(rows.length);
    for (const line of lines) expect(schema.safeParse(JSON.parse(line))).toMatchObject({ success: true });
  });

  it("hold the same in Parquet", async () => {
    const { dataset, rows } = madeDataset({ trainer: "trl", format: "sft", layout: "messages", reasoning: "reasoning_content" });
    const ipc = arrowCodec.encode(dataset.schema, rows);
    expect(arrowCodec.decode(await ipcFromParquet(new Blob([Uint8Array.from(parquetFromIpc(ipc))]))).rows).toEqual(
      arrowCodec.decode(ipc).rows,
    );
  });
});
