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

/** `own`: the longest gap without waiting for a processor, and the most that was computed in one; null where the system does not tell. */
type Measured = { readonly seconds: number; readonly longestMs: number; readonly own: LongestGap | null; readonly peakMb: number };
type LongestGap = { readonly awayMs: number; readonly computedMs: number };
type OwnTime = { readonly computedMs: number; readonly queuedMs: number };

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

/** How long this thread has computed, and could have while other programs did. */
function ownTime(): OwnTime | null {
  if (!existsSync(schedule)) return null;
  const [computed = 0, queued = 0] = readFileSync(schedule, "utf8").split(" ").map(Number);
  return { computedMs: computed / 1e6, queuedMs: queued / 1e6 };
}

function watchThread() {
  let [at, own, longestMs, peak] = [performance.now(), ownTime(), 0, 0];
  const longest = { computedMs: 0, awayMs: 0 };
  const timer = setInterval(() => {
    const [now, then] = [performance.now(), ownTime()];
    longestMs = Math.max(longestMs, now - at);
    if (own !== null && then !== null) {
      longest.computedMs = Math.max(longest.computedMs, then.computedMs - own.computedMs);
      longest.awayMs = Math.max(longest.awayMs, now - at - (then.queuedMs - own.queuedMs));
    }
    peak = Math.max(peak, process.memoryUsage.rss());
    [at, own] = [now, then];
  }, 2);
  return () => {
    clearInterval(timer);
    return { longestMs, own: own === null ? null : longest, peakMb: peak / 1e6 };
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
  const { own } = best;
  const held =
    own === null ? "" : `, ${own.awayMs.toFixed(0)} ms without waiting for a processor, at most ${own.computedMs.toFixed(0)} ms computing`;
  const speed = `${best.seconds.toFixed(1)} s, ${Math.round(count / best.seconds).toLocaleString("en")} rows/s`;
  console.log(
    `${count.toLocaleString("en")} rows as JSONL and Parquet: ${speed}; longest gap ${best.longestMs.toFixed(0)} ms${held} (aim ≤ 50 ms); peak ${best.peakMb.toFixed(0)} MB`,
  );
} finally {
  await notebook.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
