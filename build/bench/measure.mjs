// Measuring by pairs: ours and the reference take turns in one run, and the median of the paired ratios is what counts.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../dependencies.mjs";

const usageReporter = fileURLToPath(new URL("./report-usage.mjs", import.meta.url));
const references = fileURLToPath(new URL("./references.mjs", import.meta.url));

/** @typedef {{ wallS: number, cpuS: number, peakMb: number }} Usage */

/**
 * Runs a Node program to its end and says what it took. Throws when it fails.
 * @param {readonly string[]} args @param {Record<string, string>} [env] @returns {Promise<Usage>}
 */
export async function timed(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "assay-usage-"));
  const report = join(folder, "usage.json");
  const startedAt = performance.now();
  const { code, output } = await new Promise((resolve, reject) => {
    /** @type {string[]} */
    const output = [];
    const child = spawn(process.execPath, ["--import", `file://${usageReporter}`, ...args], {
      cwd: root,
      env: { ...process.env, ...env, ASSAY_BENCH_USAGE: report },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(String(chunk)));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: output.join("") }));
  });
  const wallS = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${code}:\n${output.slice(-4000)}`);
  const usage = JSON.parse(readFileSync(report, "utf8"));
  rmSync(folder, { recursive: true });
  return { wallS, ...usage };
}

/** @param {string} name @param {...(string | number)} args */
export const reference = (name, ...args) => timed([references, name, ...args.map(String)]);

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * @param {number} pairs
 * @param {() => Promise<Usage>} ours @param {() => Promise<Usage>} theirs
 */
export async function alternate(pairs, ours, theirs) {
  /** @type {{ ours: Usage, theirs: Usage }[]} */
  const measured = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Each goes first as often as the other, so that neither always meets the warmer machine.
    const first = pair % 2 === 0 ? await ours() : null;
    const reference = await theirs();
    measured.push({ ours: first ?? (await ours()), theirs: reference });
  }
  const all = (/** @type {(pair: { ours: Usage, theirs: Usage }) => number} */ read) => median(measured.map(read));
  return {
    ratio: all(({ ours, theirs }) => ours.wallS / theirs.wallS),
    oursS: all(({ ours }) => ours.wallS),
    theirsS: all(({ theirs }) => theirs.wallS),
    oursCpuS: all(({ ours }) => ours.cpuS),
    theirsCpuS: all(({ theirs }) => theirs.cpuS),
    peakMb: all(({ ours }) => ours.peakMb),
  };
}
