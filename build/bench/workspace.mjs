// Folders with generated notebooks for benchmarks, and Assay run on them as a user would: the bundled command line, a provider in
// the registry, template, key, journal and checks all on.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../dependencies.mjs";
import { timed } from "./measure.mjs";

export const assay = join(root, "dist", "assay.js");

/** The questions the references ask. @param {number} rows */
const questions = (rows) =>
  Array.from({ length: rows }, (_, index) => JSON.stringify({ id: index, question: `Question ${index}: what does the balance say?` }));

/** @param {{ rows: number, prompt?: string }} options */
export const notebookText = ({ prompt = "{{ question }}" }) => `---
assay: 1
title: Bench
---

\`\`\`dataset questions
path: questions.jsonl
id: id
\`\`\`

\`\`\`teacher answers
from: questions
prompt: "${prompt}"
models: [bench/answers]
keep: [question]
\`\`\`
`;

/**
 * @typedef {{ folder: string, notebook: string, env: Record<string, string>, run: (...args: string[]) => Promise<import("./measure.mjs").Usage>,
 *   write: (prompt: string) => void, forget: () => void, close: () => void }} Workspace
 */

/**
 * A folder with a dataset of questions and a notebook that asks them all, and a home with one provider.
 * @param {{ rows: number, origin: string, concurrency: number, notebook?: string }} options
 * @returns {Promise<Workspace>}
 */
export async function createWorkspace({ rows, origin, concurrency, notebook: text }) {
  const folder = mkdtempSync(join(tmpdir(), "assay-bench-"));
  const home = join(folder, "home");
  const work = join(folder, "work");
  mkdirSync(home);
  mkdirSync(work);
  const notebook = join(work, "bench.assay.md");
  writeFileSync(join(work, "questions.jsonl"), `${questions(rows).join("\n")}\n`);
  writeFileSync(notebook, text ?? notebookText({ rows }));
  const env = { ASSAY_HOME: home };
  writeFileSync(join(home, "settings.json"), JSON.stringify(settings(origin, concurrency)));
  return {
    folder: work,
    notebook,
    env,
    run: (...args) => timed([assay, "run", notebook, "--yes", ...args], env),
    write: (prompt) => writeFileSync(notebook, notebookText({ rows, prompt })),
    forget: () => rmSync(join(work, ".assay"), { recursive: true, force: true }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @param {string} origin @param {number} concurrency */
function settings(origin, concurrency) {
  return {
    providers: [
      {
        id: "bench",
        baseUrl: `${origin}/v1`,
        models: [{ name: "answers", inputUsdPerMillion: 0, outputUsdPerMillion: 0 }],
        maxConcurrency: concurrency,
      },
    ],
  };
}

/** Bytes of all files below a folder. @param {string} folder */
export function bytesBelow(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
