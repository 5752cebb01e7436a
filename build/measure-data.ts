// Measures reading and querying data beside bare duckdb-wasm: `node --import tsx build/measure-data.ts [rows]`.
// Ratios are what counts; times depend on the machine. Data is made in a temporary folder and removed again.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDuckDB, NODE_RUNTIME, VoidLogger } from "@duckdb/duckdb-wasm/blocking";
import { createDatabase } from "#main/database/database.ts";
import { createDataReaders } from "#main/tables/data-readers.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { createParquet } from "#main/tables/parquet.ts";

const jsonlRows = Number(process.argv[2] ?? 100_000);
const csvRows = jsonlRows * 10;
const signal = new AbortController().signal;
const grouped = "SELECT judge, count(*) AS n, avg(score) AS score FROM data GROUP BY judge ORDER BY judge";

async function timed<T>(name: string, work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  console.log(`${name.padEnd(58)} ${ms.toFixed(0).padStart(7)} ms   rss ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`);
  return { result, ms };
}

async function writeRows(path: string, rows: number, rowOf: (row: number) => string): Promise<void> {
  const file = createWriteStream(path);
  for (let row = 0; row < rows; ) {
    const lines: string[] = [];
    for (const end = Math.min(rows, row + 1000); row < end; row++) lines.push(rowOf(row));
    if (!file.write(lines.join(""))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

const words = "the model said that answer is better because shorter clear wrong right maybe two three".split(" ");
const sentence = (seed: number, length: number) => {
  let text = "";
  for (let word = 0; text.length < length; word++) text += `${words[(seed * 31 + word * 17) % words.length]} `;
  return text;
};
const jsonlRow = (row: number) => {
  const [prompt, response] = [sentence(row, 200), sentence(row + 1, 900)];
  const messages = [
    { role: "user", content: sentence(row, 100) },
    { role: "assistant", content: "ok" },
  ];
  return `${JSON.stringify({ id: row, prompt, response, score: (row % 100) / 100, judge: `sim/judge-${row % 7}`, messages })}\n`;
};
const csvRow = (row: number) =>
  `${row},item-${row % 1000},sim/judge-${row % 7},${(row % 100) / 100},"said, ""${words[row % words.length]}""",${row % 3 === 0}\n`;

/** Plain DuckDB in this very thread, without messages: the fastest there is. Given the file as text, as its own documentation has it. */
async function startBare(path: string, format: "json" | "csv") {
  const file = (name: string) => createRequire(import.meta.url).resolve(`@duckdb/duckdb-wasm/dist/${name}`);
  const bundle = (kind: string) => ({ mainModule: file(`duckdb-${kind}.wasm`), mainWorker: file(`duckdb-node-${kind}.worker.cjs`) });
  const db = await createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate();
  db.open({});
  const connection = db.connect();
  const load = async () => {
    const text = await readFile(path, "utf8");
    if (format === "json") {
      db.registerFileText("rows.json", `[${text.trimEnd().replaceAll("\n", ",")}]`);
      connection.insertJSONFromPath("rows.json", { name: "data" });
    } else {
      db.registerFileText("rows.csv", text);
      connection.insertCSVFromPath("rows.csv", { name: "data", detect: true, header: true });
    }
  };
  return { load, query: async (sql: string) => void connection.query(sql) };
}

const folder = await mkdtemp(join(tmpdir(), "assay-measure-"));
try {
  await writeRows(join(folder, "rows.jsonl"), jsonlRows, jsonlRow);
  await writeRows(join(folder, "rows.csv"), csvRows, (row) => (row === 0 ? `id,item,judge,score,said,flag\n${csvRow(row)}` : csvRow(row)));
  console.log(
    `JSONL ${((await stat(join(folder, "rows.jsonl"))).size / 1e6).toFixed(0)} MB, CSV ${((await stat(join(folder, "rows.csv"))).size / 1e6).toFixed(0)} MB`,
  );
  const readers = createDataReaders();
  const parquet = createParquet();
  const { result: database } = await timed("database: start", () => createDatabase({ normalise: normaliseStream }));

  const jsonl = await timed("JSONL: read", () => readers.read(folder, "rows.jsonl", { signal, allowOutside: false }));
  const load = await timed("JSONL: load", () => database.load("data", jsonl.result.ipc));
  const query = await timed("JSONL: grouped query", () => database.query(grouped, { signal }));
  console.log(`  file to answer: ${(jsonl.ms + load.ms + query.ms).toFixed(0)} ms`);
  const file = await timed("Parquet: encode", () => parquet.encodeParquet(jsonl.result.ipc));
  await timed("Parquet: decode", () => parquet.decodeParquet(file.result));
  console.log(`  Parquet ${(file.result.length / 1e6).toFixed(1)} MB, Arrow ${(jsonl.result.ipc.length / 1e6).toFixed(0)} MB`);
  await timed("whole table out again", () => database.query("FROM data", { signal }));

  const csv = await timed("CSV: read", () => readers.read(folder, "rows.csv", { signal, allowOutside: false }));
  const csvLoad = await timed("CSV: load", () => database.load("data", csv.result.ipc));
  const firstPage = await timed("CSV: first page", () => database.query("FROM data LIMIT 200", { signal }));
  console.log(`  file to first page: ${(csv.ms + csvLoad.ms + firstPage.ms).toFixed(0)} ms`);
  await readers.close();
  await parquet.close();

  const bare = await startBare(join(folder, "rows.csv"), "csv");
  const bareCsv = await timed("bare CSV: load", () => bare.load());
  const pages: readonly (readonly [string, string])[] = [
    ["page in the middle", "SELECT * FROM data LIMIT 200 OFFSET 500000"],
    ["sort", "SELECT * FROM data ORDER BY score DESC, id LIMIT 200 OFFSET 1000"],
    ["group", grouped],
    ["count", "SELECT count(*) FROM data WHERE item = 'item-7'"],
  ];
  console.log(`  CSV to first page / bare: ${((csv.ms + csvLoad.ms + firstPage.ms) / bareCsv.ms).toFixed(2)}`);
  for (const [name, sql] of pages)
    await compare(
      name,
      () => database.query(sql, { signal }),
      () => bare.query(sql),
    );
  await database.close();
  const bareJson = await startBare(join(folder, "rows.jsonl"), "json");
  await timed("bare JSON: load", bareJson.load);
  await timed("bare JSON: grouped query", () => bareJson.query(grouped));
} finally {
  await rm(folder, { recursive: true });
}

/** Alternating pairs; the median of their ratios. */
async function compare(name: string, ours: () => Promise<unknown>, reference: () => Promise<unknown>): Promise<void> {
  const pairs: { readonly ours: number; readonly reference: number }[] = [];
  const time = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  for (let pair = 0; pair < 7; pair++) pairs.push({ ours: await time(ours), reference: await time(reference) });
  const middle = (values: number[]) => values.sort((a, b) => a - b)[3] ?? Number.NaN;
  const ratio = middle(pairs.map((pair) => pair.ours / pair.reference));
  console.log(
    `${name.padEnd(30)} ours ${middle(pairs.map((pair) => pair.ours)).toFixed(1)} ms, bare ${middle(pairs.map((pair) => pair.reference)).toFixed(1)} ms, ratio ${ratio.toFixed(2)}`,
  );
}
