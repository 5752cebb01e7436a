// Measures a large JSONL on its way in: `node --import tsx build/bench/import-file.ts [MEGABYTES]`; `npm run bench -- import` runs it.
// Handed over piece by piece to the served host as a page does it, broken off half-way, handed over whole and kept; then read
// by the command line. Memory is the peak of the process that does it. The file is made in a temporary folder and removed again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openAsBlob,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { type Client, connectContract } from "#shared/contract/connect.ts";
import { socketPath } from "#shared/contract/page.ts";
import { openSocketWire } from "#shared/contract/wire.ts";

const [megabytes = "2048"] = process.argv.slice(2);
const fileBytes = Number(megabytes) * 1024 * 1024;
const pieceBytes = 4 * 1024 * 1024;

const words = Array.from({ length: 4096 }, (_, n) => ((n * 2_654_435_761) >>> 0).toString(36));

/** Rows of about 1.3 kB, as an instruction set has them. */
async function writeRows(path: string): Promise<number> {
  const file = createWriteStream(path);
  let seed = 1;
  const text = (count: number): string =>
    Array.from({ length: count }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return words[seed >>> 20];
    }).join(" ");
  let rows = 0;
  for (let written = 0; written < fileBytes; ) {
    const lines = Array.from(
      { length: 500 },
      () => `${JSON.stringify({ id: `row-${++rows}`, prompt: text(30), response: text(150), score: rows % 100 })}\n`,
    );
    const piece = lines.join("");
    written += piece.length;
    if (!file.write(piece)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return rows;
}

/** Peak memory of a process since it was last asked, in MB, where the system tells it. */
function watchMemory(pid: number | undefined) {
  let peak = 0;
  const timer = setInterval(() => {
    const status = `/proc/${pid}/status`;
    if (existsSync(status)) peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] ?? 0) / 1024);
  }, 50);
  return {
    take: () => {
      const taken = peak;
      peak = 0;
      return `${taken.toFixed(0)} MB`;
    },
    stop: () => clearInterval(timer),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly s: number }> {
  const start = performance.now();
  const result = await work();
  return { result, s: (performance.now() - start) / 1000 };
}

async function connect(link: string): Promise<Client> {
  const { origin, hash } = new URL(link);
  const token = new URLSearchParams(hash.slice(1)).get("token");
  const body = JSON.stringify({ token });
  const reply = await fetch(`${origin}/session`, { method: "POST", headers: { "content-type": "application/json", origin }, body });
  const cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
  const address = `${origin.replace("http", "ws")}/${socketPath}`;
  return connectContract(() => openSocketWire(new WebSocket(address, { headers: { cookie, origin } }))).client;
}

/** Hands over as much of the file as is asked for. */
async function send(client: Client, notebook: string, path: string, share: number): Promise<string> {
  const file = await openAsBlob(path);
  const { staging } = await client.imports.begin({ notebook, files: [{ path: "rows.jsonl", size: file.size }] });
  for (let offset = 0; offset < file.size * share; offset += pieceBytes)
    await client.imports.append({ notebook, staging, path: "rows.jsonl", offset, bytes: file.slice(offset, offset + pieceBytes) });
  return staging;
}

const folder = mkdtempSync(join(tmpdir(), "assay-bench-import-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const work = join(folder, "work");
mkdirSync(work);
const env = { ...process.env, ASSAY_HOME: join(folder, "home") };
const notebook = join(work, "bench.assay.md");
const source = join(folder, "rows.jsonl");
writeFileSync(notebook, "---\nassay: 1\n---\n");
const program = join(process.env.ASSAY_DIST ?? "dist", "assay.js");
const rows = await writeRows(source);
const size = statSync(source).size;
const rate = (s: number, bytes = size): string => `${s.toFixed(1)} s, ${(bytes / 1e6 / s).toFixed(0)} MB/s`;
console.log(`${(size / 1e6).toFixed(0)} MB, ${rows.toLocaleString("en")} rows of JSONL`);

const server = spawn(process.execPath, [program, "serve", notebook, "--no-open", "--port", "0"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
const memory = watchMemory(server.pid);
try {
  const lines = createInterface({ input: server.stdout });
  const link = await new Promise<string>((resolve) => {
    lines.on("line", (line) => {
      const found = /https?:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
  });
  const client = await connect(link);
  const { notebook: opened } = await client.notebook.open({ path: "bench.assay.md" });
  console.log(`served host, idle: ${memory.take()}`);
  const half = await timed(() => send(client, opened, source, 0.5));
  await client.imports.discard({ notebook: opened, staging: half.result });
  const left = readdirSync(work, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".jsonl"));
  console.log(`half of it, then discarded: ${rate(half.s, size / 2)}, peak ${memory.take()}, ${left.length} files left`);
  const whole = await timed(() => send(client, opened, source, 1));
  console.log(`handed over whole: ${rate(whole.s)}, peak ${memory.take()}`);
  const part = { notebook: opened, source: { type: "staged", staging: whole.result }, path: "rows.jsonl" } as const;
  const looked = await timed(async () => {
    for await (const said of await client.imports.inspect(part)) if (said.type === "found") return said.inspection.rows;
    return 0;
  });
  console.log(`looked at, ${looked.result.toLocaleString("en")} rows: ${rate(looked.s)}, peak ${memory.take()}`);
  await client.imports.keep({ notebook: opened, staging: whole.result, name: "rows.jsonl", as: "file" });
} finally {
  memory.stop();
  server.kill();
}

writeFileSync(notebook, "---\nassay: 1\n---\n\n```dataset rows\npath: rows.jsonl\n```\n");
const read = await timed(async () => {
  const run = spawn(process.execPath, [program, "run", notebook, "--yes"], { env, stdio: "ignore" });
  const own = watchMemory(run.pid);
  const [code] = await once(run, "exit");
  own.stop();
  if (code !== 0) throw new Error(`The run ended with ${code}.`);
  return own.take();
});
console.log(
  `read by \`assay run\`: ${rate(read.s)}, peak ${read.result}, ${((Number.parseInt(read.result, 10) * 2 ** 20) / size).toFixed(2)} × the file (aim ≤ 3 ×)`,
);
console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} processors`);
process.exit(); // The socket of the ended host would be waited for.
