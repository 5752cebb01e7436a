// Rows of `npm run bench` that run a script beside this file in a process of its own and print what it says.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root } from "../dependencies.mjs";

const nearDuplicates = new URL("./near-duplicates.ts", import.meta.url);
const exportGap = new URL("./export-gap.ts", import.meta.url);
const importFile = new URL("./import-file.ts", import.meta.url);

/** @param {string} words @param {URL} script @param {string[]} args @returns {import("./rows.mjs").BenchRow} */
const row = (words, script, ...args) => ({
  name: words,
  measure: async ({ pairs }) => {
    const command = ["--import", "tsx", fileURLToPath(script), ...args, String(pairs)];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
    return stdout.trim();
  },
});

export const scriptRows = [
  row("near-duplicates: MinHash signatures, 128 permutations of 5-word shingles", nearDuplicates, "signatures"),
  row("near-duplicates: 100,000 texts of 200 words through a filter", nearDuplicates, "filter"),
  row("export: how long 1,000,000 rows keep the engine from others", exportGap, "1000000"),
  { ...row("import: a JSONL of 2 GB handed over, looked at and read", importFile, "2048"), large: /** @type {const} */ (true) },
];
