// Measures the statistics beside numpy and scipy: `node --import tsx build/bench/statistics.ts NAME [PAIRS]`; `npm run bench -- statistics` runs them all.
// Both sides compute in turns in one run, each warmed up for half a second, as a worker thread that measures a table is; the median of the paired ratios is what counts.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cohenKappa } from "#shared/statistics/agreement/agreement-statistics.ts";
import { clusterBootstrap } from "#shared/statistics/bootstrap.ts";
import { quantile } from "#shared/statistics/quantile.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { Battle } from "#shared/statistics/ranking/battles.ts";
import { rankBattles } from "#shared/statistics/ranking/rank-battles.ts";
import { measureEngineGaps } from "./engine-gap.ts";

type Data = { readonly [key: string]: number | readonly number[] };
type Case = {
  readonly reference: string;
  readonly words: string;
  readonly aim: string;
  readonly data: Data;
  /** Computes once; the figure is checked against the reference's, to within the noise of resampling. */
  readonly ours: () => number;
  readonly tolerance: number;
};

const cases: { readonly [name: string]: () => Case } = {
  "kappa-unclustered": () => kappaCase(10_000, 10_000, "kappa_multinomial", "numpy multinomial on the count table", "≤ 1.5 ×"),
  "kappa-clustered": () => kappaCase(2_000, 2_000, "kappa_by_index", "numpy by index", "≤ 1.3 ×"),
  "kappa-clustered-tables": () => kappaCase(2_000, 2_000, "kappa_by_cluster_table", "numpy by a table a cluster", "no aim"),
  "strengths-cold": () => strengthCase(100_000, 0, "strengths_by_rows", "scipy L-BFGS over rows", "≤ 1 ×"),
  "strengths-200": () => strengthCase(10_000, 200, "strengths_by_prompt", "numpy Newton, weights by prompt", "≤ 3 ×"),
  "strengths-1000": () => strengthCase(100_000, 1000, "strengths_multinomial", "numpy Newton, multinomial", "≤ 3 ×"),
};

const items = 10_000;

function kappaCase(prompts: number, draws: number, reference: string, words: string, aim: string): Case {
  const bits = randomBits(5);
  const classes = 3;
  const draw = () => Math.floor(uniform(bits) * classes);
  const rows = Array.from({ length: items }, (_, item) => {
    const first = draw();
    return { first, second: uniform(bits) < 0.6 ? first : draw(), cluster: item % prompts };
  });
  const pairs = rows.map(({ cluster, ...votes }) => ({ ...votes, cluster: `prompt ${cluster}` }));
  const column = (name: "first" | "second" | "cluster") => rows.map((row) => row[name]);
  return {
    reference,
    words,
    aim,
    data: { classes, draws, first: column("first"), second: column("second"), cluster: column("cluster") },
    ours: () => clusterBootstrap(cohenKappa(pairs), { draws, seed: 3 })?.low ?? Number.NaN,
    tolerance: 0.01,
  };
}

const [battleCount, modelCount] = [100_000, 50];

function battles(prompts: number): readonly Battle[] {
  const bits = randomBits(9);
  const name = (model: number) => `model-${String(model).padStart(2, "0")}`;
  return Array.from({ length: battleCount }, (_, at): Battle => {
    const first = Math.floor(uniform(bits) * modelCount);
    const second = (first + 1 + Math.floor(uniform(bits) * (modelCount - 1))) % modelCount;
    const isFirst = uniform(bits) < 1 / (1 + Math.exp((first - second) / 12));
    const outcome = isFirst === first < second ? "first" : "second";
    return {
      item: `item ${at}`,
      cluster: `prompt ${at % prompts}`,
      first: name(Math.min(first, second)),
      second: name(Math.max(first, second)),
      outcome,
    };
  });
}

