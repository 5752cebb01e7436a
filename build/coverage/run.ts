// Do the intervals hold what they promise? `npm run coverage` draws 400 data sets from a world of known truth, measures each, and
// counts how often the 95 % interval holds the truth and how often a judge without an effect is accused. It writes coverage.md.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { computeMeasure } from "#shared/statistics/measures.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import { type Figure, figures } from "./figures.ts";
import { drawWorld } from "./world.ts";

const runs = Number(process.argv[2] ?? 400);
const promptsPerRun = 100;
const promptsOfTruth = 8_000;
const draws = 1_000;
const processes = 2;

/** One row a figure: estimate and interval, or why there is none. */
type Found = Pick<TidyRow, "estimate" | "low" | "high"> | null;

function measureWorld(prompts: number, seed: number, resamples: number): readonly Found[] {
  const judgements = drawWorld(prompts, seed);
  const results = new Map<string, readonly TidyRow[]>();
  return figures.map(({ method, options = {}, judges, isRow }) => {
    const key = JSON.stringify([method, options, judges]);
    const heard = judges ? judgements.filter(({ judge, isPerson }) => isPerson || judges.includes(judge)) : judgements;
    const rows =
      results.get(key) ??
      computeMeasure({ method, judgements: heard, options: { ...options, resampling: { draws: resamples, seed } } }).rows;
    results.set(key, rows);
    const found = rows.find(isRow);
    return found ? { estimate: found.estimate, low: found.low, high: found.high } : null;
  });
}

const [, , , part] = process.argv;
if (part === undefined) await main();
else process.send?.(part === "truth" ? [measureWorld(promptsOfTruth, 1, 1)] : runsFrom(Number(part)));

function runsFrom(first: number): readonly (readonly Found[])[] {
  const found: (readonly Found[])[] = [];
  for (let run = first; run < runs; run += processes) found.push(measureWorld(promptsPerRun, 1_000 + run, draws));
  return found;
}

async function main(): Promise<void> {
  console.log(`${runs} runs of ${promptsPerRun} prompts, and ${promptsOfTruth.toLocaleString("en")} prompts for the truth …`);
  const parts = await Promise.all(Array.from({ length: processes }, (_, first) => inProcess(String(first))));
  const [truth = []] = await inProcess("truth");
  const lines = figures.map((figure, index) =>
    lineOf(
      figure,
      truth[index] ?? null,
      parts.flat().map((found) => found[index] ?? null),
    ),
  );
  const text = tableOf(lines);
  console.log(text);
  if (runs >= 400) writeFileSync(new URL("./coverage.md", import.meta.url), text);
  if (lines.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
}

/** A part of the work in a process of its own. */
function inProcess(name: string): Promise<readonly (readonly Found[])[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [String(runs), name], { execArgv: ["--import", "tsx"] });
    child.once("message", (found) => resolve(found as readonly (readonly Found[])[]));
    child.once("exit", (code) => (code === 0 ? undefined : reject(new Error(`part ${name} ended with ${code}`))));
  });
}

type Line = { readonly cells: readonly string[]; readonly isHeld: boolean };

function lineOf({ name, neutral }: Figure, truth: Found, found: readonly Found[]): Line {
  const known = found.filter((each) => each !== null && each.low !== null && each.high !== null) as readonly {
    low: number;
    high: number;
  }[];
  const value = truth?.estimate ?? null;
  const holds = known.filter(({ low, high }) => value !== null && low <= value && value <= high).length / known.length;
  const accused = neutral === undefined ? null : known.filter(({ low, high }) => low > neutral || high < neutral).length / known.length;
  const isHeld = known.length > runs * 0.95 && holds >= 0.92 && holds <= 0.98;
  return {
    isHeld,
    cells: [
      name,
      value === null ? "undefined" : value.toFixed(3),
      percent(holds),
      accused === null ? "–" : percent(accused),
      String(known.length),
      isHeld ? "held" : "not held",
    ],
  };
}

function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${(share * 100).toFixed(1)} %`;
}

function tableOf(lines: readonly Line[]): string {
  const heads = ["figure", "truth", "intervals that hold it", "accused without cause", "runs with an interval", "92–98 %"];
  return [
    "# How often the intervals hold the truth",
    "",
    `${runs} data sets of ${promptsPerRun} prompts, three pairs of simulated answers each; the truth is the figure over ${promptsOfTruth.toLocaleString("en")} other prompts. 95 % cluster-bootstrap intervals from ${draws} draws. Made by \`npm run coverage\`.`,
    "",
    `| ${heads.join(" | ")} |`,
    `|${heads.map(() => "---").join("|")}|`,
    ...lines.map(({ cells }) => `| ${cells.join(" | ")} |`),
    "",
  ].join("\n");
}
