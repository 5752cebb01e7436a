// The rows of `npm run bench`: what is measured, beside what, and the aim. Each prints one line.

import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../dependencies.mjs";
import { alternate, reference, timed } from "./measure.mjs";
import { scriptRows } from "./script-rows.mjs";
import { statisticsRows } from "./statistics-rows.mjs";
import { assay, bytesBelow, createWorkspace } from "./workspace.mjs";

/**
 * @typedef {{ server: import("./answer-server.mjs").AnswerServer, pairs: number, large: boolean }} Bench
 * @typedef {{ name: string, large?: true, measure: (bench: Bench) => Promise<string> }} BenchRow
 */

const seconds = (/** @type {number} */ value) => `${value.toFixed(value < 1 ? 3 : 2)} s`;
const times = (/** @type {number} */ value) => `${value.toFixed(2)} ×`;

/** @param {number} latencyMs @param {number} concurrency @param {string} aim @returns {BenchRow} */
function pooledCalls(latencyMs, concurrency, aim) {
  const calls = 2000;
  return {
    name: `${calls} calls, ${latencyMs} ms server, ${concurrency} at once`,
    measure: async ({ server, pairs }) => {
      await server.reset(latencyMs);
      const workspace = await createWorkspace({ rows: calls, origin: server.origin, concurrency });
      const idle = await timed([assay, "--version"]);
      const result = await alternate(
        pairs,
        () => {
          workspace.forget();
          return workspace.run();
        },
        () => reference("undici", server.origin, calls, concurrency),
      );
      workspace.close();
      const beyondStart = (result.oursS - idle.wallS) / result.theirsS;
      return `${seconds(result.oursS)}, bare undici pool ${seconds(result.theirsS)}: ${times(result.ratio)}, ${times(beyondStart)} without start (aim ${aim})`;
    },
  };
}

/** @type {BenchRow} */
const zeroLatency = {
  name: "10,000 calls, 0 ms, 128 at once",
  measure: async ({ server, pairs }) => {
    await server.reset(0);
    const workspace = await createWorkspace({ rows: 10_000, origin: server.origin, concurrency: 128 });
    const result = await alternate(
      Math.min(pairs, 3),
      () => {
        workspace.forget();
        return workspace.run();
      },
      () => reference("openai", server.origin, 10_000, 128),
    );
    workspace.close();
    const cpu = `CPU ${((result.oursCpuS / 10_000) * 1000).toFixed(2)} ms a call, theirs ${((result.theirsCpuS / 10_000) * 1000).toFixed(2)}`;
    return `${seconds(result.oursS)}, plain openai loop ${seconds(result.theirsS)}: ${times(result.ratio)}; ${cpu} (aim ≤ 1.0 ×, ≤ 0.7 ms)`;
  },
};

/** @param {number} rows @param {string} aim @returns {BenchRow} */
function peakMemory(rows, aim) {
  return {
    name: `peak memory, ${rows.toLocaleString("en")} calls`,
    ...(rows > 10_000 ? { large: true } : {}),
    measure: async ({ server }) => {
      await server.reset(0);
      const workspace = await createWorkspace({ rows, origin: server.origin, concurrency: 128 });
      const { peakMb } = await workspace.run();
      workspace.close();
      return `${peakMb.toFixed(0)} MB (aim ${aim})`;
    },
  };
}

/** @type {BenchRow} */
const cachedRun = {
  name: "cached re-run of 10,000 rows",
  measure: async ({ server, pairs }) => {
    await server.reset(0);
    const workspace = await createWorkspace({ rows: 10_000, origin: server.origin, concurrency: 128 });
    await workspace.run();
    const { requests } = await server.log();
    const result = await alternate(
      Math.min(pairs, 3),
      () => {
        // Only the journal is left: every table is made again from what was paid for.
        rmSync(join(workspace.folder, ".assay", "tables"), { recursive: true });
        rmSync(join(workspace.folder, ".assay", "state.json"), { force: true });
        return workspace.run();
      },
      () => timed([assay, "--version"]),
    );
    const asked = (await server.log()).requests - requests;
    workspace.close();
    return `${seconds(result.oursS)}, ${asked} requests (aim ≤ 3 s, 0 requests)`;
  },
};

