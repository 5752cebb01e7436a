// What Assay is measured against, each in a process of its own: `node references.mjs NAME ORIGIN CALLS CONCURRENCY`.
import { readFileSync } from "node:fs";

const [name, target = "", calls = "0", concurrency = "1"] = process.argv.slice(2);

/** @param {number} index */
const question = (index) => `Question ${index}: what does the balance say?`;

/** Runs `work` for 0 … calls-1, so many at a time. @param {(index: number) => Promise<unknown>} work */
async function pooled(work) {
  let next = 0;
  const worker = async () => {
    while (next < Number(calls)) await work(next++);
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, worker));
}

/** @type {Record<string, () => Promise<void>>} */
const references = {
  /** The least that an HTTP client can do: send, read, parse. */
  undici: async () => {
    const { Pool } = await import("undici");
    const pool = new Pool(target, { connections: Number(concurrency) });
    await pooled(async (index) => {
      const body = JSON.stringify({ model: "bench", messages: [{ role: "user", content: question(index) }] });
      const response = await pool.request({
        path: "/v1/chat/completions",
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      return response.body.json();
    });
    await pool.close();
  },
  /** The loop most people write first. */
  openai: async () => {
    const { default: OpenAI } = await import("openai");
    const client = new OpenAI({ baseURL: `${target}/v1`, apiKey: "none", maxRetries: 0 });
    await pooled((index) => client.chat.completions.create({ model: "bench", messages: [{ role: "user", content: question(index) }] }));
  },
  /** Native DuckDB over the same file. */
  duckdb: async () => {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const query = readFileSync(`${target}/query.sql`, "utf8").replace("rows_100k", `read_json_auto('${target}/rows.jsonl')`);
    await (await connection.runAndReadAll(query)).getRows();
  },
};

await references[name ?? ""]?.();
