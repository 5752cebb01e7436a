// Measures how long an export keeps the engine's thread from others: `node --import tsx build/bench/export-gap.ts [ROWS] [PAIRS]`;
// `npm run bench -- export` runs it. The reference decodes whole record batches, 20,000 rows, before it writes of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ArrowCodec } from "#main/engine/parts/data.ts";
import { createExportWriter } from "#main/exports/export-writer.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { createParquet } from "#main/tables/parquet.ts";
import { integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { quantile } from "#shared/statistics/quantile.ts";

const batchRows = 20_000;

type Gap = { readonly longestMs: number; readonly p99Ms: number; readonly cpuS: number };

/** Pieces joined to batches as they lie in the stream. */
function* wholeBatches(ipc: Uint8Array): ReturnType<ArrowCodec["batches"]> extends Iterable<infer Piece> ? Iterable<Piece> : never {
  let rows: Row[] = [];
  for (const piece of arrowCodec.batches(ipc)) {
    rows.push(...piece.rows);
    if (rows.length < batchRows) continue;
    yield { schema: piece.schema, rows };
    rows = [];
  }
  if (rows.length > 0) yield { schema: arrowCodec.schema(ipc).schema, rows };
}

function tableOf(count: number): Uint8Array {
  const schema = schemaOf([
    ["item", text],
    ["prompt", text],
    ["response", text],
    ["n", integer],
  ]);
  const writer = arrowCodec.createWriter(schema);
  const response = "An assay weighs a small sample to learn what the whole is worth. ".repeat(6);
  for (let n = 0; n < count; n += 1) writer.append({ item: `q${n}`, prompt: `Weigh sample ${n} against its counterpart.`, response, n });
  return writer.finish();
}

async function measure(ipc: Uint8Array, batches: ArrowCodec["batches"], format: "jsonl" | "parquet"): Promise<Gap> {
  const parquet = createParquet();
  const writer = createExportWriter(parquet.encodeParquet, { schema: arrowCodec.schema, batches });
  const folder = mkdtempSync(join(tmpdir(), "assay-bench-export-"));
  const delay = monitorEventLoopDelay({ resolution: 2 });
  const cpu = process.cpuUsage();
  delay.enable();
  try {
    const job = { path: "out", overwrite: false, texts: [], tables: [{ path: `data.${format}`, format, ipc }] };
    await writer.dataset(folder, job, new AbortController().signal);
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    return { longestMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6, cpuS: (user + system) / 1e6 };
  } finally {
    await parquet.close();
    rmSync(folder, { recursive: true });
  }
}

const median = (gaps: readonly Gap[], read: (gap: Gap) => number): number =>
  quantile(
    gaps.map(read).sort((a, b) => a - b),
    0.5,
  );

function said(gaps: readonly Gap[]): string {
  const [longest, p99, cpu] = [median(gaps, (gap) => gap.longestMs), median(gaps, (gap) => gap.p99Ms), median(gaps, (gap) => gap.cpuS)];
  return `longest ${longest.toFixed(0)} ms, 99 of 100 under ${p99.toFixed(0)} ms, CPU ${cpu.toFixed(1)} s`;
}

const [rows = "1000000", pairs = "3"] = process.argv.slice(2);
const ipc = tableOf(Number(rows));
const [before, now]: [Gap[], Gap[]] = [[], []];
for (let pair = 0; pair < Number(pairs); pair += 1) {
  before.push(await measure(ipc, wholeBatches, "jsonl"));
  now.push(await measure(ipc, arrowCodec.batches, "jsonl"));
}
const parquet = await measure(ipc, arrowCodec.batches, "parquet");
const size = `${Number(rows).toLocaleString("en")} rows, ${(ipc.byteLength / 1e6).toFixed(0)} MB`;
console.log(`${size}: JSONL ${said(now)}; whole batches ${said(before)}; Parquet ${said([parquet])} (aim: longest ≤ 50 ms)`);