/** @type {BenchRow} */
const history = {
  name: "run and re-run with 100 × 2,000 stored answers",
  measure: async ({ server, pairs }) => {
    await server.reset(0);
    const old = await createWorkspace({ rows: 2000, origin: server.origin, concurrency: 128 });
    const fresh = await createWorkspace({ rows: 2000, origin: server.origin, concurrency: 128 });
    await timed(["--import", "tsx", join(root, "build", "bench", "fill-journal.ts"), old.folder, "100", "2000"]);
    let turn = 0;
    /** @param {import("./workspace.mjs").Workspace} workspace */
    const runTwice = async (workspace) => {
      workspace.write(`{{ question }} Final ${turn++}.`);
      const first = await workspace.run();
      const second = await workspace.run();
      return { ...first, wallS: first.wallS + second.wallS };
    };
    const result = await alternate(
      pairs,
      () => runTwice(old),
      () => {
        fresh.forget();
        return runTwice(fresh);
      },
    );
    for (const workspace of [old, fresh]) workspace.close();
    return `${seconds(result.oursS)}, fresh folder ${seconds(result.theirsS)}: ${times(result.ratio)} (aim ≤ 1.05 ×)`;
  },
};

/** @type {BenchRow} */
const bytesStored = {
  name: "bytes stored per answer",
  measure: async ({ server }) => {
    await server.reset(0);
    const workspace = await createWorkspace({ rows: 2000, origin: server.origin, concurrency: 128 });
    await workspace.run();
    const { bytesSent, requests } = await server.log();
    const journal = bytesBelow(join(workspace.folder, ".assay", "journal"));
    const all = bytesBelow(join(workspace.folder, ".assay"));
    workspace.close();
    return `${Math.round(all / requests)} of ${Math.round(bytesSent / requests)} received: ${times(all / bytesSent)}, journal alone ${times(journal / bytesSent)} (aim ≤ 2.0 ×)`;
  },
};

/** @type {BenchRow} */
const start = {
  name: "assay --version",
  measure: async ({ pairs }) => {
    const result = await alternate(
      Math.max(pairs, 9),
      () => timed([assay, "--version"]),
      () => timed(["-e", "0"]),
    );
    return `${seconds(result.oursS)}, node -e 0 ${seconds(result.theirsS)}: ${times(result.ratio)} (aim ≤ 4 ×)`;
  },
};

const groupedQuery = "SELECT judge, count(*) AS n, avg(score) AS score FROM rows_100k GROUP BY judge ORDER BY judge";

/** @type {BenchRow} */
const openLarge = {
  name: "open 100,000-row JSONL and group it",
  measure: async ({ pairs, server }) => {
    const data = mkdtempSync(join(tmpdir(), "assay-bench-data-"));
    writeFileSync(join(data, "query.sql"), groupedQuery);
    const megabytes = await writeLargeFile(join(data, "rows.jsonl"));
    const notebook = `---\nassay: 1\n---\n\n\`\`\`dataset rows_100k\npath: data/rows.jsonl\n\`\`\`\n\n\`\`\`sql by_judge\n${groupedQuery}\n\`\`\`\n`;
    const workspace = await createWorkspace({ rows: 1, origin: server.origin, concurrency: 1, notebook });
    mkdirSync(join(workspace.folder, "data"));
    await writeLargeFile(join(workspace.folder, "data", "rows.jsonl"));
    const result = await alternate(
      Math.min(pairs, 3),
      () => {
        workspace.forget();
        return workspace.run();
      },
      () => reference("duckdb", data),
    );
    workspace.close();
    rmSync(data, { recursive: true });
    return `${megabytes} MB: ${seconds(result.oursS)}, native DuckDB ${seconds(result.theirsS)}: ${times(result.ratio)}; peak ${result.peakMb.toFixed(0)} MB`;
  },
};

/** Rows of about 1.4 KB: text, numbers, a nested list. @param {string} path */
async function writeLargeFile(path) {
  const out = createWriteStream(path);
  const response = "An assay weighs a small sample to learn what the whole is worth. ".repeat(16);
  let bytes = 0;
  for (let row = 0; row < 100_000; row++) {
    const prompt = `Weigh sample ${row} against its counterpart and say which is the purer. `.repeat(3);
    const messages = [{ role: "user", content: `Sample ${row}` }];
    const line = `${JSON.stringify({ id: row, prompt, response, score: ((row * 7919) % 1000) / 100, judge: `judge-${row % 7}`, messages })}\n`;
    bytes += line.length;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return Math.round(bytes / 1e6);
}

/** @type {readonly BenchRow[]} */
export const benchRows = [
  pooledCalls(200, 32, "≤ 1.05 × + 0.4 s"),
  pooledCalls(200, 128, "≤ 1.15 × + 0.4 s"),
  pooledCalls(20, 32, "≤ 1.30 ×"),
  zeroLatency,
  peakMemory(10_000, "≤ 250 MB"),
  peakMemory(100_000, "≤ 300 MB"),
  cachedRun,
  history,
  bytesStored,
  start,
  openLarge,
  ...statisticsRows,
  ...scriptRows,
];