function strengthCase(prompts: number, draws: number, reference: string, words: string, aim: string): Case {
  const rows = battles(prompts);
  const number = (model: string) => Number(model.slice(-2));
  const side = (wanted: "first" | "second") => rows.map(({ first, second, outcome }) => number(outcome === wanted ? first : second));
  const resampling = { draws, seed: 3 };
  return {
    reference,
    words,
    aim,
    data: { models: modelCount, draws, winner: side("first"), loser: side("second"), cluster: rows.map((_, at) => at % prompts) },
    ours: () => {
      const { drawn } = rankBattles(rows, { ties: "half", withOrder: false, resampling });
      if (draws === 0) return drawn.estimates[0] ?? Number.NaN;
      const first = Float64Array.from({ length: draws }, (_, draw) => drawn.draws[draw * modelCount] ?? Number.NaN).sort();
      return quantile(first, 0.025);
    },
    tolerance: draws === 0 ? 1e-4 : 0.02,
  };
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

const seconds = (value: number) => `${value.toFixed(value < 1 ? 3 : 2)} s`;

/** The first python3 that has numpy (and scipy, where the reference needs it). */
function pythonWith(reference: string): string | null {
  const needs = reference === "strengths_by_rows" ? "import numpy, scipy" : "import numpy";
  return ["python3", "/usr/bin/python3"].find((python) => spawnSync(python, ["-c", needs]).status === 0) ?? null;
}

async function compare(name: string, pairs: number): Promise<string> {
  const { reference, words, aim, data, ours, tolerance } = (cases[name] ?? unknown(name))();
  const timed = () => {
    const started = performance.now();
    const value = ours();
    return { seconds: (performance.now() - started) / 1000, value };
  };
  await warmUp(timed);
  const python = pythonWith(reference);
  if (python === null) {
    const alone = Array.from({ length: pairs }, () => timed().seconds);
    return `${seconds(median(alone))}; not compared: no python3 with numpy and scipy here (apt-get install python3-numpy python3-scipy)`;
  }
  const folder = mkdtempSync(join(tmpdir(), "assay-bench-statistics-"));
  writeFileSync(join(folder, "data.json"), JSON.stringify(data));
  const child = spawn(python, [fileURLToPath(new URL("./reference.py", import.meta.url)), reference, join(folder, "data.json")]);
  try {
    const lines = linesOf(child);
    const { versions } = JSON.parse(await lines()) as { readonly versions: string };
    const theirs = async () => {
      child.stdin.write("\n");
      return JSON.parse(await lines()) as { readonly seconds: number; readonly value: number };
    };
    await warmUp(theirs);
    const measured: { readonly ours: number; readonly theirs: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const own = pair % 2 === 0 ? timed() : null;
      const other = await theirs();
      const mine = own ?? timed();
      if (Math.abs(mine.value - other.value) > tolerance)
        throw new Error(`${name}: ours gives ${mine.value}, the reference ${other.value}`);
      measured.push({ ours: mine.seconds, theirs: other.seconds });
    }
    const ratio = median(measured.map((each) => each.ours / each.theirs));
    const [mine, other] = [median(measured.map((each) => each.ours)), median(measured.map((each) => each.theirs))];
    return `${seconds(mine)}, ${words} ${seconds(other)} (${versions}): ${ratio.toFixed(2)} × (aim ${aim})`;
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
}

const warmUpMs = 500;

/** At least once, and until compiled code is what is timed. */
async function warmUp(compute: () => unknown): Promise<void> {
  const started = performance.now();
  do await compute();
  while (performance.now() - started < warmUpMs);
}

function unknown(name: string): never {
  throw new Error(`no case ${name}; there are ${Object.keys(cases).join(", ")} and engine-gap`);
}

/** Standard output line by line; rejects with what Python said when it ends early. */
function linesOf(child: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const complaints: string[] = [];
  child.stderr.on("data", (chunk) => complaints.push(String(chunk)));
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the reference ended: ${complaints.join("").slice(-2000)}`);
    return value;
  };
}

/** Measures and a chart of 100,000 verdicts by the whole engine, and how long its thread was ever away meanwhile. */
async function engineGap(): Promise<string> {
  const gaps = await measureEngineGaps();
  const words = gaps.map(({ cell, wallMs, longestGapMs }) => `${cell} ${seconds(wallMs / 1000)}, ${longestGapMs.toFixed(0)} ms away`);
  return `${words.join("; ")} (the engine's thread, at most)`;
}

const [name = "", pairs = "5"] = process.argv.slice(2);
console.log(name === "engine-gap" ? await engineGap() : await compare(name, Number(pairs)));
