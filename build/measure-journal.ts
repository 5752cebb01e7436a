// What the journal costs, on this machine: `node --expose-gc --import tsx build/measure-journal.ts [RECORDS]`.
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { nodeFileSystem } from "#main/storage/file-system.ts";
import { createJournal } from "#main/storage/journal/journal.ts";
import { keyOf, repliedRecord, systemClock } from "#main/storage/journal/test-records.ts";

const perSegment = 2_000;
const count = Number(process.argv[2] ?? 200_000);
const signal = new AbortController().signal;
const root = await mkdtemp(join(tmpdir(), "assay-measure-"));
const folder = join(root, ".assay", "journal");
const keys = Array.from({ length: count }, (_, n) => keyOf(n));

const bodyOf = (n: number) =>
  JSON.stringify({
    id: `chatcmpl-${n}`,
    object: "chat.completion",
    created: 1_790_000_000 + n,
    model: "writer-large",
    choices: [{ index: 0, message: { role: "assistant", content: `Answer ${n}. ${"It follows from the second line. ".repeat(25)}` } }],
    usage: { prompt_tokens: 120, completion_tokens: 180, total_tokens: 300 },
  });

const open = () => createJournal(folder, nodeFileSystem, systemClock);
const report = (what: string, value: number, unit: string) =>
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 10 ? 3 : 0)} ${unit}`);

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const used = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (used.user + used.system) / 1_000 };
}

async function inLanes(lanes: number, from: number, to: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < to) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

let received = 0;
const filling = await timed(async () => {
  for (let from = 0; from < count; from += perSegment) {
    const journal = open();
    await inLanes(128, from, Math.min(count, from + perSegment), (n) => {
      const body = bodyOf(n);
      received += Buffer.byteLength(body);
      return journal.append({ ...repliedRecord(n, body), key: keys[n] ?? "" });
    });
    await journal.close();
  }
});
const segments = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"));
const sizes = await Promise.all(segments.map(async (name) => (await stat(join(folder, name))).size));
console.log(`${count} records of ${Math.round(received / count)} bytes in ${segments.length} segments`);
report("append, 128 at a time, open and close included", count / (filling.ms / 1_000), "records/s");
report("bytes stored / bytes received", sizes.reduce((sum, size) => sum + size, 0) / received, "×");

async function measureOpen(what: string): Promise<void> {
  const journal = open();
  globalThis.gc?.();
  const before = process.memoryUsage();
  const { ms } = await timed(journal.open);
  globalThis.gc?.();
  const after = process.memoryUsage();
  report(`open, ${what}`, ms, "ms");
  report(
    "  memory after − before (heap and buffers)",
    (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20,
    "MB",
  );
  await journal.close();
}
await rm(join(folder, "index.cache"), { force: true });
await measureOpen("no cache");
await measureOpen("with cache");
await measureOpen("with cache, again");

const journal = open();
await journal.open();
const looking = await timed(async () => keys.forEach(journal.lookUp));
report("look up", (looking.ms * 1_000) / count, "µs each");
const reads = Math.min(count, 10_000);
const reading = await timed(() => inLanes(32, 0, reads, (n) => journal.read(keys[n * Math.floor(count / reads)] ?? "")));
report(`read ${reads} answers, 32 at a time`, reading.ms, "ms");
const claims = 10_000;
const buying = await timed(() =>
  inLanes(128, count, count + claims, async (n) => {
    await journal.claim(keyOf(n), signal);
    await journal.append(repliedRecord(n, bodyOf(n)));
  }),
);
report(`claim and append ${claims}, 128 at a time`, buying.ms, "ms");
report("  CPU, all threads", buying.cpuMs / claims, "ms each");
await journal.close();
await rm(root, { recursive: true });
