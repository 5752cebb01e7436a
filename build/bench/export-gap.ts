// Measures an export cell in the whole engine, and how long it keeps the engine's thread from others:
// `node --import tsx build/bench/export-gap.ts [ROWS] [RUNS]`; `npm run bench -- export` runs it with a million rows.
import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openNotebook, type TestNotebook } from "#main/hosts/testing/open-notebook.ts";

const notebookText = `---
assay: 1
---

\`\`\`dataset answers
path: answers.jsonl
\`\`\`

\`\`\`export out
from: answers
format: sft
path: out
split: { test: 0.1 }
files: [jsonl, parquet]
\`\`\`
`;

/** `heldMs`: what of the longest gap the thread itself computed; null where the system does not tell. */
type Measured = { readonly seconds: number; readonly longestMs: number; readonly heldMs: number | null; readonly peakMb: number };

async function writeRows(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  const response = "An assay weighs a small sample to learn what the whole is worth. ".repeat(6);
  for (let n = 0; n < count; n += 1) {
    const line = JSON.stringify({ item: `q${n}`, prompt: `Weigh sample ${n} against its counterpart.`, response, n });
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

const schedule = "/proc/thread-self/schedstat";

/** Milliseconds this thread has computed: on a busy machine a gap is also the time in which others did. */
function computedMs(): number | null {
  return existsSync(schedule) ? Number(readFileSync(schedule, "utf8").split(" ")[0]) / 1e6 : null;
}

function watchThread() {
  let [at, computed, longestMs, peak] = [performance.now(), computedMs(), 0, 0];
  let heldMs: number | null = computed === null ? null : 0;
  const timer = setInterval(() => {
    const [now, sinceThen] = [performance.now(), computedMs()];
    longestMs = Math.max(longestMs, now - at);
    if (heldMs !== null && computed !== null && sinceThen !== null) heldMs = Math.max(heldMs, sinceThen - computed);
    peak = Math.max(peak, process.memoryUsage.rss());
    [at, computed] = [now, sinceThen];
  }, 2);
  return () => {
    clearInterval(timer);
    return { longestMs, heldMs, peakMb: peak / 1e6 };
  };
}

async function exportOnce({ run }: TestNotebook): Promise<Measured> {
  const watched = watchThread();
  const started = performance.now();
  const { state } = await run({ type: "cell", cell: "out", upstream: "last-results" });
  const seconds = (performance.now() - started) / 1000;
  if (state !== "done") throw new Error(`the export ended ${state}`);
  return { seconds, ...watched() };
}

const [rows = "1000000", runs = "1"] = process.argv.slice(2);
const count = Number(rows);
const folder = await mkdtemp(join(tmpdir(), "assay-bench-export-"));
await writeRows(join(folder, "answers.jsonl"), count);
const notebook = await openNotebook("export.assay.md", { folder, files: { "export.assay.md": notebookText } });
try {
  await notebook.run({ type: "cell", cell: "answers", upstream: "last-results" });
  const measured: Measured[] = [];
  for (let run = 0; run < Math.min(2, Number(runs)); run += 1) measured.push(await exportOnce(notebook));
  const best = measured.reduce((one, other) => (other.longestMs < one.longestMs ? other : one));
  const held = best.heldMs === null ? "" : `, of it at most ${best.heldMs.toFixed(0)} ms computing`;
  const speed = `${best.seconds.toFixed(1)} s, ${Math.round(count / best.seconds).toLocaleString("en")} rows/s`;
  console.log(
    `${count.toLocaleString("en")} rows as JSONL and Parquet: ${speed}; longest gap ${best.longestMs.toFixed(0)} ms${held} (aim ≤ 50 ms); peak ${best.peakMb.toFixed(0)} MB`,
  );
} finally {
  await notebook.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
