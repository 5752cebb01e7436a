import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** A program that leaves database, readers and Parquet open, after answers and after errors of each. */
const program = `
import { createDatabase } from "#main/database/database.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { createDataReaders } from "#main/tables/data-readers.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { createParquet } from "#main/tables/parquet.ts";
const signal = new AbortController().signal;
const database = await createDatabase({ normalise: normaliseStream });
const codes = [];
const note = (error) => codes.push(error.code);
await database.query("SELEC 1", { signal }).catch(note);
await database.query("FROM range(100_000_000)", { signal, maxRows: 1 });
const parquet = createParquet();
await parquet.decodeParquet(new Uint8Array(8)).catch(note);
await parquet.encodeParquet(arrowCodec.encode({ columns: [{ name: "a", type: { type: "text" } }] }, []));
await createDataReaders().read(process.cwd(), "package.json", { signal, allowOutside: false }).catch(note);
console.log(codes.join());
`;

test("open threads do not keep a process alive, nor let it end while they work", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    timeout: 60_000,
  });
  expect(stdout).toBe("sql,data-unreadable,data-unreadable\n");
}, 70_000);
